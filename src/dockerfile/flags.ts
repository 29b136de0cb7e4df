import { isBlank, skipBlank, skipSpace, trimEnd } from './space.js';

/** A flag's text after quote removal, and where it stands in the logical text. */
export interface RawFlag {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A logical line taken apart into keyword, flags and arguments; offsets are those of the logical text. */
export interface SplitLine {
  readonly keyword: string;
  readonly keywordAt: number;
  readonly flags: readonly RawFlag[];
  readonly args: string;
  readonly argsAt: number;
}

/** BuildKit's split_command.go, from `start` on: ONBUILD's trigger is split a second time. */
export function splitLine(text: string, start: number, escape: string): SplitLine {
  const keywordAt = skipSpace(text, start, text.length);
  const end = trimEnd(text, keywordAt, text.length);
  let at = keywordAt;
  while (at < end && !isBlank(text.charAt(at))) at++;
  const keyword = text.slice(keywordAt, at);
  while (at < end && isBlank(text.charAt(at))) at++;
  const { flags, next } = readFlags(text, at, end, escape);
  const argsAt = skipSpace(text, next, end);
  return { keyword, keywordAt, flags, args: text.slice(argsAt, end), argsAt };
}

/**
 * Words that start with `--`, up to the first that does not, or to a bare `--`. Quotes may stand anywhere in them
 * (`--mount=type=bind,"source=a b"`) and go. BuildKit reads bytes here, so a no-break space is no space.
 */
function readFlags(
  text: string,
  from: number,
  end: number,
  escape: string,
): { readonly flags: readonly RawFlag[]; readonly next: number } {
  const flags: RawFlag[] = [];
  let at = skipBlank(text, from, end);
  while (at + 1 < end && text.startsWith('--', at)) {
    const start = at;
    let word = '';
    let quote = '';
    for (; at < end; at++) {
      const char = text.charAt(at);
      if (quote === '' && isBlank(char)) break;
      if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === quote) quote = '';
      else if (char === escape) {
        at++;
        if (at < end) word += text.charAt(at);
      } else word += char;
    }
    at = Math.min(at, end);
    if (word === '--') return { flags, next: at };
    flags.push({ text: word, start, end: at });
    at = skipBlank(text, at, end);
  }
  return { flags, next: at };
}

/** The fields of one comma-separated line, quoted ones included (`--mount`'s value); null when a quote is not closed. */
export function csvFields(text: string): readonly string[] | null {
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text.charAt(at) !== '"') {
      const comma = text.indexOf(',', at);
      const end = comma === -1 ? text.length : comma;
      const field = text.slice(at, end);
      if (field.includes('"')) return null;
      fields.push(field);
      at = end + 1;
      continue;
    }
    let field = '';
    at++;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote === -1) return null;
      field += text.slice(at, quote);
      at = quote + 1;
      if (text.charAt(at) !== '"') break;
      field += '"';
      at++;
    }
    if (at < text.length && text.charAt(at) !== ',') return null;
    fields.push(field);
    at++;
  }
  return fields;
}

/** The `from=` of a RUN's `--mount` value, or null. */
export function mountFrom(value: string): string | null {
  for (const field of csvFields(value) ?? []) {
    const equals = field.indexOf('=');
    if (equals !== -1 && field.slice(0, equals).toLowerCase() === 'from') return field.slice(equals + 1);
  }
  return null;
}

// The yaml package takes 80 to 110 ms to load, more than starting node does. Lockfiles and the settings next to them are
// written by machines in a small part of YAML, which this file reads: block mappings and sequences, flow collections,
// quoted, plain and block scalars, comments. Anchors, tags and several documents are not read.

/** Every scalar is a string as written (`true`, `5.4`); an empty value is null. Mappings have no prototype. */
export type YamlValue = string | null | readonly YamlValue[] | { readonly [key: string]: YamlValue };

interface Reader {
  readonly lines: string[];
  at: number;
}

/** Deeper nesting than any lockfile's is garbage. */
const MAX_DEPTH = 64;

const indentOf = (line: string): number => line.length - line.trimStart().length;
const isBlank = (line: string): boolean =>
  /^\s*(?:#.*)?$/u.test(line) || /^(?:---|\.\.\.|%YAML.*)\s*$/u.test(line);

function skipBlank(reader: Reader): string | null {
  for (let line = reader.lines[reader.at]; line !== undefined; line = reader.lines[++reader.at]) {
    if (!isBlank(line)) return line;
  }
  return null;
}

/** Offset behind a quoted scalar that starts at `start`, or -1 when it does not end here. */
function quotedEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let i = start + 1; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote === '"' && char === '\\') i++;
    else if (char === quote) {
      if (quote === "'" && text.charAt(i + 1) === "'") i++;
      else return i + 1;
    }
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  b: '\b',
  f: '\f',
  e: '\x1b',
};

function unquote(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  return text
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([\s\S]))/giu, (whole, x, u, long, char) => {
      const hex = x ?? u ?? long;
      if (hex === undefined) return ESCAPES[char] ?? char;
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}

/** Takes `key:` off a line; null when the line is none. */
function splitKey(text: string): { key: string; rest: string } | null {
  if (text.startsWith('"') || text.startsWith("'")) {
    const end = quotedEnd(text, 0);
    const colon = end < 0 ? null : /^\s*:(?=\s|$)/u.exec(text.slice(end));
    if (colon === null) return null;
    return { key: unquote(text.slice(0, end)), rest: text.slice(end + colon[0].length).trim() };
  }
  if (/^[[{#&*!|>%@`]/u.test(text) && !/^@[^\s]+:/u.test(text)) return null;
  const colon = /:(?=\s|$)/u.exec(text);
  const comment = text.search(/\s#/u);
  if (colon === null || (comment >= 0 && comment < colon.index)) return null;
  return { key: text.slice(0, colon.index).trim(), rest: text.slice(colon.index + 1).trim() };
}

const plain = (text: string): string => text.replace(/(?:^|\s+)#.*$/u, '').trim();

function scalar(text: string): YamlValue {
  if (text.startsWith('"') || text.startsWith("'")) {
    const end = quotedEnd(text, 0);
    if (end > 0) return unquote(text.slice(0, end));
  }
  const value = plain(text);
  return value === '' || value === '~' || value === 'null' ? null : value;
}

/** A flow collection or scalar at `at`; gives the value and where it ends. */
function flow(text: string, at: number, depth: number): { value: YamlValue; end: number } {
  let i = at;
  const blank = (): void => {
    while (i < text.length && /\s/u.test(text.charAt(i))) i++;
  };
  blank();
  const open = text.charAt(i);
  if ((open === '{' || open === '[') && depth < MAX_DEPTH) {
    i++;
    const list: YamlValue[] = [];
    const map: Record<string, YamlValue> = Object.create(null);
    const close = open === '{' ? '}' : ']';
    for (blank(); i < text.length && text.charAt(i) !== close; blank()) {
      if (text.charAt(i) === ',') {
        i++;
        continue;
      }
      const item = flow(text, i, depth + 1);
      // A stray bracket would stand still.
      i = item.end > i ? item.end : i + 1;
      blank();
      if (open === '{' && text.charAt(i) === ':') {
        const value = flow(text, i + 1, depth + 1);
        i = Math.max(value.end, i + 1);
        map[typeof item.value === 'string' ? item.value : ''] = value.value;
      } else if (open === '{') map[typeof item.value === 'string' ? item.value : ''] = null;
      else list.push(item.value);
    }
    return { value: open === '{' ? map : list, end: i + 1 };
  }
  if (open === '"' || open === "'") {
    const end = quotedEnd(text, i);
    if (end > 0) return { value: unquote(text.slice(i, end)), end };
  }
  const rest = text.slice(i);
  const stop = rest.search(/[,[\]{}]|:(?=[\s,[\]{}]|$)/u);
  const word = stop < 0 ? rest : rest.slice(0, stop);
  return { value: scalar(word.trim()), end: i + word.length };
}

/** Is every bracket and quote of a flow collection closed? */
function balanced(text: string): boolean {
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if ((char === '"' || char === "'") && /[\s,:[{]/u.test(text.charAt(i - 1) || ' ')) {
      const end = quotedEnd(text, i);
      if (end < 0) return false;
      i = end - 1;
    } else if (char === '{' || char === '[') open++;
    else if (char === '}' || char === ']') open--;
  }
  return open <= 0;
}

/** `|` and `>` scalars: the lines that stand deeper than `indent`. */
function blockScalar(reader: Reader, header: string, indent: number): string {
  const lines: string[] = [];
  for (let line = reader.lines[reader.at]; line !== undefined; line = reader.lines[++reader.at]) {
    if (line.trim() !== '' && indentOf(line) <= indent) break;
    lines.push(line);
  }
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map(indentOf));
  const text = lines
    .map((line) => line.slice(Number.isFinite(depth) ? depth : 0))
    .join(header.startsWith('|') ? '\n' : ' ')
    .trimEnd();
  return header.includes('-') || text === '' ? text : text + '\n';
}

/** The value that starts with `rest` behind `key:` or `- `, where the key stands at `indent`. */
function valueAfter(
  reader: Reader,
  rest: string,
  indent: number,
  depth: number,
  sequences: boolean,
): YamlValue {
  if (rest === '' || rest.startsWith('#')) {
    const next = skipBlank(reader);
    if (next === null) return null;
    const inner = indentOf(next);
    const listed = sequences && inner === indent && /^-(?:\s|$)/u.test(next.trimStart());
    return inner > indent || listed ? block(reader, inner, depth + 1) : null;
  }
  if (/^[|>][-+0-9]*(?:\s+#.*)?$/u.test(rest)) return blockScalar(reader, rest, indent);
  const opener = rest.charAt(0);
  const isFlow = opener === '{' || opener === '[';
  const isQuoted = opener === '"' || opener === "'";
  let text = rest;
  for (let line = reader.lines[reader.at]; line !== undefined; line = reader.lines[reader.at]) {
    const done = isFlow ? balanced(text) : isQuoted ? quotedEnd(text, 0) > 0 : false;
    const deeper = line.trim() !== '' && indentOf(line) > indent;
    if (done || !deeper || (!isFlow && !isQuoted && isBlank(line))) break;
    text += ' ' + line.trim();
    reader.at++;
  }
  return isFlow ? flow(text, 0, 0).value : scalar(text);
}

function sequence(reader: Reader, indent: number, depth: number): readonly YamlValue[] {
  const items: YamlValue[] = [];
  for (let line = skipBlank(reader); line !== null; line = skipBlank(reader)) {
    const text = line.trim();
    if (indentOf(line) !== indent || !/^-(?:\s|$)/u.test(text)) break;
    const rest = text.slice(1).trim();
    const inner = indent + (text.length - text.slice(1).trimStart().length);
    if (rest !== '' && (splitKey(rest) !== null || /^-\s/u.test(rest))) {
      // `- key: value` opens a mapping whose further keys stand below `key`.
      reader.lines[reader.at] = ' '.repeat(inner) + rest;
      items.push(block(reader, inner, depth + 1));
      continue;
    }
    reader.at++;
    items.push(valueAfter(reader, rest, indent, depth, false));
  }
  return items;
}

function mapping(reader: Reader, indent: number, depth: number): Readonly<Record<string, YamlValue>> {
  const map: Record<string, YamlValue> = Object.create(null);
  for (let line = skipBlank(reader); line !== null; line = skipBlank(reader)) {
    if (indentOf(line) !== indent) break;
    const text = line.trim();
    if (text.startsWith('? ')) {
      // Keys of more than 1,024 characters: `? KEY`, then `:` on a line of its own.
      reader.at++;
      const key = scalar(text.slice(2).trim());
      const next = skipBlank(reader);
      if (next === null || indentOf(next) !== indent || !/^:(?:\s|$)/u.test(next.trim())) break;
      reader.at++;
      map[typeof key === 'string' ? key : ''] = valueAfter(
        reader,
        next.trim().slice(1).trim(),
        indent,
        depth,
        true,
      );
      continue;
    }
    const pair = splitKey(text);
    if (pair === null) break;
    reader.at++;
    map[pair.key] = valueAfter(reader, pair.rest, indent, depth, true);
  }
  return map;
}

function block(reader: Reader, indent: number, depth: number): YamlValue {
  const line = skipBlank(reader);
  if (line === null) return null;
  const text = line.trim();
  if (depth < MAX_DEPTH) {
    if (/^-(?:\s|$)/u.test(text)) return sequence(reader, indent, depth);
    if (text.startsWith('? ') || splitKey(text) !== null) return mapping(reader, indent, depth);
  }
  reader.at++;
  return valueAfter(reader, text, indent - 1, depth, false);
}

/**
 * Reads the part of YAML that package managers write (see above). Null for an empty text, undefined when there is
 * something that it cannot read.
 */
export function parseBlockYaml(text: string): YamlValue | undefined {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const reader: Reader = { lines, at: 0 };
  const first = skipBlank(reader);
  if (first === null) return null;
  const value = block(reader, indentOf(first), 0);
  return skipBlank(reader) === null ? value : undefined;
}

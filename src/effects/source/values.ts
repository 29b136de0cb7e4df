import { bare, bindingsOf } from './bindings.js';
import type { SourceFile } from './bindings.js';
import { argumentsAt, closingAt } from './tokens.js';
import type { SourceToken, Syntax } from './tokens.js';

/** What is known of a text: how it starts, and whether something unknown follows. */
export interface SourceValue {
  readonly text: string;
  readonly open: boolean;
}

/** Where source runs, and with what. */
export interface SourcePlace {
  /** Absolute path of the file that the expression stands in. */
  readonly file: string;
  readonly cwd: string;
  readonly home: string;
  readonly env: (name: string) => string | undefined;
  /** Words behind the script's name on its command line; null for an unknown one. */
  readonly args: readonly (string | null)[];
}

/** What a language calls its paths by. Chains are written with dots: `process.env.X`, `$this.dir`. */
export interface SourceNames {
  readonly syntax: Syntax;
  /** The operator that puts texts together. */
  readonly concat: string;
  /** The value of a name that the language or its library gives; undefined: it is the program's own; null: it is not set. */
  readonly constant: (chain: string, place: SourcePlace) => SourceValue | null | undefined;
  /** The value of a call of the library; undefined: it is not known. */
  readonly call: (
    chain: string,
    given: readonly SourceValue[],
    place: SourcePlace,
  ) => SourceValue | null | undefined;
}

export const UNKNOWN: SourceValue = { text: '', open: true };
const MOST = 8;
const DEEPEST = 60;

/** A value that is known whole. */
export function plain(text: string): SourceValue {
  return { text, open: false };
}

/** Texts one after the other; what follows an unknown part is of no use. */
export function concatenated(parts: readonly SourceValue[]): SourceValue {
  let text = '';
  for (const part of parts) {
    text += part.text;
    if (part.open) return { text, open: true };
  }
  return { text, open: false };
}

/** Paths joined by slashes; an absolute one starts over when `resolves`. */
export function joined(parts: readonly SourceValue[], resolves: boolean): SourceValue {
  let text = '';
  for (const [index, part] of parts.entries()) {
    if (part.open && part.text === '') return index === 0 ? UNKNOWN : { text: `${text}/`, open: true };
    text = index === 0 || (resolves && part.text.startsWith('/')) ? part.text : `${text}/${part.text}`;
    if (part.open) return { text, open: true };
  }
  return { text, open: false };
}

/** The directory of a path; unknown when the name that ends it may hold more of it. */
export function directoryOf(value: SourceValue): SourceValue {
  if (value.open && !value.text.includes('/')) return UNKNOWN;
  const cut = value.text.lastIndexOf('/');
  return { text: cut > 0 ? value.text.slice(0, cut) : cut === 0 ? '/' : '.', open: false };
}

/** Finds what expressions are worth. */
export interface Evaluator {
  readonly valuesOf: (tokens: readonly SourceToken[], file: SourceFile) => readonly SourceValue[];
  /** True for a function that the program declares. */
  readonly declares: (name: string) => boolean;
}

/** The last name of a chain. */
export function lastName(chain: string): string {
  return chain.slice(chain.lastIndexOf('.') + 1);
}

/** Reads expressions of a program by what its own text says, without running it. */
export function evaluator(
  files: readonly SourceFile[],
  names: SourceNames,
  place: Omit<SourcePlace, 'file'>,
): Evaluator {
  const bindings = bindingsOf(files);
  let budget = 8000;
  let depth = 0;

  const lookup = (name: string, busy: readonly string[]): readonly SourceValue[] => {
    const key = bare(name);
    const binding = bindings.names.get(key);
    if (!binding || busy.includes(key) || busy.length > 10) return [UNKNOWN];
    const inner = [...busy, key];
    const found = binding.values.flatMap((each) => values(each.tokens, each.file, inner));
    for (const { name: called, index } of binding.parameterOf) {
      const calls = bindings.calls.get(called) ?? [];
      for (const call of calls) {
        const given = call[index];
        // The declaration itself looks like a call.
        if (given && given.tokens.some((token) => bare(token.text) === key) && given.tokens.length <= 3)
          continue;
        if (given) found.push(...values(given.tokens, given.file, inner));
      }
    }
    if (binding.unknown || found.length === 0) found.push(UNKNOWN);
    return distinct(found);
  };

  const values = (
    tokens: readonly SourceToken[],
    file: SourceFile,
    busy: readonly string[],
  ): readonly SourceValue[] => {
    if (budget-- <= 0 || depth > DEEPEST || tokens.length === 0) return [UNKNOWN];
    depth++;
    const found = expression(tokens, file, busy);
    depth--;
    return found;
  };

  const expression = (
    tokens: readonly SourceToken[],
    file: SourceFile,
    busy: readonly string[],
  ): readonly SourceValue[] => {
    const here: SourcePlace = { ...place, file: file.path };
    let i = 0;

    const postfix = (chain: string, found: readonly SourceValue[] | null): readonly SourceValue[] => {
      let path = chain;
      let value = found;
      for (;;) {
        const token = tokens[i];
        const next = tokens[i + 1];
        if (token?.kind !== 'punctuation') break;
        if (
          /^(?:\.|->|::|\?\.|\?->)$/.test(token.text) &&
          next?.kind === 'name' &&
          !(names.concat === '.' && token.text === '.')
        ) {
          path = `${path}.${next.text}`;
          i += 2;
          if (value && !/^(?:trim|toString|String|href|pathname)$/.test(next.text)) value = tokens[i]?.text === '(' || value.every((each) => each.open) ? null : value; // prettier-ignore
          continue;
        }
        if (token.text === '[' && next?.kind === 'string' && tokens[i + 2]?.text === ']') {
          path = `${path}.${next.text}`;
          value = null;
          i += 3;
          continue;
        }
        if (token.text === '[') {
          const end = closingAt(tokens, i);
          path = `${path}.${tokens
            .slice(i + 1, end)
            .map((each) => each.text)
            .join('')}`;
          value = null;
          i = end + 1;
          continue;
        }
        if (token.text === '(') {
          const given = argumentsAt(tokens, i).map((each) => values(each, file, busy)[0] ?? UNKNOWN);
          i = closingAt(tokens, i) + 1;
          if (value && /\.(?:trim|toString)$/.test(path)) continue;
          const known = names.call(path, given, here);
          value = known === undefined ? [UNKNOWN] : known === null ? [] : [known];
          path = `${path}()`;
          continue;
        }
        break;
      }
      if (value) return value;
      const known = names.constant(path, here);
      if (known === null) return [];
      return known === undefined ? lookup(lastName(path), busy) : [known];
    };

    const term = (): readonly SourceValue[] => {
      const token = tokens[i];
      if (!token) return [UNKNOWN];
      if (
        token.text === '@' ||
        token.text === '&' ||
        token.text === '*' ||
        /^(?:await|new|yield)$/.test(token.text)
      ) {
        i++;
        return term();
      }
      if (token.kind === 'string') {
        i++;
        const parts = token.parts.map((part) =>
          typeof part === 'string' ? [plain(part)] : values(part, file, busy),
        );
        return postfix('', product(parts));
      }
      if (token.kind === 'name') {
        i++;
        return postfix(token.text, null);
      }
      if (token.text === '(') {
        const end = closingAt(tokens, i);
        const inner = values(tokens.slice(i + 1, end), file, busy);
        i = end + 1;
        return postfix('', inner);
      }
      i++;
      return [UNKNOWN];
    };

    const sum = (): readonly SourceValue[] => {
      const parts = [term()];
      while (tokens[i]?.text === names.concat && tokens[i]?.kind === 'punctuation') {
        i++;
        parts.push(term());
      }
      // Nothing put together with something that is not set is not set either.
      return parts.length === 1
        ? (parts[0] ?? [])
        : product(parts.map((part) => (part.length === 0 ? [UNKNOWN] : part)));
    };

    let found = sum();
    for (;;) {
      const operator = tokens[i]?.text ?? '';
      if (/^(?:\|\||\?\?|\?:|or)$/.test(operator)) {
        i++;
        const other = sum();
        const sure = found.length > 0 && found.every((each) => !each.open && each.text !== '');
        if (!sure) found = [...found, ...other];
      } else if (operator === '?') {
        i++;
        const yes = sum();
        if (tokens[i]?.text !== ':') return [UNKNOWN];
        i++;
        found = [...yes, ...sum()];
      } else break;
    }
    // TypeScript's `x as string` says nothing about the value.
    if (i < tokens.length && !/^(?:as|satisfies|!)$/.test(tokens[i]?.text ?? '')) return [UNKNOWN];
    return distinct(found);
  };

  return {
    valuesOf: (tokens, file) => values(tokens, file, []),
    declares: (name) => bindings.functions.has(bare(name)),
  };
}

function distinct(found: readonly SourceValue[]): readonly SourceValue[] {
  const kept: SourceValue[] = [];
  for (const each of found)
    if (!kept.some((other) => other.text === each.text && other.open === each.open)) kept.push(each);
  return kept.length > MOST ? [...kept.slice(0, MOST), UNKNOWN] : kept;
}

function product(parts: readonly (readonly SourceValue[])[]): readonly SourceValue[] {
  let found: readonly SourceValue[] = [plain('')];
  for (const part of parts)
    found = distinct(found.flatMap((left) => part.map((right) => concatenated([left, right]))));
  return found;
}

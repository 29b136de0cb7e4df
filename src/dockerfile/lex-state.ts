/**
 * Looks a variable up: its value, null when it is certainly not set, undefined when nobody knows. `modified` is true
 * where the text says what to take for an unset one (`${X:-d}`).
 */
export type Lookup = (name: string, modified: boolean) => string | null | undefined;

export interface LexOptions {
  readonly escape: string;
  /** Keep quotes in the result. */
  readonly rawQuotes: boolean;
  /** Keep escape characters in the result. */
  readonly rawEscapes: boolean;
  /** Leave variables that are not set as they are written instead of making them empty. */
  readonly skipUnset: boolean;
}

export interface State {
  readonly source: string;
  readonly lookup: Lookup;
  readonly options: LexOptions;
  readonly unknown: Set<string>;
  at: number;
  rawEscapes: boolean;
  /** The word being collected. One buffer for all nesting levels, as in BuildKit, whose words depend on it. */
  buffer: string;
  depth: number;
  error: string | null;
}

/** Notes the first thing that is wrong with a word; gives the empty text, so that a reader can return it. */
export function fail(state: State, message: string): '' {
  state.error ??= message;
  return '';
}

/** The character at the cursor, which moves on; `''` at the end. */
export function next(state: State): string {
  const char = state.source.charAt(state.at);
  if (char !== '') state.at++;
  return char;
}

const nameShape = /\p{Nd}+|[@*#?\-$!0]|[\p{L}_][\p{L}\p{Nd}_]*/uy;

/** A name at the cursor: letters, digits and `_`, or digits alone, or one of the shell's special parameters. */
export function readName(state: State): string {
  nameShape.lastIndex = state.at;
  const match = nameShape.exec(state.source);
  if (match === null) return '';
  state.at += match[0].length;
  return match[0];
}

/** The value and whether it is set. An unknown one counts as set and empty, and is noted. */
export function read(
  state: State,
  name: string,
  modified = false,
): { readonly value: string; readonly set: boolean } {
  const value = state.lookup(name, modified);
  if (value === undefined) state.unknown.add(name);
  return { value: value ?? '', set: value !== null };
}

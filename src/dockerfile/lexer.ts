import { removePrefix, removeSuffix, replaceMatch } from './patterns.js';
import type { LexOptions, Lookup, State } from './lex-state.js';
import { fail, next, read, readName } from './lex-state.js';
import { isSpace } from './space.js';

export type { LexOptions, Lookup } from './lex-state.js';

export interface Lexed {
  /** The whole text after expansion and quote removal. */
  readonly text: string;
  /** The same split at unquoted spaces, those that expansion brought included. */
  readonly words: readonly string[];
  /** Names that the lookup did not know; the result is then worth nothing. */
  readonly unknown: readonly string[];
  /** Why the text is malformed, or null. */
  readonly error: string | null;
}

interface Part {
  readonly text: string;
  readonly words: readonly string[];
}

const nothing: Part = { text: '', words: [] };
const maxDepth = 100;

/**
 * BuildKit's word lexer (frontend/dockerfile/shell/lex.go, 0.34): quotes, escapes, `$X`, `${X}` and the
 * modifiers `:-` `:+` `:?` `-` `+` `?` `#` `##` `%` `%%` `/` `//`, and `<<` joined to the word that follows it.
 */
export function lex(source: string, lookup: Lookup, options: LexOptions): Lexed {
  const state: State = {
    source,
    lookup,
    options,
    unknown: new Set(),
    at: source.startsWith('\uFEFF') ? 1 : 0,
    rawEscapes: options.rawEscapes,
    buffer: '',
    depth: 0,
    error: null,
  };
  const part = readUntil(state, '', options.rawEscapes, false);
  return {
    ...(state.error === null ? part : nothing),
    unknown: [...state.unknown],
    error: state.error,
  };
}

/** Reads to `stop` (consumed), or to the end when it is empty. */
function readUntil(state: State, stop: string, rawEscapes: boolean, doubleEscapes: boolean): Part {
  const outer = state.rawEscapes;
  state.rawEscapes = rawEscapes;
  state.buffer = '';
  const words: string[] = [];
  let inWord = false;
  let text = '';
  const addRaw = (piece: string): void => {
    state.buffer += piece;
    inWord = true;
  };
  const add = (char: string): void => {
    if (!isSpace(char)) return addRaw(char);
    if (!inWord || state.buffer === '') return;
    words.push(state.buffer);
    state.buffer = '';
    inWord = false;
  };
  let closed = stop === '';
  while (state.at < state.source.length && state.error === null) {
    const char = state.source.charAt(state.at);
    if (char === stop) {
      state.at++;
      closed = true;
      break;
    }
    if (char === '$') {
      const value = dollar(state);
      text += value;
      for (const piece of value) add(piece);
      continue;
    }
    const special = specialPart(state, char, doubleEscapes);
    if (special !== null) {
      text += special;
      addRaw(special);
      continue;
    }
    state.at++;
    if (char !== state.options.escape) {
      add(char);
      text += char;
      continue;
    }
    if (state.rawEscapes) {
      addRaw(char);
      text += char;
    }
    const escaped = next(state);
    if (escaped === '') break;
    addRaw(escaped);
    text += escaped;
  }
  state.rawEscapes = outer;
  if (!closed) fail(state, `there is no closing ${stop}`);
  if (state.buffer !== '') words.push(state.buffer);
  state.buffer = '';
  return { text, words };
}

function specialPart(state: State, char: string, doubleEscapes: boolean): string | null {
  if (char === "'") return singleQuoted(state, doubleEscapes);
  if (char === '"') return doubleQuoted(state, doubleEscapes);
  if (char === '<') return possibleHeredoc(state);
  return null;
}

/** `<< EOF` is one word: the blanks after `<<` do not end it. */
function possibleHeredoc(state: State): string {
  state.at++;
  if (state.source.charAt(state.at) !== '<') return '<';
  state.at++;
  const start = state.at;
  while (/[\t\r ]/.test(state.source.charAt(state.at))) state.at++;
  return '<<' + state.source.slice(start, state.at);
}

function singleQuoted(state: State, doubleEscapes: boolean): string {
  const end = state.source.indexOf("'", state.at + 1);
  if (end === -1) return fail(state, 'a single quote is not closed');
  let inner = state.source.slice(state.at + 1, end);
  if (doubleEscapes) inner = inner.replaceAll(state.options.escape, () => state.options.escape.repeat(2));
  state.at = end + 1;
  return state.options.rawQuotes ? `'${inner}'` : inner;
}

function doubleQuoted(state: State, doubleEscapes: boolean): string {
  const { escape, rawQuotes } = state.options;
  state.at++;
  let text = rawQuotes ? '"' : '';
  while (state.error === null) {
    const char = state.source.charAt(state.at);
    if (char === '') return fail(state, 'a double quote is not closed');
    if (char === '$') {
      text += dollar(state);
      continue;
    }
    state.at++;
    if (char === '"') return rawQuotes ? text + '"' : text;
    if (char !== escape) {
      text += char;
      continue;
    }
    const after = state.source.charAt(state.at);
    if (after === '') continue;
    if (after === '"' || after === '$' || after === escape) {
      state.at++;
      text += state.rawEscapes ? char + after : after;
    } else {
      text += state.rawEscapes && (!rawQuotes || doubleEscapes) ? char + char : char;
    }
  }
  return '';
}

function dollar(state: State): string {
  state.at++;
  if (state.source.charAt(state.at) !== '{') {
    const name = readName(state);
    if (name === '') return '$';
    const { value, set } = read(state, name);
    return !set && state.options.skipUnset ? `$${name}` : value;
  }
  state.at++;
  const first = state.source.charAt(state.at);
  if (first === '') return fail(state, 'a ${ is not closed');
  if (first === '{' || first === '}' || first === ':') return fail(state, 'a ${ has no name');
  if (state.depth >= maxDepth) return fail(state, 'too many nested ${');
  state.depth++;
  const text = braced(state);
  state.depth--;
  return text;
}

/** `${NAME…}` from the name on. */
function braced(state: State): string {
  const name = readName(state);
  let modifier = next(state);
  if (modifier === '}') {
    const { value, set } = read(state, name);
    return !set && state.options.skipUnset ? `\${${name}}` : value;
  }
  if (modifier === '/') return replaced(state, name);
  const colon = modifier === ':';
  if (colon) modifier = next(state);
  const pattern = modifier === '#' || modifier === '%';
  if ((colon && pattern) || !/^[-+?#%]$/.test(modifier)) return fail(state, 'a ${ has an unknown modifier');

  let { text: word } = readUntil(state, '}', pattern, pattern);
  if (state.error !== null) return '';
  const { value, set } = read(state, name, modifier === '-' || modifier === '+');
  if (!set && state.options.skipUnset) return `\${${name}${colon ? ':' : ''}${modifier}${word}}`;
  const empty = !set || (colon && value === '');
  if (modifier === '-') return empty ? word : value;
  if (modifier === '+') return empty ? '' : word;
  if (modifier === '?') return empty ? fail(state, `${name}: ${word || 'must be set'}`) : value;
  const greedy = word.startsWith(modifier);
  if (greedy) word = word.slice(1);
  const result = modifier === '#' ? removePrefix(value, word, greedy) : removeSuffix(value, word, greedy);
  return result ?? fail(state, 'a ${ has a malformed pattern');
}

/** `${NAME/pattern/replacement}` and `${NAME//pattern/replacement}`. */
function replaced(state: State, name: string): string {
  const all = state.source.charAt(state.at) === '/';
  if (all) state.at++;
  const pattern = readUntil(state, '/', true, true).text;
  if (state.error !== null) return '';
  const replacement = readUntil(state, '}', true, false).text;
  if (state.error !== null) return '';
  const { value, set } = read(state, name);
  if (!set && state.options.skipUnset) return `\${${name}/${pattern}/${replacement}}`;
  return replaceMatch(value, pattern, replacement, all) ?? fail(state, 'a ${ has a malformed pattern');
}

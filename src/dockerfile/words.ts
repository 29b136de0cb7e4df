import { lex } from './lexer.js';
import type { Lookup } from './lexer.js';
import { isSpace } from './space.js';

export type { Lookup } from './lexer.js';

const plain = /^[^$'"\\`\uFEFF]*$/;

/**
 * A word after BuildKit's expansion and quote removal. Null when it is malformed or needs a variable that the lookup does
 * not know (undefined). A variable that is certainly not set (null) expands to nothing, and `${X:-d}` to `d`.
 */
export function expandWord(word: string, env: Lookup, escape: string): string | null {
  if (plain.test(word)) return word;
  const lexed = lex(word, env, { escape, rawQuotes: false, rawEscapes: false, skipUnset: false });
  return lexed.error !== null || lexed.unknown.length > 0 ? null : lexed.text;
}

/** The same, split at unquoted spaces (EXPOSE: one variable may hold several ports). */
export function expandWords(text: string, env: Lookup, escape: string): readonly string[] | null {
  const lexed = lex(text, env, { escape, rawQuotes: false, rawEscapes: false, skipUnset: false });
  return lexed.error !== null || lexed.unknown.length > 0 ? null : lexed.words;
}

/** Why BuildKit would reject a word whatever its variables hold, or null. */
export function wordError(word: string, escape: string): string | null {
  if (plain.test(word)) return null;
  return lex(word, () => 'x', { escape, rawQuotes: false, rawEscapes: false, skipUnset: false }).error;
}

/** A word without its quotes and escapes; as written when it holds a variable. */
export function unquoted(word: string, escape: string): string {
  if (word.includes('$')) return word;
  return expandWord(word, () => null, escape) ?? word;
}

/**
 * Splits at spaces outside quotes; quotes, escapes and variables stay as written (BuildKit's rule for ENV, LABEL and ARG).
 * An escape character at the very end is dropped.
 */
export function quotedWords(text: string, escape: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (word === null && isSpace(char)) continue;
    if (quote === '' && isSpace(char)) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    word ??= '';
    if (char === escape && quote !== "'") {
      if (at + 1 === text.length) break;
      at++;
      word += char + text.charAt(at);
      continue;
    }
    if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = '';
    word += char;
  }
  if (word !== null && word !== '') words.push(word);
  return words;
}

import type { Draft, Fault } from './instructions.js';
import { fault } from './instructions.js';
import { isBlank } from './space.js';
import type { Instruction, KeyValue } from './types.js';
import { quotedWords, wordError } from './words.js';

/** ENV, LABEL and ARG. */
export function pairsInstruction(draft: Draft, type: 'env' | 'label' | 'arg'): Instruction | Fault {
  const { base, escape } = draft;
  const words = quotedWords(base.body, escape);
  const pairs = type === 'arg' ? words.map(pair) : assignments(base.body, words);
  const name = type.toUpperCase();
  if (pairs === null || pairs.length === 0) return fault(`${name} has no value`, 'write it as NAME=value');
  for (const { key, value } of pairs) {
    if (key === '') return fault(`${name} has an empty name`, 'write it as NAME=value');
    if (type !== 'arg' && value === null)
      return fault(`${name}: ${key} has no "="`, 'write it as NAME=value');
    const wrong = wordError(value ?? '', escape) ?? wordError(key, escape);
    if (wrong !== null)
      return fault(`${name} ${key}: ${wrong}`, 'close it, or put an escape character in front of it');
  }
  return { ...base, type, pairs };
}

function pair(word: string): KeyValue {
  const equals = word.indexOf('=');
  return equals === -1
    ? { key: word, value: null }
    : { key: word.slice(0, equals), value: word.slice(equals + 1) };
}

/** `A=b C=d`, or the old form `A rest of the line` when the first word has no `=`. */
function assignments(body: string, words: readonly string[]): readonly KeyValue[] | null {
  const first = words[0];
  if (first === undefined) return [];
  if (first.includes('=')) return words.map(pair);
  let end = 0;
  while (end < body.length && !isBlank(body.charAt(end))) end++;
  let start = end;
  while (start < body.length && isBlank(body.charAt(start))) start++;
  return start === end ? null : [{ key: body.slice(0, end), value: body.slice(start) }];
}

import { parseShell } from '../shell/parse.js';

/** The words of a command line, or one line that says why a text is none. */
export type RunWords = { readonly words: readonly string[] } | { readonly problem: string };

function jsonWords(text: string): RunWords {
  const problem = 'a JSON array of strings is wanted: ["serve", "--port", "80"]';
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return { problem };
    const words = value.filter((each) => typeof each === 'string');
    return words.length === value.length ? { words } : { problem };
  } catch {
    return { problem };
  }
}

/**
 * A text split into words as a shell does it, quotes and backslashes removed; a text that starts with `[` is a JSON array of
 * words. No shell runs it, so what a shell would do beyond that (variables, pipes, redirects) is a problem and not taken
 * literally.
 */
export function runWords(text: string): RunWords {
  if (text.trimStart().startsWith('[')) return jsonWords(text);
  // Behind a program's name every word is an argument: `NAME=value` and `if` mean nothing special there.
  const script = parseShell(`x ${text}`, () => undefined);
  const command = script.units[0]?.command;
  const more = 'no shell runs it; quote what is meant literally, or give a JSON array of words';
  if (script.units.length !== 1 || command?.type !== 'simple' || command.redirects.length > 0)
    return { problem: `not one plain command; ${more}` };
  const words: string[] = [];
  for (const word of command.argv.slice(1)) {
    if (word.value === null) return { problem: `${word.text} is not plain text; ${more}` };
    words.push(word.value);
  }
  return { words };
}

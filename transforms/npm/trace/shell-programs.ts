import { SHELL_BUILTINS, SHELLS } from '../../../src/shell/names.js';
import { parseShell } from '../../../src/shell/parse.js';
import type { ShellCommand } from '../../../src/shell/types.js';

/** One command that a shell runs: its words, null where a word is computed. */
export type CommandWords = readonly (string | null)[];

/** A word that stands for computed text; the shell takes it for a variable that nobody knows. */
export const computedWord = '$DOCKOPT_COMPUTED';

function unwrap(words: CommandWords): CommandWords {
  let at = words;
  for (let round = 0; round < 6; round++) {
    const [program] = at;
    if (
      program === 'sudo' ||
      program === 'env' ||
      program === 'nohup' ||
      program === 'nice' ||
      program === 'time'
    ) {
      const next = at.findIndex(
        (word, index) => index > 0 && (word === null || (!word.startsWith('-') && !/^\w+=/.test(word))),
      );
      if (next < 0) return at;
      at = at.slice(next);
    } else if ((program === 'exec' || program === 'command') && at.length > 1 && !at[1]?.startsWith('-'))
      at = at.slice(1);
    else return at;
  }
  return at;
}

/** `command -v git` and `which git` look for a program as starting it does; what is computed may be any. */
function asked(words: CommandWords, found: CommandWords[]): void {
  const [name, ...rest] = words;
  if (name !== 'command' && name !== 'which' && name !== 'type' && name !== 'hash') return;
  const options = rest.filter((word) => word?.startsWith('-'));
  if (name === 'command' && !options.some((word) => /^-p?[vV]/.test(word ?? ''))) return;
  for (const word of rest) if (word === null || !word.startsWith('-')) found.push([word]);
}

function collect(command: ShellCommand, found: CommandWords[], unclear: string[]): void {
  if (command.type === 'opaque') {
    unclear.push(command.because);
    return;
  }
  if (command.type === 'compound') {
    for (const each of command.commands) collect(each, found, unclear);
    return;
  }
  for (const each of command.substitutions ?? []) collect(each, found, unclear);
  const all = command.argv.map((word) => word.value);
  const words = unwrap(all);
  // sudo and env are programs themselves.
  if (words.length < all.length && all[0] !== 'exec' && all[0] !== 'command') found.push(all.slice(0, 1));
  asked(all, found);
  if (words.length === 0 || (words[0] !== null && SHELL_BUILTINS.has(words[0] ?? ''))) return;
  const inner = SHELLS.has((words[0] ?? '').split('/').at(-1) ?? '') ? words.indexOf('-c') : -1;
  const text = inner < 0 ? undefined : words[inner + 1];
  found.push(words);
  if (inner < 0) return;
  if (typeof text !== 'string') {
    unclear.push('a computed text is run by a shell');
    return;
  }
  for (const unit of parseShell(text, () => undefined).units) collect(unit.command, found, unclear);
}

/** Every command of a shell text, wherever it stands in it; `unclear` says what could not be read. */
export function commandsOf(text: string): {
  readonly commands: readonly CommandWords[];
  readonly unclear: readonly string[];
} {
  const found: CommandWords[] = [];
  const unclear: string[] = [];
  for (const unit of parseShell(text, () => undefined).units) collect(unit.command, found, unclear);
  const functions = new Set(
    [...text.matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\)/gm)].map((match) => match[1]),
  );
  return { commands: found.filter((words) => !functions.has(words[0] ?? '')), unclear };
}

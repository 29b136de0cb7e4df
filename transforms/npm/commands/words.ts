import type { ShellWord } from '../../../src/shell/types.js';

/** Words after the `count`-th positional, `--` taken out: what a script or a program gets. */
export function wordsAfter(argv: readonly ShellWord[], word: ShellWord | undefined): readonly ShellWord[] {
  const at = word ? argv.indexOf(word) : -1;
  const rest = at < 0 ? [] : argv.slice(at + 1);
  const dashes = rest.findIndex((each) => each.value === '--');
  return dashes < 0 ? rest : [...rest.slice(0, dashes), ...rest.slice(dashes + 1)];
}

/** npm hands a script the positionals, and options only after `--`. */
export function npmScriptWords(
  argv: readonly ShellWord[],
  word: ShellWord | undefined,
): readonly ShellWord[] {
  const at = word ? argv.indexOf(word) : -1;
  const rest = at < 0 ? [] : argv.slice(at + 1);
  const dashes = rest.findIndex((each) => each.value === '--');
  const before = (dashes < 0 ? rest : rest.slice(0, dashes)).filter((each) => !each.value?.startsWith('-'));
  return dashes < 0 ? before : [...before, ...rest.slice(dashes + 1)];
}

import { corpusCases, type CorpusCase } from '../support/corpus.js';

/**
 * The cases to build: all with `--all`, all but the representative set with `--rest`, those whose name holds one of the
 * words, else the representative set.
 */
export function chosenCases(argv: readonly string[]): readonly CorpusCase[] {
  const words = argv.filter((arg) => !arg.startsWith('-'));
  const runnable = corpusCases().filter((each) => each.spec.run && each.spec.outcome === 'rewritten');
  if (words.length > 0) return runnable.filter((each) => words.some((word) => each.name.includes(word)));
  if (argv.includes('--all')) return runnable;
  return runnable.filter((each) => (each.spec.ci === true) !== argv.includes('--rest'));
}

/** Minutes after which no further case is begun (`--minutes=30`); no limit without it. */
export function minutesOf(argv: readonly string[]): number {
  const given = argv.find((arg) => arg.startsWith('--minutes='));
  return given === undefined ? Infinity : Number(given.slice('--minutes='.length));
}

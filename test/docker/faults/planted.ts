import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusRoot, readCase, type CorpusCase } from '../../support/corpus.js';
import { behaviourFaults } from './behaviour.js';
import { closureFaults } from './closure.js';
import { configFaults } from './config.js';
import { fileFaults } from './files.js';
import { twins } from './twins.js';
import type { Edit, Fault, Twin } from './types.js';

/** Faults and twins of one case. */
export interface Plot {
  readonly case: CorpusCase;
  readonly planted: readonly (Fault | Twin)[];
}

function caseOf(name: string): CorpusCase {
  const own = join(corpusRoot(), '..', 'test', 'docker', 'faults');
  const directory = name.startsWith('own/') ? join(own, name.slice('own/'.length)) : join(corpusRoot(), name);
  return readCase(directory, name);
}

/** The faults and twins whose name or case holds one of the words, all without words, by case. */
export function plots(words: readonly string[]): readonly Plot[] {
  const all = [...configFaults, ...fileFaults, ...closureFaults, ...behaviourFaults, ...twins];
  const chosen = all.filter(
    ({ name, of }) => words.length === 0 || words.some((word) => name.includes(word) || of.includes(word)),
  );
  const names = [...new Set(chosen.map(({ of }) => of))];
  return names.map((name) => ({ case: caseOf(name), planted: chosen.filter(({ of }) => of === name) }));
}

/** The case's rewrite with the change; null when it does not hold what is to be changed. */
export function edited(of: CorpusCase, edit: Edit): string | null {
  const text = readFileSync(join(of.directory, 'expected', 'Dockerfile'), 'utf8');
  if (typeof edit === 'function') return edit(text) === text ? null : edit(text);
  let changed = text;
  for (const [from, to] of edit) {
    if (!changed.includes(from)) return null;
    changed = changed.replaceAll(from, () => to);
  }
  return changed === text ? null : changed;
}

import { nameCounts } from './name-counts.js';
import type { Finding, Observation } from './types.js';

/** Programs that only start another one; a rewrite may start that one by itself. */
const STARTERS =
  /^(?:(?:ba|da|a|z)?sh|busybox|tini|dumb-init|docker-init|gosu|su-exec|su|sudo|runuser|setpriv|env|catatonit|npm.*|yarn.*|pnpm.*|corepack)$/;
/** Names by which one and the same program is called, with its version or without. */
const VERSIONED = /^(python|pypy|ruby|perl|php|php-fpm|php-cgi|java|node)-?\d[\d.]*$/;
/** Later versions of Node call their first thread so. */
const NODE = /^(?:node-)?MainThread$|^nodejs$/;

function program(name: string): string {
  return NODE.test(name) ? 'node' : (VERSIONED.exec(name)?.[1] ?? name);
}

function counts(names: readonly string[]): ReadonlyMap<string, number> {
  return nameCounts(names.filter((name) => !STARTERS.test(name)).map(program));
}

function text(names: readonly string[]): string {
  return names.join(', ') || 'none';
}

/**
 * The processes that ran all the time: a program that only the original runs keeps the comparison from proving that nothing is
 * lost, whatever runs in its place. Of one that both run, as workers are, only the number of all processes counts.
 */
export function compareProcesses(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
): readonly Finding[] {
  const [own, other] = [before.processes ?? null, after.processes ?? null];
  if (own === null || other === null) return [];
  const more = agains.flatMap(({ processes }) => (processes ? [counts(processes)] : []));
  const there = counts(other);
  let [lost, added] = [0, 0];
  const steady = counts(own);
  const gone: string[] = [];
  for (const [name, count] of steady) {
    const always = Math.min(count, ...more.map((each) => each.get(name) ?? 0));
    lost += Math.max(0, always - (there.get(name) ?? 0));
    if (always > 0 && !there.has(name)) gone.push(name);
  }
  for (const [name, count] of there) {
    const known = Math.max(steady.get(name) ?? 0, ...more.map((each) => each.get(name) ?? 0));
    added += Math.max(0, count - known);
  }
  if (lost === 0 && added === 0) return [];
  const missing = gone.length > 0 ? `${gone.sort().join(', ')} of the original` : 'a process of the original';
  const unsure = gone.length > 0 || lost > added;
  return [
    {
      check: 'behaviour',
      code: 'V-PROCESS',
      weight: unsure ? 'unsure' : 'note',
      subject: 'processes',
      before: text(own),
      after: text(other),
      because: unsure ? `${missing} does not run` : 'other processes run',
    },
  ];
}

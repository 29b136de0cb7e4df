import { nameCounts } from './name-counts.js';
import type { Finding, Observation } from './types.js';

/** Programs that only start another one; a rewrite may start that one by itself. */
const STARTERS =
  /^(?:(?:ba|da|a|z)?sh|busybox|tini|dumb-init|docker-init|gosu|su-exec|catatonit|npm.*|yarn.*|pnpm.*|corepack)$/;

function counts(names: readonly string[]): ReadonlyMap<string, number> {
  return nameCounts(names.filter((name) => !STARTERS.test(name)));
}

function text(names: readonly string[]): string {
  return names.join(', ') || 'none';
}

/** The processes that ran all the time: one that only the original has keeps the comparison from proving that nothing is lost. */
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
  for (const [name, count] of steady) {
    const always = Math.min(count, ...more.map((each) => each.get(name) ?? 0));
    lost += Math.max(0, always - (there.get(name) ?? 0));
  }
  for (const [name, count] of there) {
    const known = Math.max(steady.get(name) ?? 0, ...more.map((each) => each.get(name) ?? 0));
    added += Math.max(0, count - known);
  }
  if (lost === 0 && added === 0) return [];
  return [
    {
      check: 'behaviour',
      code: 'V-PROCESS',
      weight: lost > added ? 'unsure' : 'note',
      subject: 'processes',
      before: text(own),
      after: text(other),
      because: lost > added ? 'a process of the original is not there' : 'other processes run',
    },
  ];
}

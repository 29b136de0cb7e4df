import { nameCounts } from '../../verify/name-counts.js';
import type { Session } from '../engine/types.js';
import { pause } from './pause.js';
import { stateOf } from './state.js';

const EVERY_MS = 1000;
const SAMPLES = 3;

/** What is in both, each name as often as it is in both. */
function common(a: readonly string[], b: readonly string[]): readonly string[] {
  const other = nameCounts(b);
  return [...nameCounts(a)].flatMap(([name, count]) =>
    Array.from({ length: Math.min(count, other.get(name) ?? 0) }, () => name),
  );
}

/**
 * Watches a container until a moment (by `performance.now()`) or its end; what comes back are the names of the processes that
 * were there all the time, sorted. Those of a health check come and go. Null when the engine does not tell them.
 */
export async function watch(session: Session, id: string, until: number): Promise<readonly string[] | null> {
  let steady: readonly string[] | null = null;
  for (let sample = 0; !session.signal.aborted; sample++) {
    const state = await stateOf(session, id);
    if (state === null || !state.running) break;
    const names = (await session.engine.processes?.(id)) ?? null;
    if (names !== null) steady = steady === null ? names : common(steady, names);
    if (performance.now() >= until && (sample + 1 >= SAMPLES || names === null)) break;
    await pause(EVERY_MS, session.signal);
  }
  return steady && [...steady].sort();
}

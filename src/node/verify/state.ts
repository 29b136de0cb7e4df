import type { ContainerState, Session } from '../engine/types.js';
import { pause } from './pause.js';

const TRIES = 4;
const FIRST_PAUSE = 500;

/** Asks again where there is no answer, as an engine that is busy or restarts has one a moment later; null in the end. */
export async function patiently<T>(session: Session, read: () => Promise<T | null>): Promise<T | null> {
  for (let tried = 0; tried < TRIES; tried++) {
    const found = await read();
    if (found !== null || session.signal.aborted) return found;
    if (tried < TRIES - 1) await pause(FIRST_PAUSE * 2 ** tried, session.signal);
  }
  return null;
}

/** What a container does; null when the engine does not say, which does not mean that it ended. */
export function stateOf(session: Session, id: string): Promise<ContainerState | null> {
  return patiently(session, () => session.engine.state(id));
}

/** The same of one that ended, with its exit code: an engine may know the end a moment before the code. */
export function endOf(session: Session, id: string): Promise<ContainerState | null> {
  return patiently(session, async () => {
    const state = await session.engine.state(id);
    return state === null || (!state.running && state.exitCode === null) ? null : state;
  });
}

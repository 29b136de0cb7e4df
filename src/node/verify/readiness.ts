import type { HttpAnswer, HttpRequest } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { notYet } from './asking.js';
import { ANSWER_SECONDS, ask } from './http.js';
import { listening } from './listening.js';
import { pause } from './pause.js';
import { stateOf } from './state.js';

/** What was found when a container was waited for. */
export interface Readiness {
  readonly state: 'ended' | 'serving' | 'running' | 'unseen';
  /** The first response; null when none came. */
  readonly answer: HttpAnswer | null;
  /** Ports that it listens on although none was to be asked; empty otherwise. */
  readonly found: readonly number[];
}

export interface WaitFor {
  readonly id: string;
  readonly ports: readonly number[];
  /** Sent to each port until one answers. */
  readonly request: HttpRequest;
  /** Seconds. */
  readonly wait: number;
  readonly helper: string | null;
}

/** How long what listens and hangs up on HTTP is asked until it counts as a server of another protocol. */
const HANGS_UP_SECONDS = 5;

interface Attempt {
  readonly answer: HttpAnswer | null;
  /** True when something took the request and was silent until the time was over. */
  readonly silent: boolean;
}

/**
 * Asks the ports in their order. A single one has all the time that is left for its answer, as `--wait` says; of several,
 * one that is silent must not take the time of the next: it has ten seconds, and more in every round.
 */
async function attempt(session: Session, what: WaitFor, left: number, round: number): Promise<Attempt> {
  const fair = what.ports.length === 1 ? left : Math.min(left, ANSWER_SECONDS * 2 ** round);
  const milliseconds = Math.max(1, fair) * 1000;
  let silent = false;
  let held: HttpAnswer | null = null;
  for (const port of what.ports) {
    const address = await session.engine.address(what.id, port);
    if (address === null) continue;
    const start = performance.now();
    const answer = await ask(address, port, what.request, milliseconds, session.signal);
    if (answer && !notYet(answer)) return { answer, silent: false };
    held ??= answer;
    silent ||= performance.now() - start >= milliseconds;
  }
  return { answer: held, silent };
}

/** Reads the open ports after 3, 6, 12, … seconds: each time costs the start of a container. */
function portWatch(session: Session, what: WaitFor): (elapsed: number) => Promise<readonly number[] | null> {
  let next = 3;
  return async (elapsed) => {
    if (elapsed < next) return null;
    next = Math.max(next * 2, elapsed + 1);
    return (await listening(session.engine, what.id, what.helper))?.tcp ?? null;
  };
}

/**
 * Waits until a container ends, answers on a port, or the time is over. What has no port to be asked on and listens on the
 * same ones twice is a server whose ports nobody named; what listens on a port that it was asked on and does not speak HTTP
 * is up. One that says that it is not there yet (502, 503, 504) has all of the time.
 */
export async function waitUntilReady(session: Session, what: WaitFor): Promise<Readiness> {
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const watch = portWatch(session, what);
  let open: readonly number[] = [];
  let openSince: number | null = null;
  let answer: HttpAnswer | null = null;
  let round = 0;
  while (!session.signal.aborted) {
    const state = await stateOf(session, what.id);
    if (state === null) return { state: 'unseen', answer: null, found: [] };
    if (!state.running) return { state: 'ended', answer: null, found: [] };
    const tried = await attempt(session, what, what.wait - elapsed(), round);
    answer = tried.answer;
    if (answer && !notYet(answer)) {
      return { state: 'serving', answer, found: [] };
    }
    if (tried.silent) round++;
    const ports = await watch(elapsed());
    if (ports !== null) {
      if (what.ports.length === 0 && ports.length > 0 && ports.join() === open.join())
        return { state: 'running', answer: null, found: ports };
      if (what.ports.some((port) => ports.includes(port))) openSince ??= elapsed();
      open = ports;
    }
    // What is silent may be slow.
    if (tried.silent || answer !== null) openSince = null;
    if (openSince !== null && elapsed() - openSince > HANGS_UP_SECONDS) break;
    if (elapsed() >= what.wait) break;
    await pause(elapsed() < 5 ? 200 : 500, session.signal);
  }
  return answer ? { state: 'serving', answer, found: [] } : { state: 'running', answer: null, found: [] };
}

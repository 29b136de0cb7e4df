import { NOT_YET } from '../../verify/said-little.js';
import type { HttpAnswer, HttpRequest, RunPlan } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { ANSWER_SECONDS, ask } from './http.js';
import { pause } from './pause.js';

export const ROOT: HttpRequest = { method: 'GET', path: '/', body: null, headers: {} };

/** How often a request is repeated, to see what one server says now this way and now that. */
const REPEATS = 4;

/** True for an answer that says that the app is not there yet. */
export function notYet(answer: HttpAnswer | null): boolean {
  return answer !== null && answer.status !== null && NOT_YET.includes(answer.status);
}

/** A container, and what to ask of it. */
export interface Asking {
  readonly session: Session;
  readonly plan: RunPlan;
  readonly ports: readonly number[];
  readonly id: string;
  /** When `--wait` is over, by `performance.now()`. */
  readonly until: number;
}

interface Wanted {
  readonly request: HttpRequest;
  readonly port: number;
}

function same(a: HttpRequest, b: HttpRequest): boolean {
  return a.method === b.method && a.path === b.path && a.body === b.body;
}

/** The plan's requests go to its first port; the other ports are asked for `/`. */
function wantedOf({ plan, ports }: Asking, first: HttpAnswer | null): readonly Wanted[] {
  const port = plan.ports[0] ?? first?.port ?? ports[0];
  if (port === undefined) return [];
  if (plan.http.length === 0) return ports.map((each) => ({ request: ROOT, port: each }));
  const others = ports.filter((each) => each !== port).map((each) => ({ request: ROOT, port: each }));
  return [...plan.http.map((request) => ({ request, port })), ...others];
}

async function once({ session, plan, id }: Asking, { request, port }: Wanted): Promise<HttpAnswer | null> {
  const planned = plan.http.length === 0 || plan.http.includes(request);
  const limit = planned ? Math.max(ANSWER_SECONDS, plan.wait) : ANSWER_SECONDS;
  const address = await session.engine.address(id, port);
  return address === null ? null : ask(address, port, request, limit * 1000, session.signal);
}

/** One answer; what may be repeated is asked again until the app is there, or the time is over. */
async function answerTo(asking: Asking, wanted: Wanted): Promise<HttpAnswer> {
  for (;;) {
    const answer = await once(asking, wanted);
    const again = wanted.request.method === 'GET' && performance.now() < asking.until;
    if (!notYet(answer) || !again || asking.session.signal.aborted) {
      return answer ?? { ...wanted, status: null, headers: {}, body: '' };
    }
    await pause(1000, asking.session.signal);
  }
}

/** Asks everything that the plan wants, once; the response that showed that it is ready counts as the first one. */
export async function askAll(asking: Asking, first: HttpAnswer | null): Promise<readonly HttpAnswer[]> {
  const answers: HttpAnswer[] = [];
  let used = first === null;
  for (const wanted of wantedOf(asking, first)) {
    if (!used && first && first.port === wanted.port && same(first.request, wanted.request)) {
      used = true;
      answers.push(first);
    } else if (first === null) {
      answers.push({ ...wanted, status: null, headers: {}, body: '' });
    } else answers.push(await answerTo(asking, wanted));
  }
  return answers;
}

/** Asks again what was answered and changes nothing, `times` times. */
export async function repeat(
  asking: Asking,
  answers: readonly HttpAnswer[],
  times: number = REPEATS,
): Promise<readonly HttpAnswer[]> {
  const all: HttpAnswer[] = [];
  for (const answer of answers) {
    const repeated = [...(answer.repeated ?? [])];
    const may = answer.request.method === 'GET' && answer.status !== null && answer.whole?.digest !== null;
    const wanted = may ? times : 0;
    for (let time = 0; time < wanted && !asking.session.signal.aborted; time++) {
      const next = await once(asking, answer);
      if (next) repeated.push(next);
    }
    all.push(repeated.length > 0 ? { ...answer, repeated } : answer);
  }
  return all;
}

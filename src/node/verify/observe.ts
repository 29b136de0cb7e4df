import type { ImageConfig } from '../../dockerfile/types.js';
import { healthLimits } from '../../verify/health-limits.js';
import type { HttpAnswer, HttpRequest, Observation, RunPlan } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { ANSWER_SECONDS, ask } from './http.js';
import { listening } from './listening.js';
import { pause } from './pause.js';
import { waitUntilReady } from './readiness.js';
import { endOf, patiently, stateOf } from './state.js';

const STOP_SECONDS = 10;
/** Between two runs of the health check: the image's own command, more often than every 30 seconds. */
const HEALTH_INTERVAL = 2;
const HEALTH_SECONDS = 40;
/** What is neither named nor exposed and still asked, at most. */
const FOUND_PORTS = 4;

const ROOT: HttpRequest = { method: 'GET', path: '/', body: null, headers: {} };

/** TCP ports to ask: the plan's, else those that the image exposes. */
export function portsToAsk(plan: RunPlan, config: ImageConfig): readonly number[] {
  if (plan.ports.length > 0) return plan.ports;
  const exposed = config.exposed.map((port) => /^(\d+)(?:\/tcp)?$/.exec(port)?.[1]);
  return [...new Set(exposed.flatMap((port) => (port === undefined ? [] : [Number(port)])))].sort(
    (a, b) => a - b,
  );
}

interface Run {
  readonly session: Session;
  readonly image: string;
  readonly args: readonly string[];
  readonly plan: RunPlan;
  readonly config: ImageConfig;
  readonly ports: readonly number[];
  readonly helper: string | null;
}

function same(a: HttpRequest, b: HttpRequest): boolean {
  return a.method === b.method && a.path === b.path && a.body === b.body;
}

/** Asks everything that the plan wants, once; the response that showed that it is ready counts as the first one. */
async function askAll(run: Run, id: string, first: HttpAnswer | null): Promise<readonly HttpAnswer[]> {
  const { session, plan, ports } = run;
  const port = plan.ports[0] ?? first?.port ?? ports[0];
  if (port === undefined) return [];
  const wanted =
    plan.http.length > 0
      ? plan.http.map((request) => ({ request, port }))
      : ports.map((each) => ({ request: ROOT, port: each }));
  const answers: HttpAnswer[] = [];
  const limit = Math.max(ANSWER_SECONDS, plan.wait) * 1000;
  let used = first === null;
  for (const { request, port: at } of wanted) {
    if (!used && first && first.port === at && same(first.request, request)) {
      used = true;
      answers.push(first);
      continue;
    }
    const address = first === null ? null : await session.engine.address(id, at);
    const answer = address === null ? null : await ask(address, at, request, limit, session.signal);
    answers.push(answer ?? { request, port: at, status: null, headers: {}, body: '' });
  }
  return answers;
}

/** The health check's result; `starting` when it has none within its own limits, or within 40 seconds or a longer `--wait`. */
async function healthOf(run: Run, id: string): Promise<string | null> {
  const limits = healthLimits(run.config.healthcheck);
  if (limits === null) return null;
  const once = (run.session.engine.name === 'docker' ? HEALTH_INTERVAL : limits.interval) + limits.timeout;
  const most = Math.max(HEALTH_SECONDS, run.plan.wait);
  const end = performance.now() + 1000 * Math.min(most, limits.startPeriod + limits.retries * once);
  for (;;) {
    const state = await stateOf(run.session, id);
    if (state === null || !state.running || run.session.signal.aborted) return state?.health ?? null;
    if (state.health !== 'starting' || performance.now() > end) return state.health;
    await pause(500, run.session.signal);
  }
}

/**
 * docker takes the interval alone and keeps the image's command; podman's engine runs the check when its state is asked
 * for.
 */
function healthOptions(run: Run): readonly string[] {
  const asked = run.plan.options.some((option) => /^--(?:no-healthcheck|health-)/.test(option));
  const wanted = run.session.engine.name === 'docker' && healthLimits(run.config.healthcheck) !== null;
  return wanted && !asked ? [`--health-interval=${HEALTH_INTERVAL}s`] : [];
}

/** Null when the engine does not tell how it ended. */
async function stopIt(run: Run, id: string): Promise<Observation['stop']> {
  const start = performance.now();
  await run.session.engine.stop(id, STOP_SECONDS);
  const seconds = (performance.now() - start) / 1000;
  const exitCode = (await endOf(run.session, id))?.exitCode ?? null;
  // 128 + SIGKILL. Nothing else kills it in this time but the kernel for want of memory, which is as bad.
  return exitCode === null ? null : { exitCode, seconds, killed: exitCode === 137 };
}

/** A container's id is its host name: it stands in logs and bodies and never means anything. */
function withoutId(text: string, id: string): string {
  return text.replaceAll(id, '<container>').replaceAll(id.slice(0, 12), '<container>');
}

function ownAnswer(answer: HttpAnswer, id: string): HttpAnswer {
  const headers = Object.entries(answer.headers).map(
    ([name, value]) => [name, withoutId(value, id)] as const,
  );
  return { ...answer, headers: Object.fromEntries(headers), body: withoutId(answer.body, id) };
}

const NOTHING = {
  exitCode: null,
  listening: null,
  health: null,
  answers: [],
  stdout: '',
  stderr: '',
  stop: null,
  failure: null,
};

interface Look {
  readonly seen: Observation;
  /** Ports that it listens on although none was to be asked; empty otherwise. */
  readonly found: readonly number[];
}

async function look(run: Run, id: string): Promise<Look> {
  const { session } = run;
  const [first] = run.plan.http;
  const ready = await waitUntilReady(session, {
    id,
    ports: run.ports,
    // Nothing but a GET may be repeated.
    request: first?.method === 'GET' ? first : ROOT,
    wait: run.plan.wait,
    helper: run.helper,
  });
  const nothing = { ...NOTHING, args: run.args };
  const lost = (unseen: string): Look => ({ seen: { ...nothing, state: 'running', unseen }, found: [] });
  if (ready.state === 'unseen') return lost('the engine does not say whether it runs');
  if (ready.found.length > 0) return { seen: { ...nothing, state: ready.state }, found: ready.found };
  const up = ready.state !== 'ended';
  const answers = up ? await askAll(run, id, ready.answer) : [];
  const health = up ? await healthOf(run, id) : null;
  const open = up ? await listening(session.engine, id, run.helper) : null;
  const then = await stateOf(session, id);
  if (then === null) return lost('the engine does not say whether it runs');
  const stop = then.running ? await stopIt(run, id) : null;
  const logs = await patiently(session, () => session.engine.logs(id));
  if (logs === null) return lost('the engine does not give its log');
  // It answered and ended by itself soon after.
  const ended = !then.running;
  const exitCode = ended ? ((await endOf(session, id))?.exitCode ?? null) : null;
  if (ended ? exitCode === null : stop === null) return lost('the engine does not say how it ended');
  return {
    seen: {
      ...nothing,
      state: ended ? 'ended' : ready.state,
      exitCode,
      listening: open,
      health,
      answers: answers.map((answer) => ownAnswer(answer, id)),
      stdout: withoutId(logs.stdout, id),
      stderr: withoutId(logs.stderr, id),
      stop,
      whole: logs.whole,
    },
    found: [],
  };
}

async function observeRun(run: Run): Promise<Observation> {
  const { engine } = run.session;
  const from = Date.now();
  const started = await engine.start({
    image: run.image,
    args: run.args,
    env: run.plan.env,
    envFile: run.plan.envFile,
    options: [...run.plan.options, ...healthOptions(run)],
    ports: run.ports,
    entrypoint: null,
    networkOf: null,
  });
  if ('error' in started) {
    const failure = started.error;
    const during = { from, until: Date.now() };
    return { ...NOTHING, args: run.args, state: 'failed', failure, during };
  }
  const { seen, found } = await (async () => {
    try {
      return await look(run, started.id);
    } finally {
      await engine.remove(started.id);
    }
  })();
  const until = Date.now();
  // Ports are published when a container is made, so a server that nobody named a port for is started again.
  return found.length > 0
    ? observeRun({ ...run, ports: found.slice(0, FOUND_PORTS) })
    : { ...seen, during: { from, until } };
}

/**
 * Starts an image as the plan says, once for each of its runs, one after the other, and writes down what it does; every
 * container is removed. `helper` is an image with `cat` to read the open ports with: the original, for both.
 *
 * Commands are waited for until they end, servers until a port answers HTTP, both up to `plan.wait` seconds. The health
 * check is the image's own command, run by the engine, on docker every two seconds instead of the image's interval. A stop
 * may take ten seconds. An aborted session ends the wait, and what was seen until then comes back.
 */
export async function observe(
  session: Session,
  image: string,
  plan: RunPlan,
  config: ImageConfig,
  helper: string | null,
): Promise<readonly Observation[]> {
  const seen: Observation[] = [];
  if (!session.engine.can.run) return seen;
  const ports = portsToAsk(plan, config);
  for (const args of plan.runs.length > 0 ? plan.runs : [[]]) {
    if (session.signal.aborted) break;
    seen.push(await observeRun({ session, image, args, plan, config, ports, helper }));
  }
  return seen;
}

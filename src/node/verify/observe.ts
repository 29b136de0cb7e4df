import type { ImageConfig } from '../../dockerfile/types.js';
import { healthLimits } from '../../verify/health-limits.js';
import type { HttpAnswer, HttpRequest, Observation, RunPlan } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { ask } from './http.js';
import { listening } from './listening.js';
import { pause } from './pause.js';
import { waitUntilReady } from './readiness.js';

const STOP_SECONDS = 10;
const ANSWER_SECONDS = 10;
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
  let used = first === null;
  for (const { request, port: at } of wanted) {
    if (!used && first && first.port === at && same(first.request, request)) {
      used = true;
      answers.push(first);
      continue;
    }
    const address = first === null ? null : await session.engine.address(id, at);
    const answer =
      address === null ? null : await ask(address, at, request, ANSWER_SECONDS * 1000, session.signal);
    answers.push(answer ?? { request, port: at, status: null, headers: {}, body: '' });
  }
  return answers;
}

/** The health check's result; `starting` when it has none within its own limits, or within 40 seconds. */
async function healthOf(run: Run, id: string): Promise<string | null> {
  const limits = healthLimits(run.config.healthcheck);
  if (limits === null) return null;
  const once = (run.session.engine.name === 'docker' ? HEALTH_INTERVAL : limits.interval) + limits.timeout;
  const end = performance.now() + 1000 * Math.min(HEALTH_SECONDS, limits.startPeriod + limits.retries * once);
  for (;;) {
    const state = await run.session.engine.state(id);
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

async function stopIt(run: Run, id: string): Promise<Observation['stop']> {
  const start = performance.now();
  await run.session.engine.stop(id, STOP_SECONDS);
  const seconds = (performance.now() - start) / 1000;
  const state = await run.session.engine.state(id);
  const exitCode = state?.exitCode ?? null;
  // 128 + SIGKILL. Nothing else kills it in this time but the kernel for want of memory, which is as bad.
  return { exitCode, seconds, killed: exitCode === 137 };
}

/** A container's id is its host name: it stands in logs and bodies and never means anything. */
function withoutId(text: string, id: string): string {
  return text.replaceAll(id, '<container>').replaceAll(id.slice(0, 12), '<container>');
}

const NOTHING = { exitCode: null, listening: null, health: null, answers: [], stop: null, failure: null };

async function look(
  run: Run,
  id: string,
): Promise<{ readonly seen: Observation; readonly found: readonly number[] }> {
  const { engine } = run.session;
  const request = run.plan.http.find((each) => each.method === 'GET') ?? ROOT;
  const ready = await waitUntilReady(run.session, {
    id,
    ports: run.ports,
    request: run.plan.http[0]?.method === 'GET' ? request : ROOT,
    wait: run.plan.wait,
    helper: run.helper,
  });
  const seen = { ...NOTHING, args: run.args, state: ready.state, stdout: '', stderr: '' };
  if (ready.found.length > 0) return { seen, found: ready.found };
  const up = ready.state !== 'ended';
  const answers = up ? await askAll(run, id, ready.answer) : [];
  const health = up ? await healthOf(run, id) : null;
  const open = up ? await listening(engine, id, run.helper) : null;
  const before = up ? await engine.state(id) : null;
  const stop = before?.running ? await stopIt(run, id) : null;
  const logs = await engine.logs(id);
  const state = await engine.state(id);
  // It answered and ended by itself soon after.
  const ended = stop === null;
  return {
    seen: {
      ...seen,
      state: ended ? 'ended' : ready.state,
      exitCode: ended ? (state?.exitCode ?? null) : null,
      listening: open,
      health,
      answers: answers.map((answer) => ({ ...answer, body: withoutId(answer.body, id) })),
      stdout: withoutId(logs.stdout, id),
      stderr: withoutId(logs.stderr, id),
      stop,
    },
    found: [],
  };
}

async function observeRun(run: Run): Promise<Observation> {
  const { engine } = run.session;
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
    return { ...NOTHING, args: run.args, state: 'failed', stdout: '', stderr: '', failure };
  }
  const { seen, found } = await (async () => {
    try {
      return await look(run, started.id);
    } finally {
      await engine.remove(started.id);
    }
  })();
  // Ports are published when a container is made, so a server that nobody named a port for is started again.
  return found.length > 0 ? observeRun({ ...run, ports: found.slice(0, FOUND_PORTS) }) : seen;
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

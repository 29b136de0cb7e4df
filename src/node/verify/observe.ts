import type { ImageConfig } from '../../dockerfile/types.js';
import type { HttpAnswer, Observation, RunPlan } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { askAll, repeat, ROOT } from './asking.js';
import { greetings } from './greeting.js';
import { healthOf, healthPlan, type HealthPlan } from './health-check.js';
import { listening } from './listening.js';
import { waitUntilReady } from './readiness.js';
import { endOf, patiently, stateOf } from './state.js';
import { watch } from './watch.js';

const STOP_SECONDS = 10;
/** How old a container gets at least, in seconds: what needs a moment to fail has it. */
const AGE = 10;
/** What it gets at least after it answered, in seconds. */
const AFTER = 2;
/** What is neither named nor exposed and still asked, at most. */
const FOUND_PORTS = 4;

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
  readonly health: HealthPlan | null;
  /** Whether requests are repeated. */
  readonly repeats: boolean;
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
  const repeated = answer.repeated?.map((each) => ownAnswer(each, id));
  const own = { ...answer, headers: Object.fromEntries(headers), body: withoutId(answer.body, id) };
  return repeated ? { ...own, repeated } : own;
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
  const { session, plan, ports } = run;
  const start = performance.now();
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
  const asking = { session, plan, ports, id, until: start + 1000 * plan.wait };
  const once = up ? await askAll(asking, ready.answer) : [];
  const health = up && run.health !== null ? await healthOf(session, id, run.health) : null;
  const open = up ? await listening(session.engine, id, run.helper) : null;
  const silent = once.filter(({ status, port }) => status === null && open?.tcp.includes(port) === true);
  const said = await greetings(session, id, [...new Set(silent.map(({ port }) => port))]);
  const soon = run.repeats ? await repeat(asking, once) : once;
  const until = Math.max(start + 1000 * (run.plan.watched ?? AGE), performance.now() + 1000 * AFTER);
  const processes = up ? await watch(session, id, until) : null;
  const answers = run.repeats ? await repeat(asking, soon, 1) : soon;
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
      listening: open && open.tcp,
      udp: open && open.udp,
      processes,
      ...(said.length > 0 ? { greetings: said } : {}),
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
    options: [...run.plan.options, ...(run.health?.options ?? [])],
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
 * container is removed. `helper` is an image with `cat` to read the open ports with: the original, for both. With `repeats`
 * every GET is sent a few times more.
 *
 * Commands are waited for until they end, servers until a port answers HTTP, both up to `plan.wait` seconds; what goes on is
 * watched until it is ten seconds old. The health check is the image's own command, run by the engine. A stop may take ten
 * seconds. An aborted session ends the wait, and what was seen until then comes back.
 */
export async function observe(
  session: Session,
  image: string,
  plan: RunPlan,
  config: ImageConfig,
  helper: string | null,
  repeats = false,
): Promise<readonly Observation[]> {
  const seen: Observation[] = [];
  if (!session.engine.can.run) return seen;
  const ports = portsToAsk(plan, config);
  const health = healthPlan(config, plan, session.engine.name);
  for (const args of plan.runs.length > 0 ? plan.runs : [[]]) {
    if (session.signal.aborted) break;
    seen.push(await observeRun({ session, image, args, plan, config, ports, helper, health, repeats }));
  }
  return seen;
}

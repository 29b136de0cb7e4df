import { spawn } from 'node:child_process';
import type { FoundEngine } from '../../../../src/node/engine/found.js';
import { runProgram } from '../../../../src/node/engine/process.js';
import { openSession } from '../../../../src/node/engine/session.js';
import type { EngineName } from '../../../../src/node/engine/types.js';
import { BASE, check, container, left, request, until } from './support.js';

/** A process of its own that owns a session, and what it says on its output. */
export async function owner(
  what: string,
  name: EngineName,
  context: string,
): Promise<{ pid: number; id: string }> {
  const args = ['--import', 'tsx', process.argv[1] ?? '', name, what, context];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(60, async () => said.includes('ready') || child.exitCode !== null);
  return { pid: child.pid ?? 0, id: /session (\w+)/.exec(said)?.[1] ?? 'none' };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function checkKilled(found: FoundEngine, context: string): Promise<void> {
  const live = await owner('serve', found.name, context);
  const dead = await owner('serve', found.name, context);
  check('two processes run containers', (await left(found, dead.id, 'containers')).length === 1, dead);
  if (isAlive(dead.pid)) process.kill(dead.pid, 'SIGKILL');
  const gone = await until(15, async () => (await left(found, dead.id, 'containers')).length === 0);
  check('a killed process leaves no container', gone);
  check('its image waits for the next session', (await left(found, dead.id, 'images')).length === 1);
  const next = await openSession(found, new AbortController().signal);
  check('which removes it', (await left(found, dead.id, 'images')).length === 0);
  const untouched =
    (await left(found, live.id, 'containers')).length === 1 &&
    (await left(found, live.id, 'images')).length === 1;
  check('and leaves alone what a living process owns', untouched);
  await next.close();
  const before = Date.now();
  if (isAlive(live.pid)) process.kill(live.pid, 'SIGINT');
  await until(20, async () => !isAlive(live.pid));
  check('an interrupted process ends within 15 seconds', Date.now() - before < 15_000, Date.now() - before);
  const rest = [...(await left(found, live.id, 'containers')), ...(await left(found, live.id, 'images'))];
  check('and removes everything itself', rest.length === 0, rest);
}

export async function checkKilledBuild(found: FoundEngine, context: string): Promise<void> {
  const word = `dockopt-${process.pid}`;
  const building = async (): Promise<boolean> => {
    const { stdout } = await runProgram(['ps', '-eo', 'args'], {
      seconds: 5,
      signal: new AbortController().signal,
    });
    return stdout.split('\n').some((line) => line.startsWith('sleep') && line.includes('98765'));
  };
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const builder = await owner('build', found.name, context);
    check(`a build is on its way (${word})`, await until(60, building));
    if (isAlive(builder.pid)) process.kill(builder.pid, signal);
    check(`${signal} ends it`, await until(20, async () => !(await building())));
    await until(20, async () => !isAlive(builder.pid));
    check('and leaves no container', (await left(found, builder.id, 'containers')).length === 0);
  }
}

/** What a process of its own does: serves or builds until it is interrupted. */
export async function own(found: FoundEngine, what: string, context: string): Promise<void> {
  const controller = new AbortController();
  process.on('SIGINT', () => controller.abort());
  const session = await openSession(found, controller.signal);
  const alive = setInterval(() => {}, 1000);
  process.stdout.write(`session ${session.id}\n`);
  if (what === 'build') {
    process.stdout.write('ready\n');
    const text = `FROM ${BASE}\nRUN sleep 98765\n`;
    await session.engine.build(request(session.tag('long'), context, { text, cache: false }));
  } else {
    await session.engine.build(request(session.tag('served'), context));
    await session.engine.start(container(session.tag('served')));
    process.stdout.write('ready\n');
    await new Promise((resolve) => session.signal.addEventListener('abort', resolve));
  }
  clearInterval(alive);
  await session.close();
}

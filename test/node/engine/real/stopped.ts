import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FoundEngine } from '../../../../src/node/engine/found.js';
import { openSession } from '../../../../src/node/engine/session.js';
import { BASE, check, container, counts, left, request } from './support.js';

/** A stand-in for the daemon's socket that can stop: by closing, or by not answering any more. */
async function proxy(path: string): Promise<{ stop: (how: How) => void; close: () => void }> {
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (silent) return;
    const daemon = connect('/var/run/docker.sock');
    sockets.add(daemon);
    daemon.on('error', () => socket.destroy());
    socket.on('data', (chunk) => silent || daemon.write(chunk));
    daemon.on('data', (chunk) => silent || socket.write(chunk));
    socket.on('close', () => daemon.destroy());
    daemon.on('close', () => silent || socket.destroy());
  });
  server.listen(path);
  await once(server, 'listening');
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    close,
    stop(how) {
      if (how === 'silent') silent = true;
      else close();
    },
  };
}

type How = 'closed' | 'silent';

/** Name of the part that a process of its own plays in `checkStopped`. */
export const STOPPED = 'stopped-';

/** The engine goes away in the middle of everything: what runs fails, and closing neither hangs nor throws. */
export async function ownStopped(found: FoundEngine, what: string, context: string): Promise<void> {
  const how: How = what === `${STOPPED}closed` ? 'closed' : 'silent';
  const path = join(context, `${how}.sock`);
  const { stop, close } = await proxy(path);
  process.env.DOCKER_HOST = `unix://${path}`;
  const session = await openSession(found, new AbortController().signal);
  process.stdout.write(`session ${session.id}\n`);
  const { engine } = session;
  const tag = session.tag('before');
  const built = await engine.build(request(tag, context));
  const started = await engine.start(container(tag));
  check(`everything is well before the engine is ${how}`, built.ok && 'id' in started, { built, started });
  const text = `FROM ${BASE}\nRUN sleep 30\n`;
  const building = engine.build(request(session.tag('long'), context, { text, cache: false }));
  await sleep(2000);
  stop(how);
  if (how === 'closed') {
    check('a build fails', !(await building).ok);
    check('inspect is null', (await engine.inspect(tag)) === null);
    check('export is null', (await engine.exportFiles(tag)) === null);
    check('start says why', 'error' in (await engine.start(container(tag))));
    check('run fails', (await engine.run(container(tag), 10)).code !== 0);
    check('state is null', (await engine.state('id' in started ? started.id : '')) === null);
    const saved = await engine.save(tag);
    saved?.readable.resume();
    check('a stream says why', Boolean(saved && (await saved.ended)));
  }
  const start = Date.now();
  await session.close();
  const milliseconds = Date.now() - start;
  check(`closing an engine that is ${how} takes less than 15 seconds`, milliseconds < 15_000, milliseconds);
  if (how === 'silent') check('its build failed', !(await building).ok);
  close();
}

/** What a session could not take away, since its engine was gone, the next one takes. */
export async function checkStopped(found: FoundEngine, context: string): Promise<void> {
  for (const how of ['closed', 'silent'] as const) {
    const args = ['--import', 'tsx', process.argv[1] ?? '', found.name, `${STOPPED}${how}`, context];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code]: readonly unknown[] = await once(child, 'close');
    process.stdout.write(said);
    counts.passed += said.match(/^ok /gm)?.length ?? 0;
    counts.failed += said.match(/^not ok /gm)?.length ?? 0;
    const id = /session (\w+)/.exec(said)?.[1] ?? 'none';
    check(`a process ends whose engine is ${how}`, code === 0, code);
    const rest = [...(await left(found, id, 'containers')), ...(await left(found, id, 'images'))];
    check('and leaves what it could not remove', rest.length > 0);
    const next = await openSession(found, new AbortController().signal);
    const still = [...(await left(found, id, 'containers')), ...(await left(found, id, 'images'))];
    check('which the next session removes', still.length === 0, still);
    await next.close();
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundEngine } from '../../../../src/node/engine/found.js';
import { runProgram } from '../../../../src/node/engine/process.js';
import { openSession } from '../../../../src/node/engine/session.js';
import { owner } from './killed.js';
import { check, container, engineOut, left, request, until } from './support.js';

const WORD = `dockopt-user-${process.pid}`;
const DERIVED = `${WORD}-derived:1`;

/** Runs the engine as the user does; what it prints when all is well, else null. */
async function user(found: FoundEngine, args: readonly string[]): Promise<string | null> {
  const { signal } = new AbortController();
  const { code, stdout } = await runProgram([found.program, ...args], { seconds: 60, signal });
  return code === 0 ? stdout.trim() : null;
}

async function running(found: FoundEngine): Promise<readonly string[]> {
  const names = await engineOut(found, 'ps', '--filter', `name=${WORD}`, '--format', '{{.Names}}');
  return names.split('\n').filter((name) => name !== '');
}

function serve(found: FoundEngine, name: string, image: string): Promise<string | null> {
  return user(found, ['run', '--detach', '--name', `${WORD}-${name}`, image, 'sleep', '600']);
}

/** A session that opens, has a container and closes. */
async function another(found: FoundEngine, context: string): Promise<void> {
  const session = await openSession(found, new AbortController().signal);
  await session.engine.build(request(session.tag('other'), context));
  await session.engine.start(container(session.tag('other')));
  await session.close();
}

/** What the user runs from our images, and builds upon them, is never ours to remove. */
export async function checkUsers(found: FoundEngine, context: string): Promise<void> {
  const session = await openSession(found, new AbortController().signal);
  await session.engine.build(request(session.tag('original'), context));
  const [kept = 'none'] = await session.keep(['original']);
  await serve(found, 'kept', kept);
  // podman cannot open a standard input that is a socket.
  const build = async (text: string, ...args: readonly string[]): Promise<string | null> => {
    writeFileSync(join(context, 'Derived'), `FROM ${kept}\n${text}\n`);
    return user(found, ['build', '--quiet', ...args, '--file', join(context, 'Derived'), context]);
  };
  await build('ENV A=1', '--tag', DERIVED);
  const untagged = (await build('ENV A=2')) ?? 'none';
  await serve(found, 'derived', DERIVED);
  await serve(found, 'early', session.tag('original'));
  check('the user runs images of a session', (await running(found)).length === 3, await running(found));
  await session.close();
  await another(found, context);
  check('which no session takes away', (await running(found)).length === 3, await running(found));
  for (const [what, image] of Object.entries({ kept, DERIVED, untagged }))
    check(`nor an image: ${what}`, (await user(found, ['image', 'inspect', image])) !== null);
  const dead = await owner('serve', found.name, context);
  await serve(found, 'left', `dockopt/${dead.id}:served`);
  await user(found, ['create', '--name', `${WORD}-stopped`, `dockopt/${dead.id}:served`]);
  process.kill(dead.pid, 'SIGKILL');
  await until(15, async () => (await left(found, dead.id, 'containers')).length === 0);
  check('the container of a killed process goes', (await left(found, dead.id, 'containers')).length === 0);
  await another(found, context);
  check('the user’s containers of its image stay', (await running(found)).length === 4, await running(found));
  check('and one that does not run', (await user(found, ['start', `${WORD}-stopped`])) !== null);
  const names = ['kept', 'derived', 'early', 'left', 'stopped'].map((name) => `${WORD}-${name}`);
  await user(found, ['rm', '--force', ...names]);
  await another(found, context);
  check('its image goes after them', (await left(found, dead.id, 'images')).length === 0);
  await user(found, ['image', 'rm', DERIVED, untagged]);
  await user(found, ['image', 'rm', kept]);
}

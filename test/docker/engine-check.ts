import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareContracts } from '../../src/dockerfile/compare.js';
import { contractOf } from '../../src/dockerfile/contract.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { findEngine } from '../../src/node/engine/detect.js';
import type { FoundEngine } from '../../src/node/engine/found.js';
import { runProgram } from '../../src/node/engine/process.js';
import { openSession } from '../../src/node/engine/session.js';
import type { BuildRequest, Engine, EngineName, Session, StartRequest } from '../../src/node/engine/types.js';

const BASE = 'busybox:latest';
const TEXT = `FROM ${BASE}
ENV GREETING="hello you"
VOLUME /data
EXPOSE 8080 9090/udp
HEALTHCHECK --interval=1s --timeout=3s --retries=2 CMD test -f /app/index.html
STOPSIGNAL SIGTERM
SHELL ["/bin/sh", "-ec"]
ONBUILD RUN echo on
LABEL mine=yes
WORKDIR /app
COPY . .
USER 1000
CMD trap 'exit 7' TERM; httpd -p 8080 -h /app; while true; do sleep 0.1; done
`;

let passed = 0;
let failed = 0;

function check(name: string, ok: boolean, told: unknown = ''): void {
  if (ok) passed++;
  else failed++;
  const more = ok ? '' : `\n   ${typeof told === 'string' ? told : JSON.stringify(told)}`;
  process.stdout.write(`${ok ? 'ok' : 'not ok'} ${name}${more}\n`);
}

function request(tag: string, context: string, change: Partial<BuildRequest> = {}): BuildRequest {
  const text = change.text ?? TEXT;
  const passedOn = { target: null, buildArgs: {}, secrets: [], ssh: [], platform: null };
  return { ...passedOn, text, file: null, context, tag, cache: true, onLine: () => {}, ...change };
}

function container(image: string, change: Partial<StartRequest> = {}): StartRequest {
  const nothing = {
    args: [],
    env: {},
    envFile: null,
    options: [],
    ports: [],
    entrypoint: null,
    networkOf: null,
  };
  return { image, ...nothing, ...change };
}

async function engineOut(found: FoundEngine, ...args: readonly string[]): Promise<string> {
  const { signal } = new AbortController();
  return (await runProgram([found.program, ...args], { seconds: 60, signal })).stdout.trim();
}

/** Ids of everything of a session: containers, images. */
async function left(
  found: FoundEngine,
  session: string,
  what: 'containers' | 'images',
): Promise<readonly string[]> {
  const list = what === 'containers' ? ['ps', '--all'] : ['images'];
  const text = await engineOut(found, ...list, '--quiet', '--filter', `label=dockopt.session=${session}`);
  return text.split('\n').filter((line) => line !== '');
}

async function until(seconds: number, done: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(200))
    if (await done()) return true;
  return done();
}

async function checkBuild(session: Session, context: string): Promise<string> {
  const { engine } = session;
  const tag = session.tag('before');
  const seen: string[] = [];
  const built = await engine.build(request(tag, context, { onLine: (line) => seen.push(line) }));
  check('an image is built, and its log comes line by line', built.ok && seen.length > 3, built.log);
  const inspected = await engine.inspect(tag);
  const doc = parseDockerfile(TEXT, 'Dockerfile', {});
  const [stage] = doc.stages;
  const base = await engine.inspect(BASE);
  if (inspected && stage && base) {
    const contract = contractOf(doc, stage, base.config, {});
    const differences = compareContracts(contract, inspected.config);
    check('the inspected config is the one that the Dockerfile says', differences.length === 0, differences);
    check('labels of the session are not in it', inspected.config.labels['dockopt.session'] === undefined);
    check('size and architecture are known', inspected.bytes > 0 && inspected.architecture !== '', inspected);
  } else check('the image and its base can be inspected', false, { inspected, base });
  const layers = await engine.history(tag);
  const sum = layers?.reduce((bytes, layer) => bytes + layer.bytes, 0) ?? 0;
  check('layers are measured, the base first', sum > 0 && (layers?.[0]?.bytes ?? 0) > 1000, layers);
  const broken = await engine.build(
    request(session.tag('broken'), context, { text: `FROM ${BASE}\nRUN echo reason; exit 3\n` }),
  );
  check('a build that fails says why', !broken.ok && broken.log.join('\n').includes('reason'), broken);
  check('an image that is not there is null', (await engine.inspect(session.tag('none'))) === null);
  return tag;
}

async function checkIgnore(session: Session, context: string): Promise<void> {
  const { engine } = session;
  const text = `FROM ${BASE}\nCOPY . /seen\nCMD ls /seen\n`;
  const tag = session.tag('ignore');
  await engine.build(request(tag, context, { text, file: join(context, 'Other.Dockerfile') }));
  const listed = await engine.run(container(tag), 30);
  const classic = engine.builder === 'classic';
  const right = listed.stdout.includes('index.html') && (classic || !listed.stdout.includes('secret.txt'));
  check('NAME.dockerignore beside the file that a text stands for is used', right, listed);
}

async function checkStreams(
  engine: Engine,
  session: Session,
  found: FoundEngine,
  tag: string,
): Promise<void> {
  const files = await engine.exportFiles(tag);
  if (engine.name === 'buildah') return check('buildah does not export', files === null);
  let bytes = 0;
  const hash = createHash('sha256');
  let names = '';
  for await (const chunk of files?.readable ?? []) {
    hash.update(chunk);
    bytes += chunk.length;
    if (names.length < 10_000_000) names += chunk.toString('latin1');
  }
  const ended = await files?.ended;
  check('the file system comes as a stream', ended === null && bytes > 10_000, { ended, bytes });
  check('with the files of the image', names.includes('app/index.html'), bytes);
  check('its container is gone afterwards', (await left(found, session.id, 'containers')).length === 0);
  const cut = await engine.exportFiles(tag);
  cut?.readable.destroy();
  check('a stream that nobody reads on ends', cut !== null && (await cut.ended) !== undefined);
  check('and its container goes', (await left(found, session.id, 'containers')).length === 0);
  const saved = await engine.save(tag);
  bytes = 0;
  for await (const chunk of saved?.readable ?? []) bytes += chunk.length;
  check('the archive comes as a stream', (await saved?.ended) === null && bytes > 10_000, bytes);
  const none = await engine.build(
    request(session.tag('empty'), tmpdir(), { text: 'FROM scratch\nLABEL a=b\nWORKDIR /x\n', cache: false }),
  );
  const flat = none.ok ? await engine.exportFiles(session.tag('empty')) : null;
  flat?.readable.resume();
  check('an image without a command is exported, too', flat !== null && (await flat.ended) === null, none);
}

async function checkContainers(engine: Engine, tag: string): Promise<void> {
  const started = await engine.start(container(tag, { ports: [8080], env: { WHO: 'you and me' } }));
  if ('error' in started) return check('a container starts', false, started.error);
  const { id } = started;
  const address = await engine.address(id, 8080);
  let body = '';
  const answers = await until(20, async () => {
    body = await fetch(`http://${address}/`).then((answer) => answer.text(), String);
    return body.includes('page');
  });
  check('a published port answers', answers, { address, body, logs: await engine.logs(id) });
  const healthy = await until(15, async () => (await engine.state(id))?.health === 'healthy');
  check('its health is known', healthy, await engine.state(id));
  const shared = await engine.run(
    container(tag, { networkOf: id, entrypoint: 'wget', args: ['-qO-', 'http://127.0.0.1:8080/'] }),
    30,
  );
  check('another container shares its network', shared.stdout.includes('page'), shared);
  const before = Date.now();
  await engine.stop(id, 10);
  const state = await engine.state(id);
  const clean = state?.running === false && state.exitCode === 7 && Date.now() - before < 9000;
  check('it stops on the stop signal', clean, state);
  await engine.remove(id);
  check('a removed container has no state', (await engine.state(id)) === null);
  const told = await engine.run(container(tag, { args: ['sh', '-c', 'echo out; echo err >&2; exit 5'] }), 30);
  check('a command has its exit code and both outputs', told.code === 5 && told.stdout === 'out\n', told);
  check('and its errors apart', told.stderr.trim() === 'err', told);
  const greedy = await engine.run(container(tag, { args: ['sleep', '60'] }), 2);
  check('a command that takes too long is 124', greedy.code === 124, greedy);
  const missing = await engine.start(container(tag, { args: ['/no/such/program'] }));
  check(
    'what cannot start says why',
    'error' in missing && missing.error.includes('no/such/program'),
    missing,
  );
}

async function checkSession(found: FoundEngine, context: string): Promise<void> {
  const session = await openSession(found, new AbortController().signal);
  const tag = await checkBuild(session, context);
  if (session.engine.can.run) {
    await checkIgnore(session, context);
    await checkStreams(session.engine, session, found, tag);
    await checkContainers(session.engine, tag);
    check('nothing of it is left', (await left(found, session.id, 'containers')).length === 0);
  }
  check('images carry the label', (await left(found, session.id, 'images')).length > 0);
  await session.close(false);
  await session.close(false);
  check('closing removes them', (await left(found, session.id, 'images')).length === 0);
  check('a closed session does nothing', !(await session.engine.build(request(tag, context))).ok);
}

async function checkKeep(found: FoundEngine, context: string): Promise<void> {
  const session = await openSession(found, new AbortController().signal);
  await session.engine.build(request(session.tag('kept-image'), context));
  await session.close(true);
  const kept = new Set(await left(found, session.id, 'images'));
  check('kept images stay', kept.size === 1);
  const remove = found.name === 'buildah' ? ['rmi'] : ['image', 'rm'];
  await engineOut(found, ...remove, '--force', ...kept);
}

/** A process of its own that owns a session, and what it says on its output. */
async function owner(what: string, name: EngineName, context: string): Promise<{ pid: number; id: string }> {
  const args = ['--import', 'tsx', import.meta.filename, name, what, context];
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

async function checkKilled(found: FoundEngine, context: string): Promise<void> {
  const live = await owner('serve', found.name, context);
  const dead = await owner('serve', found.name, context);
  check('two processes run containers', (await left(found, dead.id, 'containers')).length === 1, dead);
  process.kill(dead.pid, 'SIGKILL');
  const gone = await until(15, async () => (await left(found, dead.id, 'containers')).length === 0);
  check('a killed process leaves no container', gone);
  check('its image waits for the next session', (await left(found, dead.id, 'images')).length === 1);
  const next = await openSession(found, new AbortController().signal);
  check('which removes it', (await left(found, dead.id, 'images')).length === 0);
  const untouched =
    (await left(found, live.id, 'containers')).length === 1 &&
    (await left(found, live.id, 'images')).length === 1;
  check('and leaves alone what a living process owns', untouched);
  await next.close(false);
  const before = Date.now();
  process.kill(live.pid, 'SIGINT');
  await until(20, async () => !isAlive(live.pid));
  check('an interrupted process ends within 15 seconds', Date.now() - before < 15_000, Date.now() - before);
  const rest = [...(await left(found, live.id, 'containers')), ...(await left(found, live.id, 'images'))];
  check('and removes everything itself', rest.length === 0, rest);
}

async function checkKilledBuild(found: FoundEngine, context: string): Promise<void> {
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
    process.kill(builder.pid, signal);
    check(`${signal} ends it`, await until(20, async () => !(await building())));
    await until(20, async () => !isAlive(builder.pid));
    check('and leaves no container', (await left(found, builder.id, 'containers')).length === 0);
  }
}

/** What a process of its own does: serves or builds until it is interrupted. */
async function own(found: FoundEngine, what: string, context: string): Promise<void> {
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
  await session.close(false);
}

/** `engine-check.ts [ENGINE]`: proves an engine's part against the real thing. */
async function main(): Promise<number> {
  const [name = 'docker', what, given] = process.argv.slice(2);
  if (name !== 'docker' && name !== 'podman' && name !== 'buildah') return 2;
  const answer = await findEngine(name, new AbortController().signal);
  if ('problem' in answer) {
    process.stdout.write(`not ok ${answer.problem}\n`);
    return 1;
  }
  const { engine } = answer;
  if (what !== undefined && given !== undefined) {
    await own(engine, what, given);
    return 0;
  }
  process.stdout.write(`# ${engine.name} ${engine.version}, ${engine.builder}\n`);
  const context = mkdtempSync(join(tmpdir(), 'dockopt-check-'));
  writeFileSync(join(context, 'index.html'), 'page\n');
  writeFileSync(join(context, 'secret.txt'), 'secret\n');
  writeFileSync(join(context, 'Other.Dockerfile.dockerignore'), 'secret.txt\n');
  try {
    await checkSession(engine, context);
    await checkKeep(engine, context);
    if (engine.can.run) await checkKilled(engine, context);
    await checkKilledBuild(engine, context);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
  process.stdout.write(`docker: ${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exitCode = await main();

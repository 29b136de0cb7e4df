import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareContracts } from '../../src/dockerfile/compare.js';
import { contractOf } from '../../src/dockerfile/contract.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { findEngine } from '../../src/node/engine/detect.js';
import type { FoundEngine } from '../../src/node/engine/found.js';
import { openSession } from '../../src/node/engine/session.js';
import type { Engine, Session } from '../../src/node/engine/types.js';
import { checkKilled, checkKilledBuild, own } from '../node/engine/real/killed.js';
import { checkStopped, ownStopped, STOPPED } from '../node/engine/real/stopped.js';
import {
  BASE,
  check,
  container,
  counts,
  engineOut,
  left,
  request,
  TEXT,
  until,
} from '../node/engine/real/support.js';
import { checkUsers } from '../node/engine/real/users.js';

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
    // buildah 1.28 starts a CMD in shell form with `/bin/sh -c`, whatever SHELL says.
    const told = engine.name === 'docker' ? [] : ['cmd'];
    const differences = compareContracts(contract, inspected.config).filter(
      ({ field }) => !told.includes(field),
    );
    check('the inspected config is the one that the Dockerfile says', differences.length === 0, differences);
    check('labels of the session are not in it', inspected.config.labels['dockopt.session'] === undefined);
    check('its size is known', inspected.bytes > 0, inspected);
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
  session: Session,
  found: FoundEngine,
  tag: string,
  context: string,
): Promise<void> {
  const { engine } = session;
  const files = await engine.exportFiles(tag);
  let bytes = 0;
  let names = '';
  for await (const chunk of files?.readable ?? []) {
    bytes += chunk.length;
    if (names.length < 10_000_000) names += chunk.toString('latin1');
  }
  const ended = await files?.ended;
  check('the file system comes as a stream', ended === null && bytes > 10_000, { ended, bytes });
  check('with the files of the image', names.includes('app/index.html'), bytes);
  check('its container is gone afterwards', (await left(found, session.id, 'containers')).length === 0);
  const cut = await engine.exportFiles(tag);
  cut?.readable.destroy();
  const words = await Promise.race([cut?.ended, sleep(20_000, 'it does not end')]);
  check('a stream that nobody reads on ends', cut !== null && words !== 'it does not end', words);
  check('and its container goes', (await left(found, session.id, 'containers')).length === 0);
  const saved = await engine.save(tag);
  bytes = 0;
  for await (const chunk of saved?.readable ?? []) bytes += chunk.length;
  check('the archive comes as a stream', (await saved?.ended) === null && bytes > 10_000, bytes);
  const none = await engine.build(
    request(session.tag('empty'), context, { text: 'FROM scratch\nLABEL a=b\nWORKDIR /x\n', cache: false }),
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
  check(
    'and its errors apart',
    engine.name === 'podman' ? told.stderr.endsWith('err\n') : told.stderr === 'err\n',
    told,
  );
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
  await checkStreams(session, found, tag, context);
  if (session.engine.can.run) {
    await checkIgnore(session, context);
    await checkContainers(session.engine, tag);
    check('nothing of it is left', (await left(found, session.id, 'containers')).length === 0);
  }
  check('images carry the label', (await left(found, session.id, 'images')).length > 0);
  await session.close();
  await session.close();
  check('closing removes them', (await left(found, session.id, 'images')).length === 0);
  check('a closed session does nothing', !(await session.engine.build(request(tag, context))).ok);
}

async function checkKeep(found: FoundEngine, context: string): Promise<void> {
  const session = await openSession(found, new AbortController().signal);
  for (const [name, cache] of [
    ['original', true],
    ['stage-0', false],
    ['stage-0', false],
  ] as const)
    await session.engine.build(request(session.tag(name), context, { cache }));
  const [kept, ...others] = await session.keep(['original', 'candidate']);
  await session.close();
  check('images that are there are kept', kept !== undefined && others.length === 0, others);
  check('and no other', (await left(found, session.id, 'images')).length === 1);
  const next = await openSession(found, new AbortController().signal);
  check('also by the next session', (await next.engine.inspect(kept ?? '')) !== null);
  const remove = found.name === 'buildah' ? ['rmi'] : ['image', 'rm'];
  await engineOut(found, ...remove, kept ?? '');
  check('until the user removes them', (await left(found, session.id, 'images')).length === 0);
  await next.close();
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
    await (what.startsWith(STOPPED) ? ownStopped : own)(engine, what, given);
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
    if (engine.can.run) await checkUsers(engine, context);
    if (engine.can.run) await checkKilled(engine, context);
    await checkKilledBuild(engine, context);
    if (engine.name === 'docker') await checkStopped(engine, context);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
  process.stdout.write(`docker: ${counts.passed} passed, ${counts.failed} failed\n`);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

process.exitCode = await main();

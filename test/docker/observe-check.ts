import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEngine } from '../../src/node/engine/detect.js';
import type { FoundEngine } from '../../src/node/engine/found.js';
import { openSession } from '../../src/node/engine/session.js';
import type { Session } from '../../src/node/engine/types.js';
import { behave } from '../../src/node/verify/behave.js';
import { observe } from '../../src/node/verify/observe.js';
import type { ImageConfig } from '../../src/dockerfile/types.js';
import type { Observation, RunPlan } from '../../src/verify/types.js';
import { PLAIN_RUN } from '../support/run-plans.js';

const SERVER = `
const http = require('http');
const text = process.env.TEXT || 'hello';
const built = require('fs').existsSync('built') ? require('fs').readFileSync('built', 'utf8') : '';
let slow = Number(process.env.SLOW || 0);
const server = http.createServer((request, response) => {
  if (request.url === '/old') {
    response.writeHead(302, { location: '/new' });
    return response.end();
  }
  if (request.url === '/random') return response.end('<p>' + Math.random() + '</p> ' + text);
  response.setHeader('content-type', 'text/plain');
  if (!process.env.BARE) response.setHeader('x-frame-options', 'DENY');
  const now = new Date();
  const times = now.toISOString() + ' ' + now.toLocaleString('sv-SE') + ' ' + built;
  setTimeout(() => response.end(text + ' ' + times + ' ' + request.headers.host), slow * 1000);
  slow = 0;
});
server.listen(Number(process.env.PORT || 3000), () => console.log('ready in ' + process.uptime() * 1000 + ' ms'));
if (!process.env.DEAF) process.on('SIGTERM', () => server.close(() => process.exit(0)));
else process.on('SIGTERM', () => {});
if (!process.env.STILL) require('dgram').createSocket('udp4').bind(5353);
if (process.env.DIE) setTimeout(() => process.exit(1), 6000);
if (process.env.WARN) console.error('Error: cannot open template');
`;

const NODE = 'FROM node:20-slim\nWORKDIR /app\nCOPY server.js .\n';

const BUILT = 'RUN date -u +%FT%TZ > built\n';

/** None of these apps changes after its start but one, so three seconds of watching show what there is. */
const PLAN: RunPlan = { ...PLAIN_RUN, wait: 15, watched: 3 };

interface Image {
  readonly reference: string;
  readonly config: ImageConfig;
}

let passed = 0;
let failed = 0;

function say(name: string, problem: string | null): void {
  if (problem === null) passed++;
  else failed++;
  process.stdout.write(problem === null ? `ok ${name}\n` : `not ok ${name}\n${problem}\n`);
}

async function image(session: Session, directory: string, name: string, text: string): Promise<Image> {
  const log: string[] = [];
  const reference = session.tag(name);
  const built = await session.engine.build({
    text,
    file: null,
    context: directory,
    tag: reference,
    target: null,
    buildArgs: {},
    secrets: [],
    ssh: [],
    platform: null,
    cache: true,
    onLine: (line) => log.push(line),
  });
  const found = await session.engine.inspect(reference);
  if (!built.ok || found === null) throw new Error(`${name} does not build:\n${log.slice(-20).join('\n')}`);
  return { reference, config: found.config };
}

function expectSeen(
  seen: Observation | undefined,
  wanted: Readonly<Record<string, (seen: Observation) => boolean>>,
): string | null {
  if (!seen) return 'nothing was seen';
  const wrong = Object.entries(wanted).filter(([, holds]) => !holds(seen));
  return wrong.length === 0 ? null : `${wrong.map(([name]) => name).join(', ')}: ${JSON.stringify(seen)}`;
}

async function observations(session: Session, directory: string): Promise<void> {
  const build = (name: string, text: string): Promise<Image> => image(session, directory, name, text);
  const start = async (of: Image, plan: Partial<RunPlan>): Promise<Observation | undefined> =>
    (await observe(session, of.reference, { ...PLAN, ...plan }, of.config, of.reference))[0];

  const command = await build('command', 'FROM busybox\nCMD echo hi; echo no >&2; exit 3\n');
  say(
    'a command: exit code and output',
    expectSeen(await start(command, {}), {
      state: ({ state, exitCode }) => state === 'ended' && exitCode === 3,
      output: ({ stdout, stderr }) => stdout === 'hi\n' && stderr === 'no\n',
      stop: ({ stop }) => stop === null,
    }),
  );
  const broken = await build('broken', 'FROM busybox\nCMD ["/nope"]\n');
  say(
    'a program that is not there',
    expectSeen(await start(broken, {}), {
      state: ({ state, failure }) => state === 'failed' && (failure ?? '').includes('/nope'),
    }),
  );
  const server = await build(
    'server',
    `${NODE}EXPOSE 3000\nHEALTHCHECK CMD node -e "fetch('http://localhost:3000/').then(() => {}, () => process.exit(1))"\nCMD ["node", "server.js"]\n`,
  );
  const http = ['/', '/old'].map((path) => ({ method: 'GET', path, body: null, headers: {} }));
  say(
    'a server: answers, ports, health, stop',
    expectSeen(await start(server, { http }), {
      state: ({ state }) => state === 'serving',
      answers: ({ answers }) => answers[0]?.status === 200 && answers[1]?.status === 302,
      headers: ({ answers }) =>
        answers[0]?.headers['content-type'] === 'text/plain' && answers[1]?.headers['location'] === '/new',
      host: ({ answers }) => answers[0]?.body.endsWith('localhost:3000') === true,
      ports: ({ listening, udp }) => listening?.join() === '3000' && udp?.join() === '5353',
      processes: ({ processes }) => processes?.includes('node') === true,
      health: ({ health }) => health === 'healthy',
      stop: ({ stop }) => stop !== null && !stop.killed && stop.exitCode === 0,
    }),
  );
  const unnamed = await build('unnamed', `${NODE}CMD ["node", "server.js"]\n`);
  say(
    'a server whose port nobody names',
    expectSeen(await start(unnamed, {}), {
      answer: ({ state, answers }) => state === 'serving' && answers[0]?.port === 3000,
    }),
  );
  say(
    'a server that does not heed the signal',
    expectSeen(await start(unnamed, { ports: [3000], env: { DEAF: '1' } }), {
      stop: ({ stop }) => stop?.killed === true,
    }),
  );
  say(
    'a server whose first answer takes long',
    expectSeen(await start(server, { env: { SLOW: '12' }, wait: 30 }), {
      answers: ({ state, answers }) => state === 'serving' && answers[0]?.status === 200,
    }),
  );
  const loop = await build('loop', 'FROM busybox\nCMD while true; do echo tick; sleep 1; done\n');
  say(
    'a process without a port',
    expectSeen(await start(loop, { wait: 4 }), {
      state: ({ state, stdout }) => state === 'running' && stdout.includes('tick'),
      ports: ({ listening }) => listening?.length === 0,
    }),
  );
}

async function comparisons(session: Session, directory: string): Promise<void> {
  const original = await image(
    session,
    directory,
    'server',
    `${NODE}ENV TZ=Europe/Berlin\n${BUILT}EXPOSE 3000\nCMD ["node", "server.js"]\n`,
  );
  const http = ['/', '/random', '/old'].map((path) => ({ method: 'GET', path, body: null, headers: {} }));
  const faults: Readonly<Record<string, readonly [text: string, code: string | null]>> = {
    nothing: ['', null],
    'the time of the build': [`RUN sleep 2\n${BUILT}`, null],
    'the time zone': ['ENV TZ=UTC\n', 'V-BODY'],
    'a header': ['ENV BARE=1\n', 'V-HEADER'],
    'a text': ['ENV TEXT=bye\n', 'V-BODY'],
    'the port': ['ENV PORT=3001\n', 'V-START'],
    'a file': ['RUN rm server.js\n', 'V-START'],
    'a UDP port': ['ENV STILL=1\n', 'V-LISTENING'],
    'an end after six seconds': ['ENV DIE=1\n', 'V-START'],
    'the signal': ['ENV DEAF=1\n', 'V-STOP'],
    'a new error': ['ENV WARN=1\n', 'V-LOG-ERROR'],
  };
  let number = 0;
  for (const [name, [text, code]] of Object.entries(faults)) {
    const fault = await image(
      session,
      directory,
      `fault${number++}`,
      `${NODE}ENV TZ=Europe/Berlin\n${BUILT}EXPOSE 3000\n${text}CMD ["node", "server.js"]\n`,
    );
    const { findings, normalised } = await behave(session, original, fault, {
      ...PLAN,
      http,
      ...(name.includes('six seconds') ? { watched: 10 } : {}),
    });
    const codes = findings.filter((it) => it.weight === 'different').map((it) => it.code);
    const right = code === null ? codes.length === 0 && normalised.length > 0 : codes.includes(code);
    say(
      `what differs: ${name} (${codes.join(' ') || 'nothing'}; ${normalised.join('; ')})`,
      right ? null : JSON.stringify(findings, null, 1),
    );
  }
}

/** An aborted session ends a long wait at once, and its end takes the container away. */
async function interruption(found: FoundEngine, directory: string): Promise<void> {
  const controller = new AbortController();
  const session = await openSession(found, controller.signal);
  const sleeper = await image(session, directory, 'sleeper', 'FROM busybox\nCMD ["sleep", "1000"]\n');
  const plan = { ...PLAN, wait: 600 };
  const seeing = observe(session, sleeper.reference, plan, sleeper.config, sleeper.reference);
  setTimeout(() => controller.abort(), 4000);
  await seeing;
  await session.close();
  const next = await openSession(found, new AbortController().signal);
  const left = await next.engine.inspect(sleeper.reference);
  await next.close();
  say('an interruption ends the wait, and nothing is left', left === null ? null : JSON.stringify(left));
}

/** Starts small images and looks whether what they do is seen as it is: the observer's own check, on a real engine. */
async function main(): Promise<number> {
  const controller = new AbortController();
  const found = await findEngine(null, controller.signal);
  if ('problem' in found) {
    process.stdout.write(`${found.problem}\n`);
    return 2;
  }
  const directory = mkdtempSync(join(tmpdir(), 'dockopt-observe-'));
  writeFileSync(join(directory, 'server.js'), SERVER);
  const session = await openSession(found.engine, controller.signal);
  try {
    await observations(session, directory);
    await comparisons(session, directory);
    await interruption(found.engine, directory);
  } finally {
    await session.close();
    rmSync(directory, { recursive: true, force: true });
  }
  process.stdout.write(`docker: ${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exitCode = await main();

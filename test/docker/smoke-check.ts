import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { ImageConfig } from '../../src/dockerfile/types.js';
import { findEngine } from '../../src/node/engine/detect.js';
import { openSession } from '../../src/node/engine/session.js';
import type { Session } from '../../src/node/engine/types.js';
import { fileSystems } from '../../src/node/verify/file-systems.js';
import { measureImage } from '../../src/node/verify/measure.js';
import { smokeFindings } from '../../src/node/verify/smoke.js';

const FILES: Readonly<Record<string, string>> = {
  'app/package.json': '{"scripts": {"start": "node server.js"}}',
  'app/server.js': "const a = require('kept');\nmodule.exports = () => require('lazy');\n",
  'app/test/a.test.js': "require('tool');\n",
  'app/node_modules/kept/index.js': '',
  'app/node_modules/lazy/index.js': '',
  'app/node_modules/tool/index.js': '',
};

const NODE = `FROM node:20-slim AS app
WORKDIR /app
COPY app .
USER node
CMD ["npm", "start"]
`;

let passed = 0;
let failed = 0;

function say(name: string, problem: string | null): void {
  if (problem === null) passed++;
  else failed++;
  process.stdout.write(problem === null ? `ok ${name}\n` : `not ok ${name}\n${problem}\n`);
}

interface Image {
  readonly reference: string;
  readonly config: ImageConfig;
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

async function modules(session: Session, directory: string): Promise<void> {
  const original = await image(session, directory, 'original', NODE);
  const faults: Readonly<Record<string, readonly [fault: string, expected: string]>> = {
    nothing: ['', ''],
    'a module that a function loads later': [
      'rm -r node_modules/lazy',
      'V-REQUIRE different lazy (in /app/server.js)',
    ],
    'a module that a test loads': ['rm -r node_modules/tool', 'V-REQUIRE note tool (in /app/test/a.test.js)'],
    'a Node.js that is not on PATH': [
      'mkdir -p /nodejs/bin && mv "$(readlink -f "$(which node)")" /nodejs/bin/node && rm -rf node_modules/lazy',
      'V-REQUIRE different lazy (in /app/server.js)',
    ],
    'a Node.js that does not start': [
      'printf \'#!/bin/sh\\nexit 3\\n\' > "$(readlink -f "$(which node)")"',
      'V-SMOKE unsure node',
    ],
  };
  let number = 0;
  for (const [name, [fault, expected]] of Object.entries(faults)) {
    const text = fault === '' ? NODE : NODE.replace('USER node', `RUN ${fault}\nUSER node`);
    const candidate = await image(session, directory, `candidate${number++}`, text);
    const both = await fileSystems(session, original.reference, candidate.reference);
    if ('problem' in both) {
      say(name, both.problem);
      continue;
    }
    const findings = await smokeFindings(session, original, candidate, both, ['/app']);
    const seen = findings.map((it) => `${it.code} ${it.weight} ${it.subject}`).join('; ');
    say(`what Node.js does not find: ${name}`, seen === expected ? null : seen);
  }
}

async function sizes(session: Session, directory: string): Promise<void> {
  const text = 'FROM busybox\nWORKDIR /app\nRUN head -c 1000000 /dev/urandom > random\nCMD ["cat"]\n';
  const { reference } = await image(session, directory, 'sizes', text);
  const doc = parseDockerfile(text);
  const facts = { doc, stage: doc.stages[0] ?? null };
  const measure = await measureImage(session, { compressed: true }, { image: reference, facts });
  const own = measure?.layers.filter((layer) => layer.stage === '0') ?? [];
  const random = own.find((layer) => layer.createdBy.includes('urandom'))?.bytes ?? 0;
  const packed = measure?.compressed ?? 0;
  const right =
    own.length === 3 && random >= 1e6 && packed > 1e6 && packed < (measure?.bytes ?? 0) && packed < 3e6;
  say('sizes: layers by stage, and packed', right ? null : JSON.stringify(measure, null, 1));
}

/** Looks on a real engine whether what run times miss is found, and whether an image is measured. */
async function main(): Promise<number> {
  const controller = new AbortController();
  const found = await findEngine(null, controller.signal);
  if ('problem' in found) {
    process.stdout.write(`${found.problem}\n`);
    return 2;
  }
  const directory = mkdtempSync(join(tmpdir(), 'dockopt-smoke-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(directory, dirname(name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const session = await openSession(found.engine, controller.signal);
  try {
    await sizes(session, directory);
    await modules(session, directory);
  } finally {
    await session.close();
    rmSync(directory, { recursive: true, force: true });
  }
  process.stdout.write(`docker: ${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exitCode = await main();

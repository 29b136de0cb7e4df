import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { at, readJson, textsAt } from '../../../src/node/engine/json.js';
import { NODE_SCRIPT } from '../../../src/node/verify/node-script.js';
import { PYTHON_SCRIPT } from '../../../src/node/verify/python-script.js';

let directory = '';

interface Answer {
  readonly reached: readonly string[];
  readonly unreached: readonly string[];
}

/** What the last script that ran said of files and packages that a name may lead to which is put together. */
let possible: readonly string[] = [];

/** Whether the last script that ran said that it looked at all files that are reached. */
let complete: unknown;

function run(
  program: string,
  option: string,
  script: string,
  files: Record<string, string>,
  words: string,
  seconds = 20,
): Answer {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const asked = JSON.stringify({ roots: [directory], words: words.split(' '), files: 100, seconds });
  const printed = execFileSync(program, [option, script, asked], { cwd: directory, encoding: 'utf8' });
  const answer = readJson(printed.trim().split('\n').at(-1) ?? '');
  complete = at(answer, 'complete');
  const named = (name: string): readonly string[] =>
    (textsAt(answer, name) ?? []).map((entry) => entry.replace(directory, ''));
  possible = [...named('possible')].sort();
  return { reached: [...named('reached')].sort(), unreached: [...named('unreached')].sort() };
}

const node = (files: Record<string, string>, words: string, seconds = 20): Answer =>
  run(process.execPath, '-e', NODE_SCRIPT, files, words, seconds);
const python = (files: Record<string, string>, words: string, seconds = 20): Answer =>
  run('python3', '-c', PYTHON_SCRIPT, files, words, seconds);

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe('scripts that run in images', () => {
  beforeEach(() => (directory = realpathSync(mkdtempSync(join(tmpdir(), 'dockopt-smoke-')))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('follows what a Node.js program starts as a process or worker by name', () => {
    const starts: Record<string, string> = {
      joined: "cp.fork(path.join(__dirname, 'lib', 'w.js'), [], {})",
      relative: "cp.fork('./lib/w.js')",
      plain: "cp.fork('lib/w')",
      worker: "new Worker(new URL('./lib/w.js', import.meta.url))",
      template: 'new Worker(`${__dirname}/lib/w.js`, { workerData: 1 })',
      spawned: "cp.spawn(process.execPath, ['lib/w.js', 'x'])",
      line: "cp.exec('node lib/w.js --all')",
      bound: "const W = path.resolve(__dirname, 'lib/w.js');\ncp.fork(W)",
      resolved: "cp.fork(require.resolve('./lib/w'))",
      cluster: "cluster.setupPrimary({ exec: path.join(__dirname, 'lib/w.js') })",
    };
    for (const [name, start] of Object.entries(starts)) {
      const files = {
        'server.js': `const cp = require('child_process'), cluster = require('cluster');\n${start};\n`,
        'lib/w.js': "require('gone')",
      };
      expect(node(files, 'node server.js').reached, name).to.deep.equal(['gone (in /lib/w.js)']);
    }
  });

  it('tells which files a name may lead to that is put together', () => {
    const files = {
      'package.json': '{"scripts": {"worker": "node worker.js", "build": "node make.js"}}',
      'worker.js': "require('gone')",
      'make.js': "require('gone-build')",
      'gulpfile.js': "require('gone-gulp')",
      'public/app.js': "require('gone-browser')",
      'test/a.js': "require('gone-test')",
    };
    const server = (text: string): Record<string, string> => ({ ...files, 'server.js': text });
    const fork = "require('child_process').fork(path.join(__dirname, W + '.js'))";
    expect(node(server(fork), 'node server.js').reached).to.deep.equal([]);
    expect(possible).to.deep.equal(['gone (in /worker.js)']);
    node(server("require(path.join(__dirname, 'models', file))"), 'node server.js');
    expect(possible).to.deep.equal([]);
    node(server("require('./' + name)"), 'node server.js');
    expect(possible).to.deep.equal(['gone (in /worker.js)']);
    node(server("require('fs')"), 'node server.js');
    expect(possible).to.deep.equal([]);
  });

  it('tells which packages of a setting may be loaded', () => {
    const files = {
      'package.json': '{"devDependencies": {"left-pad": "1", "there": "1", "quiet": "1"}}',
      'config.json': '{"plugin": "left-pad", "other": "there"}',
      'config/a.yaml': 'plugins:\n  - left-pad\n',
      'tsconfig.json': '{"plugins": ["quiet"]}',
      'node_modules/there/index.js': '',
    };
    node(
      { ...files, 'server.js': "const c = require('./config.json');\nrequire(c.plugin)('x')" },
      'node server.js',
    );
    expect(possible).to.deep.equal([
      'left-pad (named in /config.json)',
      'left-pad (named in /config/a.yaml)',
    ]);
    node({ ...files, 'server.js': "require('./config.json')" }, 'node server.js');
    expect(possible).to.deep.equal([]);
  });

  it('finds modules that Node.js does not, in files that the start reaches and in others', () => {
    const files = {
      'package.json': '{"scripts": {"start": "node -r ./early.js server"}}',
      'early.js': "require('gone-early')",
      'server.js': "const a = require('./lib/a'); require('fs'); require('there'); // require('commented')",
      'lib/a.mjs': '',
      'lib/a.js': "export * from 'gone-export'\nimport x, { y } from \"there/sub\"\nimport('gone-dynamic')",
      'test/a.test.js': "require('gone-test')",
      'node_modules/there/index.js': '',
      'node_modules/there/sub.js': "require('not-looked-at')",
    };
    expect(node(files, 'docker-entrypoint.sh npm start')).to.deep.equal({
      reached: ['gone-dynamic (in /lib/a.js)', 'gone-early (in /early.js)', 'gone-export (in /lib/a.js)'],
      unreached: ['gone-test (in /test/a.test.js)'],
    });
  });

  it('takes what a package hides from require for there, and follows TypeScript', () => {
    const files = {
      'package.json': '{"imports": {"#own": "./own.js"}}',
      'own.js': '',
      'run.sh': '#!/bin/sh\nexec node --enable-source-maps src/main.ts "$@"\n',
      'src/main.ts':
        "import type { T } from 'gone-types'\nimport 'esm-only'\nimport '#own'\nimport { z } from './z.js'\nimport './gone.js'",
      'src/z.ts': "import z from 'gone-z'",
      'node_modules/esm-only/package.json': '{"exports": {"import": "./index.mjs"}}',
      'node_modules/esm-only/index.mjs': '',
    };
    expect(node(files, './run.sh').reached).to.deep.equal([
      './gone.js (in /src/main.ts)',
      'gone-z (in /src/z.ts)',
    ]);
  });

  it('finds modules that Python does not, in files that the start reaches and in others', function () {
    if (!hasPython()) this.skip();
    const files = {
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os, gone_one\nfrom . import views\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import gone_types\n',
      'shop/views.py': 'from shop.models import Thing\ndef late():\n    import gone_late.sub\n',
      'shop/models.py': 'from json import loads\nclass Thing: pass\n',
      'tests/test_a.py': 'import gone_test\n',
    };
    expect(python(files, 'gunicorn -b :80 shop.wsgi:app')).to.deep.equal({
      reached: ['gone_late (in /shop/views.py)', 'gone_one (in /shop/wsgi.py)'],
      unreached: ['gone_test (in /tests/test_a.py)'],
    });
  });

  it('says whether there was time for all files that the start reaches', function () {
    node({ 'a.js': "require('./b')", 'b.js': "require('gone')" }, 'node a.js');
    expect(complete).to.equal(true);
    expect(node({}, 'node a.js', -1).reached).to.deep.equal([]);
    expect(complete).to.equal(false);
    if (!hasPython()) this.skip();
    python({ 'a.py': 'import gone' }, 'python a.py');
    expect(complete).to.equal(true);
    python({}, 'python a.py', -1);
    expect(complete).to.equal(false);
  });
});

import { expect } from 'chai';
import { gapsOf, names, spawned, traceApp, traceText } from './trace-app.js';

describe('npm trace: programs that are started', () => {
  const literal: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    exec: [`require('child_process').exec('git status');`, ['git']],
    'a chain': [
      `const cp = require('node:child_process'); cp.execSync('cd /tmp && A=b convert x y | tee out; test -f x');`,
      ['convert', 'tee'],
    ],
    'a template': ["import { exec } from 'child_process'; exec(`ffmpeg -i ${file} out`);", ['ffmpeg']],
    'a concatenation': [
      `const { exec } = require('child_process'); exec('pdftotext ' + file);`,
      ['pdftotext'],
    ],
    spawn: [
      `import * as cp from 'child_process'; cp.spawn('/usr/bin/pdftotext', args);`,
      ['/usr/bin/pdftotext'],
    ],
    promisify: [
      `const util = require('util'); const run = util.promisify(require('child_process').execFile); run('gs', args);`,
      ['gs'],
    ],
    execa: [
      `import { execa, $ } from 'execa'; await execa('git', [arg]); await $\`ls -l \${dir}\`;`,
      ['git', 'ls'],
    ],
    'cross-spawn': [
      `const spawn = require('cross-spawn'); spawn.sync('tar', ['x']); spawn('zip');`,
      ['tar', 'zip'],
    ],
    shelljs: [`const shell = require('shelljs'); shell.exec('wkhtmltopdf a b');`, ['wkhtmltopdf']],
    zx: [`import { $ } from 'zx'; await $\`curl \${url}\`;`, ['curl']],
    'a shell': [
      `require('child_process').spawn('bash', ['-c', 'jq . x && sed s/a/b/ x']);`,
      ['bash', 'jq', 'sed'],
    ],
    'a constant': [`const BIN = 'soffice'; require('child_process').spawn(BIN, []);`, ['soffice']],
    'a helper of the file': [
      `const { execSync } = require('child_process'); function run(cmd) { return execSync(cmd); } run('git log'); run('hg log');`,
      ['git', 'hg'],
    ],
    'the program for Linux': [
      `const cp = require('child_process'); cp.spawn(process.platform === 'win32' ? 'where' : 'which', [x]);
       if (process.platform === 'darwin') cp.exec('open x');`,
      ['which'],
    ],
    'an import that is waited for': [
      "import('zx').then(async ({ $ }) => { await $`git -v`; }); import('execa').then((m) => m.execa('jq'));",
      ['git', 'jq'],
    ],
    'a question for a program': [
      `require('child_process').execSync('command -v git && which -a jq && type hg');`,
      ['git', 'hg', 'jq', 'which'],
    ],
    'several imports at once': [
      "const [{ $ }, x] = await Promise.all([import('zx'), import('x')]); await $`git -v`;",
      ['git'],
    ],
    'a variant of the tag': ["import { $ } from 'zx'; $.sync`git -v`;", ['git']],
    "tsc's output": [
      `const child_process_1 = require("child_process"); (0, child_process_1.execFileSync)("git", ["log"]);
       const cp = __importStar(require("node:child_process")); (0, cp.exec)("jq . x");`,
      ['git', 'jq'],
    ],
    "a bundler's output": [
      `var i=require("child_process");function f(){return(0,i.spawn)("zip",[])}
       var _execa = _interopRequireDefault(require("execa")); (0, _execa.default)("hg");`,
      ['hg', 'zip'],
    ],
    "tsc's promisify": [
      `const util_1 = require("util"); const child_process_1 = require("child_process");
       const run = (0, util_1.promisify)(child_process_1.execFile); run('gs', args);`,
      ['gs'],
    ],
    sudo: [`require('child_process').exec('sudo -n systemctl restart x');`, ['sudo', 'systemctl']],
  };
  for (const [name, [text, expected]] of Object.entries(literal))
    it(`names them: ${name}`, () => {
      const facts = traceText(text);
      expect(spawned(facts)).to.deep.equal(expected);
      expect(gapsOf(facts, 'spawn')).to.deep.equal([]);
    });

  const computed: Readonly<Record<string, string>> = {
    exec: `require('child_process').exec(command);`,
    'a template': "require('child_process').exec(`${tool} -v`);",
    'a question for a computed program': "require('child_process').execSync(`command -v ${tool}`);",
    'an unfinished word': `require('child_process').exec('php' + version + ' -v');`,
    execa: `import { execa } from 'execa'; execa(command, []);`,
    'a variable with a default': `require('child_process').spawn(process.env.FFMPEG || 'ffmpeg');`,
    'a helper that others call': `exports.run = run; function run(cmd) { require('child_process').exec(cmd); } run('ls');`,
    'an exported helper': `import { exec } from 'child_process'; export function run(cmd) { exec(cmd); } run('ls');`,
    'a list that grows': `const l = ['ls']; l.push(x); for (const c of l) require('child_process').exec(c);`,
    'an object that is changed': `const o = { bin: 'git' }; o.bin = x; require('child_process').spawn(o.bin);`,
    'a computed shell text': `require('child_process').spawn('sh', ['-c', text]);`,
    'a function handed on': `const { exec } = require('child_process'); wrap(exec);`,
    'a function of a promise handed on': `exports.run = require('util').promisify(require('child_process').exec);`,
    'an exported constant': `import { exec } from 'child_process'; export const run = promisify(exec);`,
    'an export of another module': `export { exec } from 'child_process';`,
    "a computed program in tsc's output": `const c_1 = require('child_process'); (0, c_1.execFile)(tool);`,
    "a function handed on in tsc's output": `const c_1 = require('child_process'); (0, w_1.wrap)((0, c_1.exec));`,
    "a module handed on in tsc's output": `const c_1 = require('child_process'); (0, w_1.wrap)(c_1);`,
    'a module kept in an object': `this.cp = require('child_process'); this.cp.exec('git');`,
    'a module handed on': `const cp = require('child_process'); wrap(cp);`,
  };
  for (const [name, text] of Object.entries(computed))
    it(`reports what is computed: ${name}`, () => {
      expect(gapsOf(traceText(text), 'spawn')).to.deep.equal(['index.js:1']);
    });

  it('takes other functions of the same names for nothing', () => {
    const facts = traceText(
      `/x/.exec(text); db.exec('DROP TABLE x'); app.spawn(y); const e = (f) => f; e(x);`,
    );
    expect(facts.spawns).to.deep.equal([]);
    expect(facts.gaps).to.deep.equal([]);
  });

  it('reads own scripts for what they start', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app"}',
        'index.js': `const cp = require('child_process'); cp.execFile('./bin/backup.sh'); cp.exec('python3 ./x.py');`,
        'bin/backup.sh': {
          text: '#!/bin/bash\nset -e\nfor t in a b; do pg_dump "$t" | gzip > out; done\n',
          mode: 0o755,
        },
      },
      ['index.js'],
    );
    expect(spawned(facts)).to.deep.equal(['bash', 'gzip', 'pg_dump', 'python3']);
  });

  it('follows node into own files and packages into their names', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app","devDependencies":{"prisma":"5"}}',
        'index.js': `const cp = require('child_process'); const path = require('path');
          cp.spawn(process.execPath, ['-r', 'dotenv/config', path.join(__dirname, 'task.js')]);
          cp.execSync('npx prisma migrate deploy');
          cp.execSync('node_modules/.bin/knex migrate:latest');`,
        'task.js': `require('task-package');`,
      },
      ['index.js'],
    );
    expect(names(facts)).to.deep.equal(['dotenv', 'knex', 'prisma', 'task-package']);
    expect(gapsOf(facts, 'import')).to.deep.equal([]);
  });

  it('takes a program of a declared package for that package', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app","devDependencies":{"sequelize-cli":"6"}}',
        'index.js': `require('child_process').execSync('sequelize db:migrate');`,
      },
      ['index.js'],
    );
    expect(names(facts)).to.deep.equal(['sequelize-cli']);
    expect(facts.spawns).to.deep.equal([]);
  });

  it('reports package scripts and texts for node', () => {
    const facts = traceText(
      `const cp = require('child_process');\ncp.exec('npm run build');\ncp.spawn('node', ['-e', x]);\ncp.spawn('node', [file]);\ncp.exec('npm --version');`,
    );
    expect(gapsOf(facts, 'import')).to.deep.equal(['index.js:2', 'index.js:3', 'index.js:4']);
  });

  it('knows that some packages bring their program', () => {
    const facts = traceText(
      `const ffmpeg = require('ffmpeg-static'); require('child_process').spawn(ffmpeg, args);`,
    );
    expect(names(facts)).to.deep.equal(['ffmpeg-static']);
    expect(facts.gaps).to.deep.equal([]);
  });

  it('follows package scripts', () => {
    const files = {
      'package.json':
        '{"name":"app","scripts":{"ver":"git --version","prever":"jq .","all":"npm run all && npm run ver"}}',
      'index.js': `require('child_process').execSync('npm run all');`,
    };
    expect(spawned(traceApp(files, ['index.js']))).to.deep.equal(['git', 'jq', 'npm']);
    expect(traceApp(files, ['index.js']).gaps).to.deep.equal([]);
    const other = { ...files, 'index.js': `require('child_process').execSync('npm --prefix web run ver');` };
    expect(gapsOf(traceApp(other, ['index.js']), 'spawn')).to.deep.equal(['index.js:1']);
  });
});

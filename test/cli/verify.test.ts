import { spawn } from 'node:child_process';
import { expect } from 'chai';
import { buildStep } from '../../src/cli/build-step.js';
import { showProgress, type ProgressStream } from '../../src/cli/progress.js';
import { readVerifyOptions, wholePlan } from '../../src/cli/verify-options.js';
import { noSettings } from '../../src/node/verify-settings.js';
import { fakeEngine } from './fake-engine.js';
import { dockopt, place, program, service, type Place } from './program.js';

const files = {
  ...service,
  'bin/keep': '',
  'sub/x': 'x',
  'secret.yaml': 'verify:\n  Dockerfile: { secrets: ["id=x,src=nope"] }\n',
  'env.yaml': 'verify:\n  Dockerfile:\n    envFile: nope.env\n',
  Candidate: 'FROM golang:1.22 AS b\nFROM scratch AS c\n',
  refused: 'FROM node:20\nCMD ["sh"]\n',
  nofrom: 'RUN make\n',
};

/** Usage errors: one line, exit code 2, nothing on standard output, and no engine is asked. */
const wrong: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  ['an unknown flag', ['--frob'], /^dockopt: unknown option --frob; see dockopt verify --help$/],
  ['a flag of rewrite', ['--write'], /^dockopt: unknown option --write; /],
  [
    'an unknown engine',
    ['--engine', 'lxc'],
    /^dockopt: --engine lxc: the engines are docker, podman, buildah$/,
  ],
  ['an unknown progress', ['--progress', 'tty'], /^dockopt: --progress tty: .*auto, plain, quiet$/],
  ['an unknown format', ['--format', 'patch'], /^dockopt: --format patch: the formats are text, json$/],
  ['a pipe to run', ['--run', 'a | b'], /^dockopt: --run a \| b: not one plain command; .*JSON array/],
  ['a variable to run', ['--run', 'echo $HOME'], /^dockopt: --run echo \$HOME: \$HOME is not plain text; /],
  ['an array that is none', ['--run', '[1]'], /^dockopt: --run \[1\]: a JSON array of strings/],
  [
    'a published port',
    ['--port', '80:80'],
    /^dockopt: --port 80:80: a TCP port of the container .*free port/,
  ],
  ['a port too high', ['--port', '70000'], /^dockopt: --port 70000: /],
  [
    'all of the image left out',
    ['--without', '//'],
    /^dockopt: --without \/\/: a path in the image is wanted/,
  ],
  ['a request without a path', ['--http', 'GET'], /^dockopt: --http GET: PATH, 'METHOD PATH' or/],
  ['no time to wait', ['--wait', '0'], /^dockopt: --wait 0: whole seconds from 1 to 3600/],
  ['half a second', ['--wait', '0.5'], /^dockopt: --wait 0\.5: whole seconds from 1 to 3600/],
  ['a negative number', ['--wait', '-5'], /^dockopt: --wait: a value is missing; .* written --wait=VALUE; /],
  ['a negative number with =', ['--wait=-5'], /^dockopt: --wait -5: whole seconds from 1 to 3600/],
  [
    'a secret without a name',
    ['--secret', 'foo'],
    /^dockopt: --secret foo: id=NAME,src=FILE or id=NAME,env=/,
  ],
  [
    'a secret of no file',
    ['--secret', 'id=x,src=nope'],
    /^dockopt: --secret id=x,src=nope: nope: no such file$/,
  ],
  ['a secret of a directory', ['--secret', 'id=x,source=sub'], /^dockopt: --secret .*: sub: a directory$/],
  [
    'a secret of no file for the configuration file',
    ['--config', 'secret.yaml'],
    /^dockopt: secret\.yaml:2: verify\.Dockerfile\.secrets\[0\]: .*nope: no such file$/,
  ],
  [
    'no such file of variables for the configuration file',
    ['--config', 'env.yaml'],
    /^dockopt: env\.yaml:3: verify\.Dockerfile\.envFile: .*nope\.env: no such file$/,
  ],
  [
    'an option that is ours',
    ['--run-option=--rm'],
    /^dockopt: --run-option --rm: dockopt removes containers/,
  ],
  ['an environment without a name', ['-e', '=x'], /^dockopt: --env =x: NAME=VALUE is wanted$/],
  ['a value to keep', ['--keep=/app'], /^dockopt: --keep takes no value: .*--pin WHAT/],
  ['a relative path to pin', ['--pin', './x'], /^dockopt: --pin \.\/x: an absolute path/],
  ['no such candidate', ['--candidate', 'nope'], /^dockopt: --candidate nope: no such file$/],
  ['a directory as candidate', ['--candidate', 'sub'], /^dockopt: --candidate sub: a directory$/],
  ['standard input as candidate', ['--candidate', '-'], /^dockopt: --candidate - is not a file/],
  [
    'a stage of no candidate',
    ['--candidate-target', 'x'],
    /^dockopt: --candidate-target goes with --candidate$/,
  ],
  [
    'a stage that the candidate has not',
    ['--candidate', 'Candidate', '--candidate-target', 'x'],
    /^dockopt: --candidate-target x: Candidate has no such stage; its stages are b, c$/,
  ],
  [
    'a stage that the candidate has under another number',
    ['--candidate', 'Candidate', '--target', '0', '--candidate-target', '7'],
    /^dockopt: --candidate-target 7: Candidate has no such stage/,
  ],
  ['no such configuration file', ['--config', 'nope.yaml'], /^dockopt: nope\.yaml: no such file$/],
  ['a configuration file that is none', ['--config', 'go.mod'], /^dockopt: go\.mod:1: /],
  [
    'standard input with a configuration file',
    ['-', '--config', 'go.mod'],
    /^dockopt: --config goes with a file/,
  ],
  ['an engine that is not there', ['--engine', 'podman'], /^dockopt: podman is not installed: /],
  ['no engine', [], /^dockopt: no container engine is installed: install docker, podman or buildah/],
];

describe('dockopt verify', () => {
  let here: Place;
  beforeEach(() => {
    here = place(files);
  });
  afterEach(() => here.remove());

  const run = (args: readonly string[], input = ''): ReturnType<typeof dockopt> =>
    dockopt(['verify', ...args], { cwd: here.path, input, env: { PATH: here.file('bin') } });

  for (const [what, args, message] of wrong) {
    it(`${what}: one line, exit code 2`, () => {
      const ran = run(args);
      expect(ran.code, ran.err).to.equal(2);
      expect(ran.out).to.equal('');
      expect(ran.err).to.match(/^[^\n]+\n$/);
      expect(ran.err.trimEnd()).to.match(message);
    });
  }

  it('says that standard input has no context', () => {
    for (const args of [['-'], ['-', '--candidate', 'Candidate']]) {
      const ran = run(args, service['Dockerfile']);
      expect([ran.code, ran.out]).to.deep.equal([2, '']);
      expect(ran.err).to.match(/^dockopt: standard input has no build context, .*--context DIR\n$/);
    }
  });

  it('has nothing to verify when there is no rewrite, and needs no engine to say so', () => {
    const refused = run(['refused']);
    expect(refused.code).to.equal(3);
    expect(refused.err).to.match(
      /^dockopt: refused: refused, so there is no rewrite to verify; --candidate FILE/,
    );
    expect(refused.out).to.match(/^refused: refused/);
    const invalid = run(['nofrom']);
    expect([invalid.code, invalid.out]).to.deep.equal([4, '']);
    expect(invalid.err).to.match(/^nofrom:1: E-PARSE: [^\n]+\n$/);
    const unchanged = run(['Candidate', '--format', 'json']);
    expect(unchanged.code).to.be.oneOf([0, 3]);
    expect(JSON.parse(unchanged.out).verify).to.equal(null);
    expect(unchanged.err).to.match(/^dockopt: Candidate: (?:unchanged .*nothing to compare|refused, so)/);
  });

  it('files of the configuration file are not wanted where the command line names others', () => {
    const other = [
      ['--config', 'secret.yaml', '--secret', 'id=x,src=go.mod'],
      ['--config', 'env.yaml', '--env-file', 'go.mod'],
    ];
    for (const args of other) expect(run(args).err).to.match(/^dockopt: no container engine/);
  });

  it('a candidate needs no file that dockopt would rewrite', () => {
    expect(run(['refused', '--candidate', 'Candidate']).err).to.match(/^dockopt: no container engine/);
  });

  it('takes context, target and build arguments from the configuration file, and the command line over it', () => {
    const { env, calls } = fakeEngine(here, 'original-fails');
    const other = place({ 'dockopt.config.yaml': '', 'api/Dockerfile': service['Dockerfile'] ?? '' });
    const write = (text: string): void => void other.write('dockopt.config.yaml', text);
    write(`verify:\n  api/Dockerfile: { context: ${here.path}, buildArgs: { A: 1, B: 2 } }\n`);
    const args = ['verify', 'api/Dockerfile', '--config', 'dockopt.config.yaml', '--build-arg', 'B=3'];
    const ran = dockopt(args, { cwd: other.path, env });
    expect(ran.code, ran.err).to.equal(6);
    const build = calls().find((call) => call.startsWith('build --tag')) ?? '';
    expect(build).to.include('--build-arg A=1 --build-arg B=3 ');
    expect(build.endsWith(here.path)).to.equal(true);
    other.remove();
  });

  it('an original that does not build: 6, and the end of the log', () => {
    const ran = dockopt(['verify'], { cwd: here.path, env: fakeEngine(here, 'original-fails').env });
    expect(ran.code, ran.err).to.equal(6);
    expect(ran.out).to.match(/^Dockerfile and the rewrite of Dockerfile: inconclusive\n/);
    expect(ran.out).to.match(/End of the log\n(?: {2}.*\n)* {2}no space left\n/);
    expect(ran.out).to.include('V-ORIGINAL-BUILD');
    expect(ran.err).to.match(/^dockopt: building Dockerfile\n/);
  });

  it('--progress: quiet says nothing, plain the whole log', () => {
    const { env } = fakeEngine(here, 'original-fails');
    const err = (mode: string): string =>
      dockopt(['verify', '--progress', mode], { cwd: here.path, env }).err;
    expect(err('quiet')).to.equal('');
    expect(err('plain')).to.match(/building Dockerfile\nStep 1\/2 : FROM golang:1\.22\nno space left\n/);
    expect(err('auto')).to.not.include('Step 1/2');
  });

  it('a candidate that does not build: 5; JSON is a candidate’s report', () => {
    const { env } = fakeEngine(here, 'candidate-fails');
    const args = ['verify', '--candidate', 'Candidate', '--format', 'json'];
    const ran = dockopt(args, { cwd: here.path, env });
    expect(ran.code, ran.err).to.equal(5);
    const report = JSON.parse(ran.out);
    expect(report).to.include({ outcome: 'candidate', text: files.Candidate, sizes: null });
    expect(report.verify).to.include({ verdict: 'different', candidate: 'Candidate', after: null });
    expect(report.verify.log.join()).to.include('COPY failed');
    expect(report.verify.checks[0]).to.include({ check: 'build', because: 'the candidate does not build' });
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`${signal}: stops the build, removes what was made, exit code 130`, async () => {
      const { env, calls } = fakeEngine(here, 'hangs');
      const child = spawn(process.execPath, [program, 'verify'], {
        cwd: here.path,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let shown = '';
      let said = '';
      child.stdout.on('data', (chunk) => (shown += String(chunk)));
      child.stderr.on('data', (chunk) => (said += String(chunk)));
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      const building = (): boolean => calls().some((call) => call.startsWith('build --tag'));
      while (!building() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      expect(await ended, said).to.equal(130);
      expect(shown).to.equal('');
      expect(said).to.match(/dockopt: interrupted; removing what was made/);
      const after = calls().slice(calls().findIndex((call) => call.startsWith('build --tag')));
      expect(after.some((call) => call.startsWith('ps --all'))).to.equal(true);
      expect(after.some((call) => call.startsWith('images'))).to.equal(true);
    });
  }
});

describe('dockopt rewrite --verify', () => {
  let here: Place;
  beforeEach(() => {
    here = place(files);
  });
  afterEach(() => here.remove());

  const run = (does: string, ...args: readonly string[]): ReturnType<typeof dockopt> =>
    dockopt(['rewrite', '--verify', ...args], { cwd: here.path, env: fakeEngine(here, does).env });

  it('writes nothing that is proven different: 5, and says why', () => {
    const before = here.read('Dockerfile');
    for (const to of [
      ['--write', '--force'],
      ['-o', 'New'],
    ]) {
      const ran = run('candidate-fails', ...to);
      expect(ran.code, ran.err).to.equal(5);
      expect(ran.err).to.match(/dockopt: nothing is written: .*does not build/);
      expect(ran.out).to.match(/^Dockerfile: rewritten[^]*\nverified: different\n/);
      expect(here.read('Dockerfile')).to.equal(before);
      expect(() => here.read('New')).to.throw();
    }
    expect(run('candidate-fails', '--format', 'dockerfile').out).to.equal(before);
    expect(run('candidate-fails', '--format', 'patch').out).to.equal('');
  });

  it('writes what nobody could prove different: 6, and says so', () => {
    const before = here.read('Dockerfile');
    const ran = run('original-fails', '--write', '--force', '--format', 'dockerfile');
    expect(ran.code, ran.err).to.equal(6);
    expect(ran.err).to.match(/dockopt: wrote Dockerfile\nDockerfile: inconclusive: /);
    expect(here.read('Dockerfile')).to.not.equal(before);
    expect(here.read('Dockerfile')).to.equal(ran.out);
  });

  it('without an engine: 2, and nothing else happens', () => {
    const before = here.snapshot();
    const args = ['rewrite', '--verify', '--write', '--force'];
    const ran = dockopt(args, { cwd: here.path, env: { PATH: here.file('bin') } });
    expect([ran.code, ran.out]).to.deep.equal([2, '']);
    expect(ran.err).to.match(/^dockopt: no container engine is installed[^\n]*\n$/);
    expect(here.snapshot()).to.deep.equal(before);
  });

  it('with nothing to verify is a rewrite as always', () => {
    const ran = run('hangs', 'refused');
    expect(ran.code).to.equal(3);
    expect(ran.err).to.match(/^dockopt: refused: refused, so there is no rewrite to verify/);
  });

  it('options about comparing go with it alone', () => {
    const ran = dockopt(['rewrite', '--http', '/'], { cwd: here.path });
    expect([ran.code, ran.err]).to.deep.equal([2, 'dockopt: --http goes with --verify\n']);
  });

  it('--pin is another name of --keep', () => {
    const rewritten = (option: string): string =>
      dockopt(['rewrite', option, '/etc/motd', '--format', 'dockerfile'], { cwd: here.path }).out;
    expect(rewritten('--pin')).to.include('/etc/motd');
    expect(rewritten('--pin')).to.equal(rewritten('--keep'));
  });
});

describe('how to compare', () => {
  it('comes from the command line over the configuration file, variables by name', () => {
    const read = readVerifyOptions({
      run: ['serve "a b"', '["-c", "x"]'],
      env: ['A=1', 'B=x=y'],
      port: ['80', '81/tcp'],
      http: ['/', 'post /a {"b":1}', 'DELETE /c'],
      wait: '5',
    });
    if ('problem' in read) throw new Error(read.problem);
    const plan = wholePlan(read.run, {
      ...noSettings,
      env: { A: '0', C: '2' },
      wait: 9,
      runs: [['other']],
      options: ['--network=x'],
    });
    expect(plan).to.deep.equal({
      runs: [
        ['serve', 'a b'],
        ['-c', 'x'],
      ],
      env: { A: '1', B: 'x=y', C: '2' },
      envFile: null,
      options: ['--network=x'],
      ports: [80, 81],
      http: [
        { method: 'GET', path: '/', body: null, headers: {} },
        { method: 'POST', path: '/a', body: '{"b":1}', headers: { 'content-type': 'application/json' } },
        { method: 'DELETE', path: '/c', body: null, headers: {} },
      ],
      wait: 5,
    });
    const plain = readVerifyOptions({
      run: ['', '--version'],
      secret: ['id=x', 'id=x,env=Y', 'type=env,id=x'],
    });
    expect(plain)
      .to.have.nested.property('run.runs')
      .that.deep.equals([[], ['--version']]);
    expect(readVerifyOptions({ 'env-file': 'nope' })).to.deep.equal({
      problem: 'dockopt: --env-file nope: no such file',
    });
    expect(wholePlan({}, noSettings)).to.deep.include({ runs: [], wait: 30, envFile: null });
  });
});

function seen(mode: 'auto' | 'plain' | 'quiet', isTTY: boolean, terminal = 'xterm'): string {
  let text = '';
  const stream: ProgressStream = { isTTY, columns: 40, write: (part) => (text += part) };
  const line = showProgress(mode, stream, terminal);
  line.report({ kind: 'step', text: 'building Dockerfile' });
  line.report({ kind: 'log', text: `#8 [build 3/6] RUN \u001b[2Jecho ${'x'.repeat(50)}` });
  line.report({ kind: 'step', text: 'starting both' });
  line.end();
  line.report({ kind: 'step', text: 'late' });
  return text;
}

describe('progress', () => {
  it('finds the build step in the logs of all builders', () => {
    expect(buildStep('#8 [build 3/6] RUN npm ci')).to.equal('[build 3/6] RUN npm ci');
    expect(buildStep('#12 [2/4] WORKDIR /app\r')).to.equal('[2/4] WORKDIR /app');
    expect(buildStep('Step 3/6 : RUN npm ci')).to.equal('[3/6] RUN npm ci');
    expect(buildStep('STEP 3/6: RUN npm ci')).to.equal('[3/6] RUN npm ci');
    expect(buildStep('[2/2] STEP 3/6: RUN npm ci')).to.equal('[3/6] RUN npm ci');
    for (const line of [
      '#1 [internal] load build definition',
      '#8 0.31 added 12 packages',
      '#8 DONE 1.2s',
      '',
    ])
      expect(buildStep(line)).to.equal(null);
  });

  it('is one line on a terminal, cut to its width and taken away in the end', () => {
    const text = seen('auto', true);
    expect(text).to.not.include('\n');
    expect(text.split('\r\u001b[2K').slice(1, 3)).to.deep.equal([
      'building Dockerfile (0 s)',
      'starting both (0 s)',
    ]);
  });

  it('leaves remarks where they can be read in the end', () => {
    for (const isTTY of [true, false]) {
      let text = '';
      const line = showProgress('auto', { isTTY, columns: 80, write: (part) => (text += part) }, 'xterm');
      line.report({ kind: 'step', text: 'building' });
      line.report({ kind: 'remark', text: 'not measured' });
      line.end();
      expect(text).to.match(/(?:^|[\nK])dockopt: not measured\n/);
    }
  });

  it('is a line for each step elsewhere, with the log when it is plain', () => {
    const steps = 'dockopt: building Dockerfile\ndockopt: starting both\n';
    expect(seen('auto', false)).to.equal(steps);
    expect(seen('auto', true, 'dumb')).to.equal(steps);
    expect(seen('plain', true)).to.match(/building Dockerfile\n#8 \[build 3\/6\] RUN .*\ndockopt: starting/);
    expect(seen('plain', true)).to.not.match(/[\u0000-\u0009\u000b-\u001f]/);
    expect(seen('quiet', true)).to.equal('');
  });
});

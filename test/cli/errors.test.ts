import { spawn } from 'node:child_process';
import { chmodSync, openSync, closeSync } from 'node:fs';
import { expect } from 'chai';
import { dockopt, place, program, service, type Place } from './program.js';

const STACK = /^\s+at .*:\d+:\d+/m;
/** An account without rights, for tests that root runs: root may read and write everything. */
const NOBODY = process.getuid?.() === 0 ? 65534 : undefined;

/** Usage errors: one line, exit code 2, nothing on standard output. */
const wrong: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  ['no such file', ['rewrite', 'nope'], /^dockopt: nope: no such file; .*- for standard input$/],
  [
    'no such directory of the file',
    ['rewrite', 'a/b/Dockerfile'],
    /^dockopt: a\/b\/Dockerfile: no such file; /,
  ],
  ['a file as directory', ['rewrite', 'Dockerfile/x'], /^dockopt: Dockerfile\/x: no such file; /],
  ['a directory', ['rewrite', 'sub'], /^dockopt: sub: a directory; .* sub\/Dockerfile$/],
  ['a binary file', ['rewrite', 'binary'], /^dockopt: binary: a binary file, not a Dockerfile$/],
  ['UTF-16', ['rewrite', 'utf16'], /^dockopt: utf16: UTF-16, .*save it as UTF-8/],
  ['Latin-1', ['rewrite', 'latin1'], /^dockopt: latin1: not UTF-8; save it as UTF-8/],
  ['an empty file', ['rewrite', 'empty'], /^dockopt: empty: empty; a Dockerfile needs at least a FROM$/],
  ['a blank file', ['rewrite', 'blank'], /^dockopt: blank: empty; /],
  ['a huge file', ['rewrite', 'huge'], /^dockopt: huge: larger than 4 MiB/],
  ['a device', ['rewrite', '/dev/zero'], /^dockopt: \/dev\/zero: a device/],
  ['empty standard input', ['rewrite', '-'], /^dockopt: standard input: empty; /],
  [
    'two files',
    ['rewrite', 'Dockerfile', 'other'],
    /^dockopt: one Dockerfile at a time, not 2; see dockopt rewrite --help$/,
  ],
  ['an empty file name', ['rewrite', ''], /^dockopt: the name of the Dockerfile is empty/],
  ['an unknown flag', ['rewrite', '--frob'], /^dockopt: unknown option --frob; see dockopt rewrite --help$/],
  ['an unknown short flag', ['explain', '-z'], /^dockopt: unknown option -z; see dockopt explain --help$/],
  ['an unknown level', ['rewrite', '--level', 'max'], /^dockopt: --level max: .*safe, standard, minimal$/],
  ['an unknown kind', ['rewrite', '--allow', 'nginx,magic'], /^dockopt: --allow magic: .*nginx, libc/],
  [
    'an unknown format',
    ['rewrite', '--format', 'xml'],
    /^dockopt: --format xml: .*text, dockerfile, patch, json$/,
  ],
  ["another command's format", ['explain', '--format', 'patch'], /^dockopt: --format patch: .*text, json$/],
  ["another command's flag", ['explain', '--write'], /^dockopt: unknown option --write; /],
  [
    'an unknown command',
    ['frob'],
    /^dockopt: unknown command frob; .*rewrite, explain and verify; see dockopt --help$/,
  ],
  ['an unknown flag without a command', ['--frob'], /^dockopt: unknown option --frob; .*see dockopt --help$/],
  [
    'a file without a command',
    ['Dockerfile'],
    /^dockopt: unknown command Dockerfile; .*dockopt rewrite Dockerfile/,
  ],
  ['help for nothing', ['help', 'frob'], /^dockopt: unknown command frob; /],
  [
    'an unknown target',
    ['rewrite', '--target', 'prod'],
    /^dockopt: --target prod: Dockerfile has no such stage/,
  ],
  [
    'a missing value',
    ['rewrite', '--level'],
    /^dockopt: --level: a value is missing; see dockopt rewrite --help$/,
  ],
  ['a flag for a value', ['rewrite', '--base', '--write'], /^dockopt: --base: a value is missing; /],
  ['an empty value', ['rewrite', '--base='], /^dockopt: --base: a value is missing; /],
  ['a value for a switch', ['rewrite', '--write=yes'], /^dockopt: --write takes no value; /],
  ['a bad image', ['rewrite', '--base', 'a b'], /^dockopt: --base a b: not the name of an image$/],
  [
    'a bad build argument',
    ['rewrite', '--build-arg', '1=2'],
    /^dockopt: --build-arg 1=2: NAME=VALUE is wanted$/,
  ],
  ['a relative path to keep', ['rewrite', '--keep', './x'], /^dockopt: --keep \.\/x: an absolute path/],
  ['a missing context', ['rewrite', '--context', 'nope'], /^dockopt: --context nope: no such directory$/],
  ['a file as context', ['rewrite', '--context', 'go.mod'], /^dockopt: --context go\.mod: not a directory$/],
  ['writing standard input', ['rewrite', '--write', '-'], /^dockopt: --write needs a file, .*-o FILE$/],
  ['two places to write', ['rewrite', '--write', '-o', 'x'], /^dockopt: --write or -o, not both$/],
  ['force without writing', ['rewrite', '--force'], /^dockopt: --force goes with --write$/],
  ['no directory to write to', ['rewrite', '-o', 'no/x'], /^dockopt: -o no\/x: there is no directory no$/],
  ['a directory to write', ['rewrite', '-o', 'sub'], /^dockopt: -o sub: a directory; name a file$/],
  [
    'the Dockerfile as output',
    ['rewrite', '-o', './Dockerfile'],
    /^dockopt: -o .*: the Dockerfile itself; use --write$/,
  ],
  [
    'standard output as output',
    ['rewrite', '-o', '-'],
    /^dockopt: -o - is not a file; --format dockerfile prints/,
  ],
];

describe('command line errors', () => {
  let here: Place;

  before(() => {
    here = place({
      ...service,
      'sub/x': 'x',
      binary: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]),
      utf16: Buffer.from('\uFEFFFROM x\n', 'utf16le'),
      latin1: Buffer.from('FROM x\n# caf\xe9\n', 'latin1'),
      empty: '',
      blank: '\uFEFF \n\t\n',
      huge: `FROM x\n${'# more\n'.repeat(700_000)}`,
      nofrom: 'RUN make\n',
      unknown: 'FROM node:20\nRUNN make\n',
      windows: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir\n',
      template: 'FROM node:{{ version }}\nRUN npm ci\n',
    });
    chmodSync(here.path, 0o755);
  });
  after(() => here.remove());

  for (const [what, args, message] of wrong) {
    it(`${what}: one line, exit code 2`, () => {
      const before = here.snapshot();
      const ran = dockopt(args, { cwd: here.path });
      expect(ran.code, ran.err).to.equal(2);
      expect(ran.out).to.equal('');
      expect(ran.err).to.match(/^[^\n]+\n$/);
      expect(ran.err.trimEnd()).to.match(message);
      expect(here.snapshot()).to.deep.equal(before);
    });
  }

  it('a file that may not be read', () => {
    chmodSync(here.file('sub/x'), 0);
    const ran = dockopt(['rewrite', 'sub/x'], { cwd: here.path, uid: NOBODY });
    expect(ran.err).to.equal('dockopt: sub/x: no permission\n');
    expect(ran.code).to.equal(2);
  });

  it('no command at all shows the help', () => {
    const ran = dockopt([], { cwd: here.path });
    expect(ran.code).to.equal(2);
    expect(ran.out).to.equal('');
    expect(ran.err).to.match(/Usage: dockopt COMMAND/);
  });

  for (const [file, line, code, unlock] of [
    ['nofrom', 1, 'E-PARSE', 'start the file with FROM'],
    ['unknown', 2, 'E-PARSE', 'correct the keyword'],
  ] as const) {
    for (const format of ['text', 'dockerfile', 'patch']) {
      it(`${file} as ${format}: one line with place, code and what would unlock it, exit code 4`, () => {
        const ran = dockopt(['rewrite', '--format', format, '--write', file], { cwd: here.path });
        expect(ran.code).to.equal(4);
        expect(ran.out).to.equal('');
        expect(ran.err).to.match(/^[^\n]+\n$/);
        expect(ran.err).to.match(new RegExp(`^${file}:${line}: ${code}: .*; unlock: ${unlock}`));
      });
    }

    it(`${file} as JSON: invalid, with the same`, () => {
      const ran = dockopt(['rewrite', '--format', 'json', file], { cwd: here.path });
      expect(ran.code).to.equal(4);
      const report = JSON.parse(ran.out);
      expect(report).to.include({ outcome: 'invalid', text: null });
      expect(report.refusals[0]).to.include({ code, line });
      expect(report.refusals[0].unlock).to.include(unlock);
    });

    it(`${file} explained: the same line`, () => {
      const ran = dockopt(['explain', file], { cwd: here.path });
      expect([ran.code, ran.out]).to.deep.equal([4, '']);
      expect(ran.err).to.match(new RegExp(`^${file}:${line}: ${code}: `));
    });
  }

  for (const [file, code] of [
    ['windows', 'E-WINDOWS'],
    ['template', 'E-NONDETERMINISTIC'],
  ] as const) {
    it(`${file}: refused with code, line and what would unlock it, exit code 3`, () => {
      const text = dockopt(['rewrite', '--write', file], { cwd: here.path });
      expect(text.code).to.equal(3);
      expect(text.out).to.match(new RegExp(`^${file}: refused[^]*${code}  line 1\\n.*\\n +unlock: \\S`));
      expect(text.err).to.equal('');
      const plain = dockopt(['rewrite', '--format', 'dockerfile', file], { cwd: here.path });
      expect([plain.code, plain.out]).to.deep.equal([3, here.read(file)]);
      expect(plain.err).to.match(new RegExp(`^${file}:1: ${code}: .*; unlock: [^\\n]+\\n$`));
      const patch = dockopt(['rewrite', '--format', 'patch', file], { cwd: here.path });
      expect([patch.code, patch.out]).to.deep.equal([3, '']);
      const json = dockopt(['rewrite', '--format', 'json', file], { cwd: here.path });
      expect(json.code).to.equal(3);
      expect(JSON.parse(json.out).refusals[0]).to.include({ code, line: 1 });
    });

    it(`${file}: refused, so -o writes nothing`, () => {
      const before = here.snapshot();
      expect(dockopt(['rewrite', '-o', 'new', file], { cwd: here.path }).code).to.equal(3);
      expect(here.snapshot()).to.deep.equal(before);
    });
  }

  it('a full disk is no stack trace', () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [program, 'rewrite'], {
      cwd: here.path,
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    let err = '';
    child.stderr?.on('data', (chunk) => (err += String(chunk)));
    return new Promise<void>((resolve) => {
      child.on('close', (code) => {
        expect(err).to.equal('dockopt: the output could not be written (ENOSPC)\n');
        expect(code).to.equal(2);
        resolve();
      });
    });
  });

  it('a reader that goes away is no error', () => {
    const child = spawn(process.execPath, [program, 'rewrite', '-', '--format', 'dockerfile'], {
      cwd: here.path,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.stdout.destroy();
    child.stdin.end(`FROM scratch\n${'# a comment that fills the pipe\n'.repeat(50_000)}CMD ["/x"]\n`);
    return new Promise<void>((resolve) => {
      child.on('close', (code) => {
        expect(err).to.not.match(STACK);
        expect(err).to.not.include('EPIPE');
        expect(code).to.be.oneOf([0, 3]);
        resolve();
      });
    });
  });

  it('an interrupt ends it with 130 while it waits for input', () => {
    const child = spawn(process.execPath, [program, 'rewrite', '-'], {
      cwd: here.path,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let shown = '';
    child.stdout.on('data', (chunk) => (shown += String(chunk)));
    child.stderr.on('data', (chunk) => (shown += String(chunk)));
    // It reads when it takes more than a pipe holds.
    child.stdin.on('error', () => undefined);
    child.stdin.write('# waiting\n'.repeat(300_000), () => child.kill('SIGINT'));
    return new Promise<void>((resolve) => {
      child.on('close', (code) => {
        expect(shown).to.equal('');
        expect(code).to.equal(130);
        resolve();
      });
    });
  });
});

import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { dockopt, place, service, type Place } from './program.js';

const NOBODY = process.getuid?.() === 0 ? 65534 : undefined;

function git(cwd: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'core.autocrlf=false'];
  return execFileSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function repository(here: Place): void {
  git(here.path, 'init', '-q');
  git(here.path, 'add', '.');
  git(here.path, 'commit', '-qm', 'first');
}

describe('writing', () => {
  let here: Place;
  let rewritten: string;

  beforeEach(() => {
    here = place(service);
    const ran = dockopt(['rewrite', '--format', 'dockerfile'], { cwd: here.path });
    expect(ran.err).to.equal('');
    expect(ran.code).to.equal(0);
    rewritten = ran.out;
    expect(rewritten).to.match(/^FROM golang:1\.22 AS build\n[^]*^COPY --from=build /m);
  });
  afterEach(() => here.remove());

  it('writes nothing unless asked to', () => {
    const before = here.snapshot();
    dockopt(['rewrite'], { cwd: here.path });
    dockopt(['explain'], { cwd: here.path });
    expect(here.snapshot()).to.deep.equal(before);
  });

  it('--write replaces the file, keeps its mode and leaves nothing beside it', () => {
    chmodSync(here.file('Dockerfile'), 0o640);
    const ran = dockopt(['rewrite', '--write'], { cwd: here.path });
    expect([ran.code, ran.err]).to.deep.equal([0, 'dockopt: wrote Dockerfile\n']);
    expect(ran.out).to.not.include('--write');
    expect(here.read('Dockerfile')).to.equal(rewritten);
    expect(statSync(here.file('Dockerfile')).mode & 0o7777).to.equal(0o640);
    expect(readdirSync(here.path).sort()).to.deep.equal(['Dockerfile', 'go.mod', 'main.go']);
    const again = dockopt(['rewrite', '--write'], { cwd: here.path });
    expect([again.code, again.err]).to.deep.equal([0, '']);
    expect(here.read('Dockerfile')).to.equal(rewritten);
  });

  it('--write keeps a symbolic link and replaces its target', () => {
    mkdirSync(here.file('docker'));
    writeFileSync(here.file('docker/real'), here.read('Dockerfile'));
    symlinkSync('docker/real', here.file('link'));
    expect(dockopt(['rewrite', '--write', 'link'], { cwd: here.path }).code).to.equal(0);
    expect(lstatSync(here.file('link')).isSymbolicLink()).to.equal(true);
    expect(here.read('docker/real')).to.equal(rewritten);
  });

  it('-o writes another file and leaves the Dockerfile', () => {
    const ran = dockopt(['rewrite', '-o', 'Dockerfile.new'], { cwd: here.path });
    expect([ran.code, ran.err]).to.deep.equal([0, 'dockopt: wrote Dockerfile.new\n']);
    expect(here.read('Dockerfile.new')).to.equal(rewritten);
    expect(here.read('Dockerfile')).to.equal(service['Dockerfile']);
    expect(ran.out).to.include('dockopt verify --candidate Dockerfile.new Dockerfile');
  });

  it('-o writes the input when there is nothing to gain', () => {
    writeFileSync(here.file('Dockerfile'), rewritten);
    const ran = dockopt(['rewrite', '-o', 'same', '--format', 'dockerfile'], { cwd: here.path });
    expect(ran.code).to.equal(0);
    expect(ran.out).to.equal(rewritten);
    expect(here.read('same')).to.equal(rewritten);
    expect(ran.err).to.match(/^dockopt: wrote same\nDockerfile: unchanged: \S/);
  });

  it('a directory that may not be written to: one line, exit code 2', () => {
    chmodSync(here.path, 0o555);
    const ran = dockopt(['rewrite', '--write'], { cwd: here.path, uid: NOBODY });
    chmodSync(here.path, 0o755);
    expect(ran.err).to.equal(`dockopt: Dockerfile: no permission to write in ${here.path}\n`);
    expect([ran.code, ran.out]).to.deep.equal([2, '']);
    expect(here.read('Dockerfile')).to.equal(service['Dockerfile']);
  });

  it('--write refuses a file with changes that git does not hold, --force writes it', () => {
    repository(here);
    writeFileSync(here.file('Dockerfile'), `# mine\n${service['Dockerfile']}`);
    const ran = dockopt(['rewrite', '--write'], { cwd: here.path });
    expect([ran.code, ran.out]).to.deep.equal([2, '']);
    expect(ran.err).to.match(/^dockopt: Dockerfile: .*not committed; .*--force\n$/);
    expect(here.read('Dockerfile')).to.match(/^# mine\nFROM golang:1.22\n/);
    expect(dockopt(['rewrite', '--write', '--force'], { cwd: here.path }).code).to.equal(0);
    expect(here.read('Dockerfile')).to.equal(`# mine\n${rewritten}`);
  });

  it('--write refuses a file that git does not know, and takes a committed one', () => {
    git(here.path, 'init', '-q');
    expect(dockopt(['rewrite', '--write'], { cwd: here.path }).code).to.equal(2);
    repository(here);
    writeFileSync(here.file('main.go'), `${service['main.go']}\n// changed\n`);
    expect(dockopt(['rewrite', '--write'], { cwd: here.path }).code).to.equal(0);
    expect(here.read('Dockerfile')).to.equal(rewritten);
  });

  for (const [what, change] of [
    ['as it is', (text: string) => text],
    ['with CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['without a newline at its end', (text: string) => text.trimEnd()],
    ['with CRLF and without a newline at its end', (text: string) => text.trimEnd().replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text: string) => `\uFEFF${text}`],
    [
      'with lines that look like headers',
      (text: string) =>
        text
          .replace('EXPOSE', '# x\n-- a\t\n++ b\t\nEXPOSE')
          .replace('-- a', '#-- a')
          .replace('++ b', '#++ b'),
    ],
  ] as const) {
    it(`git applies the patch of a file ${what}, from any directory and however the file is named`, () => {
      const text = change(service['Dockerfile'] ?? '');
      for (const [name, value] of Object.entries(service))
        for (const folder of ['apps/a b', 'apps/ü']) {
          mkdirSync(here.file(folder), { recursive: true });
          writeFileSync(here.file(`${folder}/${name}`), name === 'Dockerfile' ? text : value);
        }
      writeFileSync(here.file('Dockerfile'), text);
      repository(here);
      const wanted = dockopt(['rewrite', '--format', 'dockerfile'], { cwd: here.path }).out;
      expect(wanted).to.not.equal(text);
      const cases: readonly (readonly [cwd: string, file: string, applyIn: string, changed: string])[] = [
        ['', 'Dockerfile', '', 'Dockerfile'],
        ['', 'apps/a b/Dockerfile', '', 'apps/a b/Dockerfile'],
        ['apps', 'ü/Dockerfile', 'apps', 'apps/ü/Dockerfile'],
        ['apps', '../Dockerfile', '', 'Dockerfile'],
        ['apps', here.file('apps/a b/Dockerfile'), '', 'apps/a b/Dockerfile'],
      ];
      for (const [cwd, file, applyIn, changed] of cases) {
        const ran = dockopt(['rewrite', '--format', 'patch', file], { cwd: here.file(cwd) });
        expect([ran.code, ran.err]).to.deep.equal([0, '']);
        writeFileSync(here.file('.git/p'), ran.out);
        git(here.file(applyIn), 'apply', '--whitespace=nowarn', here.file('.git/p'));
        expect(here.read(changed), `${cwd} ${file}`).to.equal(wanted);
        git(here.path, 'checkout', '-q', '.');
      }
    });
  }

  it('outside of a repository the patch counts from the working directory', () => {
    const ran = dockopt(['rewrite', '--format', 'patch', here.file('Dockerfile')], { cwd: here.path });
    expect(ran.out).to.match(/^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ /);
    writeFileSync(here.file('p'), ran.out);
    git(here.path, 'apply', 'p');
    expect(here.read('Dockerfile')).to.equal(rewritten);
  });
});

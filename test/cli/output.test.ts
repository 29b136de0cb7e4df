import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { dockopt, place, root, service, type Place } from './program.js';

const COLOUR = /\u001b\[/;

describe('output', () => {
  let here: Place;
  before(() => {
    here = place({ ...service, 'docker/Dockerfile': service['Dockerfile'] ?? '' });
  });
  after(() => here.remove());

  const coloured = (env: Readonly<Record<string, string>>, command = 'rewrite'): boolean =>
    COLOUR.test(dockopt([command], { cwd: here.path, env }).out);

  const widest = (columns: string): number => {
    const { out } = dockopt(['rewrite'], { cwd: here.path, env: { COLUMNS: columns } });
    const [report = ''] = out.split('\nDiff\n');
    return Math.max(...report.split('\n').map((line) => line.length));
  };

  it('--version is that of package.json', () => {
    const ran = dockopt(['--version'], { cwd: here.path });
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect([ran.code, ran.out]).to.deep.equal([0, `${version}\n`]);
  });

  it('every command has a help that names its options and exit codes', () => {
    const main = dockopt(['--help'], { cwd: here.path });
    expect(main.code).to.equal(0);
    for (const command of ['rewrite', 'explain', 'verify']) {
      expect(main.out).to.include(`  ${command} `);
      const ran = dockopt([command, '--nope', '--help'], { cwd: here.path });
      expect([ran.code, ran.err]).to.deep.equal([0, '']);
      expect(ran.out).to.match(new RegExp(`^Usage: dockopt ${command} `));
      for (const option of ['context', 'level', 'allow', 'base', 'keep', 'target', 'build-arg', 'format'])
        expect(ran.out, option).to.include(`--${option} `);
      expect(ran.out).to.match(/Exit codes: 0 done/);
      expect(Math.max(...ran.out.split('\n').map((line) => line.length))).to.be.at.most(100);
      expect(dockopt(['help', command], { cwd: here.path }).out).to.equal(ran.out);
    }
  });

  it('is plain in a pipe; NO_COLOR wins over FORCE_COLOR', () => {
    expect(coloured({})).to.equal(false);
    expect(coloured({ FORCE_COLOR: '1' })).to.equal(true);
    expect(coloured({ FORCE_COLOR: '1' }, 'explain')).to.equal(true);
    expect(coloured({ FORCE_COLOR: '0' })).to.equal(false);
    expect(coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).to.equal(false);
    expect(coloured({ FORCE_COLOR: '1', NO_COLOR: '' })).to.equal(true);
  });

  it('formats for programs never have colours', () => {
    for (const format of ['dockerfile', 'patch', 'json'])
      expect(
        dockopt(['rewrite', '--format', format], { cwd: here.path, env: { FORCE_COLOR: '1' } }).out,
      ).to.not.match(COLOUR);
  });

  it('wraps at COLUMNS', () => {
    expect(widest('80')).to.be.at.most(80);
    expect(widest('130')).to.be.within(100, 130);
  });

  it('reads standard input, without a context unless one is given', () => {
    const input = service['Dockerfile'] ?? '';
    const alone = dockopt(['rewrite', '-', '--format', 'json'], { cwd: here.path, input });
    expect(JSON.parse(alone.out)).to.include({ file: 'Dockerfile', version: 1 });
    const given = dockopt(['rewrite', '-', '--context', '.', '--format', 'dockerfile'], {
      cwd: here.path,
      input,
    });
    expect(given.out).to.equal(dockopt(['rewrite', '--format', 'dockerfile'], { cwd: here.path }).out);
  });

  it('names the remedy when the context is the wrong directory', () => {
    const ran = dockopt(['rewrite', 'docker/Dockerfile', '--format', 'dockerfile'], { cwd: here.path });
    expect(ran.err).to.match(/^dockopt: the build context is docker, .*: use --context \.\n/);
    const right = dockopt(['rewrite', 'docker/Dockerfile', '--context', '.'], { cwd: here.path });
    expect(right.err).to.equal('');
    expect(right.out).to.include('dockopt rewrite --write --context . docker/Dockerfile');
    expect(right.out).to.include('dockopt verify --context . docker/Dockerfile');
  });

  it('the text has summary, stages, sizes, diff and what to do next', () => {
    const { out } = dockopt(['rewrite'], { cwd: here.path });
    const titles = out
      .split('\n')
      .filter((line) => /^[A-Z][a-z]/.test(line) && !line.startsWith('Dockerfile'));
    expect(titles[0]).to.equal('Stages');
    expect(titles).to.include.members([
      'Copied to the final image',
      'Stays in the build stage',
      'Sizes',
      'Diff',
      'Next',
    ]);
    expect(out).to.match(
      /^Dockerfile: rewritten \(level standard\)\nbase golang:1\.22 -> \S+; about \d+-\d+ MB -> \d+-\d+ MB\n/,
    );
    expect(out).to.match(/^ {2}total +\d+-\d+ +\d+-\d+ +saves \d+-\d+ MB/m);
    expect(out).to.include('docker build --target build -t tools . && docker run --rm -it tools sh');
  });

  it('explain shows every line, the candidates and the plan', () => {
    const { code, out } = dockopt(['explain'], { cwd: here.path });
    expect(code).to.equal(0);
    for (let line = 2; line <= 8; line++) expect(out).to.match(new RegExp(`^ +${line}  \\w`, 'm'));
    expect(out).to.match(/^Candidates/m);
    expect(out).to.match(/every obligation holds/);
    expect(out).to.match(/^Plan\n {2}build +FROM golang:1\.22, lines 1-\d+$/m);
  });
});

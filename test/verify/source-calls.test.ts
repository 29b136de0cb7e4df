import { expect } from 'chai';
import { checkClosure } from '../../src/verify/closure.js';
import type { ClosureQuestion } from '../../src/verify/closure.js';
import { isDevelopmentFile } from '../../src/verify/development-files.js';
import { namedCalls } from '../../src/verify/named-calls.js';
import type { ListedFile } from '../../src/verify/types.js';
import { debian, facts, file, library, link, listing, program } from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

const programs = (path: string, text: string): readonly string[] => namedCalls(path, text)?.programs ?? [];

/** A source as a listing has it. */
function source(path: string, text: string): ListedFile {
  const calls = namedCalls(path, text);
  return file(text, calls === null ? {} : { calls });
}

const question: ClosureQuestion = {
  env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
  programs: [],
  entrypoint: ['node', 'server.js'],
  roots: ['/app'],
  workdir: '/app',
};

function check(before: Files, after: Files, more: Partial<ClosureQuestion> = {}): readonly string[] {
  const node = { '/usr/bin/node': program([]) };
  const sides = [before, after].map((files) => listing({ ...debian, ...node, ...files }));
  const [was, is] = sides;
  if (was === undefined || is === undefined) return [];
  return checkClosure(was, is, { ...question, ...more }).map((it) => `${it.weight} ${it.code} ${it.subject}`);
}

describe('what sources call by name', () => {
  it('is read in shell, in branches too', () => {
    const text =
      '#!/bin/sh\nif [ "$1" = report ]; then perl -e 1; fi\nlog() { date; }\nlog x | sort\necho $(git log)\n';
    expect(programs('/app/run', text)).to.have.members(['perl', 'date', 'sort', 'git']);
    expect(
      programs('/app/run.sh', 'command -v curl >/dev/null || exit 0\ncase $1 in a) jq . ;; esac'),
    ).to.deep.equal(['jq']);
    expect(programs('/app/run.sh', 'npx --yes semver 1; exec "$@"')).to.include('node_modules/.bin/semver');
  });

  it('is read in JavaScript that starts processes', () => {
    const text = [
      "const cp = require('child_process'), { execFile } = cp;",
      "cp.execFile('git', ['--version']); execFile('./node_modules/.bin/semver', []);",
      "cp.exec('convert a.png b.png | head -1'); cp.spawnSync(`ffmpeg`);",
      "// cp.exec('commented')",
      "spawn(path.join(__dirname, 'node_modules', '.bin', 'tsc')); cp.exec(`gs ${file}`)",
      '/a/.exec(name)',
    ].join('\n');
    expect(programs('/app/a.js', text)).to.have.members([
      'git',
      'convert',
      'head',
      'ffmpeg',
      'gs',
      'node_modules/.bin/semver',
      'node_modules/.bin/tsc',
    ]);
    expect(programs('/app/a.js', "/x/.exec('git')")).to.deep.equal([]);
  });

  it('is read in what compilers make of an import', () => {
    const text = [
      'const child_process_1 = require("child_process"), _child_process = child_process_1;',
      '(0, child_process_1.execFileSync)("git", ["--version"]); (0,i.execFile)("jq",[]);',
      '(0, _child_process.exec)("gs a"); (0, import_child_process.spawn)( `zip`);',
      '(0, cross_spawn_1.default)("tar"); (0, _execa.default)("hg"); (0, execa_1.execa)("svn"); spawn.sync("bzr");',
      '(0, other_1.default)("no"); (0, child_process_1.execFile)(git, ["no"]);',
    ].join('\n');
    const expected = ['git', 'jq', 'gs', 'zip', 'tar', 'hg', 'svn', 'bzr'];
    expect(programs('/app/a.js', text)).to.have.members(expected);
    expect(programs('/app/a.js', '(0, other_1.exec)("git")')).to.deep.equal([]);
  });

  it('is read in Python by the names that the source imports', () => {
    const lines = [
      "from subprocess import run, call as start\nrun(['perl', '-v']); start('jq .', shell=True)",
      "from os import (\n  path,\n  system,\n)\nsystem('gzip a')",
      "import subprocess as sp, os as o\nsp.run(args=['git']); o.popen('zip a')",
      "from subprocess import *\nPopen(shlex.split('hg log')); getoutput('svn')",
    ];
    const found = lines.map((text) => programs('/app/a.py', text));
    expect(found).to.deep.equal([['perl', 'jq'], ['gzip'], ['git', 'zip'], ['hg', 'svn']]);
    expect(programs('/app/a.py', "import os\nrun(['perl']); app.run('jq'); system('gzip')")).to.deep.equal(
      [],
    );
    expect(programs('/app/a.py', "from app import run\nimport os\nrun('perl')")).to.deep.equal([]);
  });

  it('is read in Python, PHP, Go and Rust', () => {
    const text = [
      "import subprocess, ctypes\nsubprocess.check_output(['git', '--version'])",
      "subprocess.run('ls -l | wc', shell=True); os.system('gzip a'); shutil.which('zip')",
      "ctypes.CDLL('libmagic.so.1'); find_library('zbar'); ZoneInfo('Europe/Berlin'); ZoneInfo(name)",
    ].join('\n');
    expect(namedCalls('/app/a.py', text)).to.deep.equal({
      programs: ['git', 'ls', 'wc', 'gzip', 'zip'],
      libraries: ['libmagic.so.1', 'libzbar.so'],
      zones: ['Europe/Berlin', '*'],
      imports: ['subprocess', 'ctypes'],
    });
    const php =
      "<?php shell_exec('pdftotext a'); $a->exec('not'); curl_exec('no'); new Process(['gs', '-v']);";
    expect(programs('/app/a.php', php)).to.deep.equal(['pdftotext', 'gs']);
    const go =
      'import "os/exec"\nexec.Command("git", "x")\nexec.CommandContext(ctx, "tar")\ntime.LoadLocation(z)';
    expect(namedCalls('/app/a.go', go)).to.deep.equal({
      programs: ['git', 'tar'],
      libraries: [],
      zones: ['*'],
    });
    expect(programs('/app/a.rs', 'use std::process::Command; Command::new("git")')).to.deep.equal(['git']);
    expect(namedCalls('/app/a.txt', "subprocess.run(['git'])")).to.equal(null);
  });

  it('keeps the comparison open when the candidate alone does not have it', () => {
    const app = { '/app/server.js': source('/app/server.js', "require('child_process').execFile('git')") };
    const git = { '/usr/bin/git': program(['libc.so.6']) };
    expect(check({ ...app, ...git }, app)).to.deep.equal(['unsure V-COMMAND git']);
    expect(check({ ...app, ...git }, { ...app, ...git })).to.deep.equal([]);
    expect(check(app, app)).to.deep.equal([]);
    expect(check({ ...app, ...git }, { ...git, '/usr/bin/git': file('g') })).to.deep.equal([]);
    expect(check({ ...app, ...git }, app, { expected: ['git'] })).to.deep.equal(['unsure V-COMMAND git']);
  });

  it('counts for programs of packages, beside the source or above it', () => {
    const text = "require('child_process').execFile('./node_modules/.bin/semver')";
    const app = { '/app/lib/server.js': source('/app/lib/server.js', text) };
    const bin = {
      '/app/node_modules/.bin/semver': link('../semver/bin.js'),
      '/app/node_modules/semver/bin.js': file('s'),
    };
    expect(check({ ...app, ...bin }, app)).to.deep.equal(['unsure V-COMMAND node_modules/.bin/semver']);
    expect(check({ ...app, ...bin }, { ...app, ...bin })).to.deep.equal([]);
  });

  it('counts for nothing in tests, build scripts and packages, unless they are started', () => {
    const text = "require('child_process').exec('git log')";
    const git = { '/usr/bin/git': program(['libc.so.6']) };
    for (const path of [
      '/app/test/a.js',
      '/app/gulpfile.js',
      '/app/node_modules/a/index.js',
      '/other/a.js',
    ]) {
      const app = { [path]: source(path, text) };
      expect(check({ ...app, ...git }, app), path).to.deep.equal([]);
    }
    const started = { '/app/scripts/run.js': source('/app/scripts/run.js', text) };
    const entrypoint = ['node', 'scripts/run.js'];
    expect(check({ ...started, ...git }, started, { entrypoint })).to.deep.equal(['unsure V-COMMAND git']);
    expect(isDevelopmentFile('/app/worker.js')).to.equal(false);
    expect(isDevelopmentFile('/app/src/plugins/pdf.py')).to.equal(false);
  });

  it('counts in a script of shell that is started, or that another program names', () => {
    const perl = { '/usr/bin/perl': program(['libc.so.6']) };
    const run = { '/app/bin/run.sh': source('/app/bin/run.sh', 'if [ "$1" ]; then perl -e 1; fi') };
    const entrypoint = ['/app/bin/run.sh'];
    expect(check({ ...run, ...perl }, run, { entrypoint })).to.include('unsure V-COMMAND perl');
    expect(check({ ...run, ...perl }, run)).to.deep.equal([]);
    const named = { ...run, '/app/server.js': file('s', { mentions: ['run.sh'] }) };
    expect(check({ ...named, ...perl }, named)).to.deep.equal(['unsure V-COMMAND perl']);
  });

  it('counts for libraries and zones that a program of Python asks for', () => {
    const app = { '/app/a.py': source('/app/a.py', "CDLL('libmagic.so.1')\nZoneInfo('Europe/Berlin')") };
    const data = {
      '/usr/lib/x86_64-linux-gnu/libmagic.so.1': library(),
      '/usr/share/zoneinfo/Europe/Berlin': file('z'),
    };
    expect(check({ ...app, ...data }, app)).to.deep.equal([
      'unsure V-LIBRARY libmagic.so.1',
      'unsure V-ZONE /usr/share/zoneinfo/Europe/Berlin',
    ]);
    const packaged = { '/usr/lib/python3/site-packages/tzdata/zoneinfo/Europe/Berlin': file('z') };
    expect(check({ ...app, ...data }, { ...app, ...packaged })).to.deep.equal([
      'unsure V-LIBRARY libmagic.so.1',
    ]);
  });

  it('counts for sources that were compiled, which the candidate need not hold', () => {
    const text = 'import "os/exec"\nexec.Command("git")\ntime.LoadLocation("Europe/Berlin")';
    const server = { '/app/server': program([], { elf: facts({ go: true }) }) };
    const original = {
      ...server,
      '/app/main.go': source('/app/main.go', text),
      '/app/main_test.go': source('/app/main_test.go', 'import "os/exec"\nexec.Command("tar")'),
      '/usr/bin/git': program(['libc.so.6']),
      '/usr/bin/tar': program(['libc.so.6']),
      '/usr/share/zoneinfo/Europe/Berlin': file('z'),
    };
    expect(check(original, server)).to.deep.equal([
      'unsure V-COMMAND git',
      'unsure V-ZONE /usr/share/zoneinfo/Europe/Berlin',
    ]);
    const own = { '/app/server': program([], { elf: facts({ go: true, ownZones: true }) }) };
    expect(check(original, own)).to.deep.equal(['unsure V-COMMAND git']);
  });
});

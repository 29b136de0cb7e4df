import { expect } from 'chai';
import { checkClosure } from '../../src/verify/closure.js';
import type { ClosureQuestion } from '../../src/verify/closure.js';
import type { ListedFile } from '../../src/verify/types.js';
import {
  debian,
  directory,
  facts,
  file,
  library,
  link,
  listing,
  program,
  script,
} from '../support/listings.js';

type Files = Readonly<Record<string, ListedFile>>;

const PATH = '/usr/local/bin:/usr/bin:/bin';
const plain: ClosureQuestion = { env: { PATH }, programs: [], entrypoint: [], roots: ['/app'] };

function check(
  before: Files,
  after: Files,
  question: Partial<ClosureQuestion> = {},
  base: Files = debian,
): readonly string[] {
  const findings = checkClosure(listing({ ...base, ...before }), listing({ ...base, ...after }), {
    ...plain,
    ...question,
  });
  return findings.map(({ code, weight, subject }) => `${weight} ${code} ${subject}`);
}

const SSL = '/usr/lib/x86_64-linux-gnu/libssl.so.3';
const ssl: Files = { [SSL]: library(['libc.so.6']) };
const app: Files = { '/app/server': program(['libssl.so.3', 'libc.so.6']) };

describe('closure', () => {
  it('of a complete image has nothing to tell', () => {
    expect(check({ ...ssl, ...app }, { ...ssl, ...app }, { entrypoint: ['/app/server'] })).to.deep.equal([]);
  });

  describe('libraries', () => {
    it('that a program of the app lacks count', () => {
      expect(check({ ...ssl, ...app }, app)).to.deep.equal(['different V-LIBRARY libssl.so.3']);
    });

    it('that a library of the app lacks count, and what loads it need not be known', () => {
      const addon = { '/app/node_modules/x/build/x.node': library(['libssl.so.3']) };
      expect(check({ ...ssl, ...addon }, addon)).to.deep.equal(['different V-LIBRARY libssl.so.3']);
    });

    it('that a library of a called program lacks count', () => {
      const server = { '/opt/server': program(['libssl.so.3']) };
      const crypto = { '/usr/lib/x86_64-linux-gnu/libcrypto.so.3': library() };
      const chain = { [SSL]: library(['libcrypto.so.3']), ...server };
      const question = { entrypoint: ['/opt/server'] };
      expect(check({ ...chain, ...crypto }, chain, question)).to.deep.equal([
        'different V-LIBRARY libcrypto.so.3',
      ]);
    });

    it('for a display that a package’s program lacks count only where there is a display', () => {
      const xsel = { '/app/node_modules/clipboardy/fallbacks/linux/xsel': program(['libX11.so.6']) };
      const x11 = { '/usr/lib/x86_64-linux-gnu/libX11.so.6': library() };
      const server = { '/usr/bin/Xvfb': program(['libc.so.6']) };
      const found = (more: Files, env = {}): readonly string[] =>
        check({ ...x11, ...xsel, ...more }, { ...xsel, ...more }, { env: { PATH, ...env } });
      expect(found({})).to.deep.equal(['note V-LIBRARY libX11.so.6']);
      expect(found({}, { DISPLAY: ':0' })).to.deep.equal(['different V-LIBRARY libX11.so.6']);
      expect(found(server)).to.deep.equal(['different V-LIBRARY libX11.so.6']);
      const own = { '/app/viewer': program(['libX11.so.6']) };
      expect(check({ ...x11, ...own }, own)).to.deep.equal(['different V-LIBRARY libX11.so.6']);
    });

    it('that were missing before are a note', () => {
      expect(check(app, app)).to.deep.equal(['note V-LIBRARY libssl.so.3']);
    });

    it('that a file lacks which only lies around are a note', () => {
      const plugin = { '/usr/lib/x86_64-linux-gnu/gconv/x.so': library(['libssl.so.3']) };
      expect(check({ ...ssl, ...plugin }, plugin)).to.deep.equal(['note V-LIBRARY libssl.so.3']);
    });

    it('that an extension of PHP lacks count', () => {
      const gd = {
        '/usr/local/lib/php/extensions/no-debug-non-zts-20220829/gd.so': library(['libssl.so.3']),
      };
      expect(check({ ...ssl, ...gd }, gd)).to.deep.equal(['different V-LIBRARY libssl.so.3']);
    });

    it('that a program on PATH lacks count when the original had the program', () => {
      const tool = { '/usr/bin/tool': program(['libssl.so.3']) };
      expect(check({ ...ssl, ...tool }, tool)).to.deep.equal(['different V-LIBRARY libssl.so.3']);
      expect(check(ssl, tool)).to.deep.equal(['note V-LIBRARY libssl.so.3']);
    });

    it('are found by RUNPATH with $ORIGIN, LD_LIBRARY_PATH and through links', () => {
      const own = { '/app/lib/libssl.so.3': link('libssl.so.3.0'), '/app/lib/libssl.so.3.0': library() };
      const origin = program(['libssl.so.3'], {
        elf: { ...facts({ needed: ['libssl.so.3'], runpath: ['$ORIGIN/../lib'] }) },
      });
      expect(check({ ...ssl, '/app/bin/x': origin }, { ...own, '/app/bin/x': origin })).to.deep.equal([]);
      const env = { PATH, LD_LIBRARY_PATH: '/app/lib' };
      expect(check({ ...ssl, ...app }, { ...own, ...app }, { env })).to.deep.equal([]);
      expect(check({ ...ssl, ...app }, { ...own, ...app })).to.deep.equal([
        'different V-LIBRARY libssl.so.3',
      ]);
      const broken = { '/app/lib/libssl.so.3': link('nowhere'), ...app };
      expect(check({ ...ssl, ...app }, broken, { env })).to.deep.equal(['different V-LIBRARY libssl.so.3']);
    });

    it('beside the default directories are found through the cache of the loader alone', () => {
      const local = {
        '/usr/local/lib/libssl.so.3': library(),
        '/etc/ld.so.conf': file('c', { text: '/usr/local/lib\n' }),
      };
      const cache = (text?: string): Files => ({ '/etc/ld.so.cache': file('cache', { text }) });
      const before = { ...ssl, ...app };
      expect(
        check(before, { ...local, ...app, ...cache('\0libssl.so.3\0/usr/local/lib/libssl.so.3\0') }),
      ).to.deep.equal([]);
      expect(check(before, { ...local, ...app, ...cache('glibc-ld.so.cache1.1\0') })).to.deep.equal([
        'different V-LIBRARY libssl.so.3',
      ]);
      expect(check(before, { ...local, ...app, ...cache() })).to.deep.equal([]);
    });

    it('of another machine or word size are none', () => {
      for (const elf of [facts({ machine: 183 }), facts({ bits: 32 })]) {
        expect(check({ ...ssl, ...app }, { [SSL]: library([], { elf }), ...app })).to.deep.equal([
          'different V-LIBRARY libssl.so.3',
        ]);
      }
    });

    it('that only prebuilt modules for another C library lack are a note', () => {
      const builds = '/app/node_modules/bcrypt/prebuilds/linux-x64';
      const glibc = { [`${builds}/bcrypt.glibc.node`]: library(['libc.so.6', 'libssl.so.3']) };
      const musl = { [`${builds}/bcrypt.musl.node`]: library(['libc.so.6']) };
      expect(check({ ...ssl, ...glibc, ...musl }, { ...glibc, ...musl })).to.deep.equal([
        'note V-LIBRARY libssl.so.3',
      ]);
      expect(check({ ...ssl, ...glibc }, glibc)).to.deep.equal(['different V-LIBRARY libssl.so.3']);
    });

    it('of modules for another machine are not looked for', () => {
      const arm = {
        '/app/node_modules/x/arm64.node': library(['libarm.so'], {
          elf: facts({ machine: 183, needed: ['libarm.so'] }),
        }),
      };
      expect(check(arm, arm)).to.deep.equal([]);
    });
  });

  describe('on Alpine', () => {
    const loader = '/lib/ld-musl-x86_64.so.1';
    const alpine: Files = {
      [loader]: library([], { mode: 0o755 }),
      '/lib/libc.musl-x86_64.so.1': link('ld-musl-x86_64.so.1'),
      '/bin/busybox': file('b', {
        mode: 0o755,
        elf: facts({ interpreter: loader, needed: ['libc.musl-x86_64.so.1'] }),
      }),
      '/bin/sh': link('/bin/busybox'),
      '/tmp': directory(),
    };
    const musl = (needed: readonly string[]): ListedFile =>
      file('m', {
        mode: 0o755,
        elf: facts({ interpreter: loader, needed: [...needed, 'libc.musl-x86_64.so.1'] }),
      });

    it('libraries are found in musl’s directories', () => {
      const files = { '/app/x': musl(['libpq.so.5']), '/usr/local/lib/libpq.so.5': library() };
      expect(check(files, files, {}, alpine)).to.deep.equal([]);
      expect(check(files, { '/app/x': files['/app/x'] }, {}, alpine)).to.deep.equal([
        'different V-LIBRARY libpq.so.5',
      ]);
    });

    it('a program for glibc has no loader', () => {
      const before = listing({ ...debian, ...app, ...ssl });
      const after = listing({ ...alpine, ...app });
      const codes = checkClosure(before, after, plain).map(({ code, weight }) => `${weight} ${code}`);
      expect(codes).to.include('different V-LOADER').and.include('different V-LIBRARY');
    });
  });

  describe('programs', () => {
    const node = { '/usr/local/bin/node': program(['libc.so.6']) };

    it('that start the container or are called must be there and executable', () => {
      expect(check(node, node, { entrypoint: ['node', 'a.js'] })).to.deep.equal([]);
      expect(check(node, {}, { entrypoint: ['node', 'a.js'] })).to.deep.equal(['different V-COMMAND node']);
      expect(check(node, {}, { programs: ['/usr/local/bin/node'] })).to.deep.equal([
        'different V-COMMAND /usr/local/bin/node',
      ]);
      const data = { '/usr/local/bin/node': program(['libc.so.6'], { mode: 0o644 }) };
      expect(check(node, data, { entrypoint: ['node'] })).to.deep.equal(['different V-COMMAND node']);
    });

    it('that the original lacks are a note', () => {
      const git = { '/usr/bin/git': program([]), '/bin/sh': program([]) };
      expect(check({}, {}, { programs: ['ffmpeg'] })).to.deep.equal(['note V-COMMAND ffmpeg']);
      // Another file's author may call something else instead, and needs no shell where the original had one.
      expect(check(git, {}, { expected: ['git', 'sh', '/app/server'] })).to.deep.equal([
        'unsure V-COMMAND git',
      ]);
      expect(check(git, git, { expected: ['git'] })).to.deep.equal([]);
    });

    it('are found behind those that start others, and in a line of shell', () => {
      const entry = {
        '/usr/local/bin/docker-entrypoint.sh': script('/bin/sh'),
        '/usr/bin/tini': program(['libc.so.6']),
      };
      const before = { ...node, ...entry };
      for (const entrypoint of [
        ['tini', '--', 'docker-entrypoint.sh', 'node', 'a.js'],
        ['/bin/sh', '-c', 'exec node a.js'],
        ['/bin/sh', '-c', 'cd /x && node'],
      ]) {
        expect(check(before, before, { entrypoint })).to.deep.equal([]);
        expect(check(before, entry, { entrypoint })).to.deep.equal(['different V-COMMAND node']);
      }
      expect(check({}, {}, { entrypoint: ['/bin/sh', '-c', 'cd /x || node'] })).to.deep.equal([]);
    });

    it('with a relative path are taken from the working directory', () => {
      const run = { '/app/run': program(['libc.so.6']) };
      expect(check(run, run, { entrypoint: ['./run'], workdir: '/app' })).to.deep.equal([]);
      expect(check(run, run, { entrypoint: ['./run'], workdir: '/' })).to.deep.equal([
        'note V-COMMAND ./run',
      ]);
    });

    it('of another machine count', () => {
      const arm = { '/app/server': file('arm', { mode: 0o755, elf: facts({ machine: 183 }) }) };
      expect(check({ ...ssl, ...app }, { ...ssl, ...arm }, { entrypoint: ['/app/server'] })).to.deep.equal([
        'different V-MACHINE /app/server',
      ]);
    });

    it('of another machine count when the original has one there that fits, called or not', () => {
      const fitting = {
        '/app/x.node': library(),
        '/app/node_modules/y/y.node': library(),
        '/usr/bin/z': program([]),
      };
      const arm = (path: keyof typeof fitting): Files => ({
        ...fitting,
        [path]: file('arm', { mode: 0o755, elf: facts({ machine: 183 }) }),
      });
      for (const path of ['/app/x.node', '/app/node_modules/y/y.node', '/usr/bin/z'] as const) {
        expect(check(fitting, arm(path)), path).to.deep.equal([`different V-MACHINE ${path}`]);
        expect(check(arm(path), arm(path)), path).to.deep.equal([]);
        expect(check({}, arm(path)), path).to.deep.equal([]);
      }
    });

    it('that could not be read whole keep it from proving anything', () => {
      const half = { '/app/server': program([], { elf: facts({ complete: false }) }) };
      expect(check(half, half)).to.deep.equal(['unsure V-ELF /app/server']);
    });
  });

  describe('scripts', () => {
    const python = { '/usr/bin/python3': program(['libc.so.6']) };

    it('need the program of their first line', () => {
      for (const line of ['/usr/bin/env python3', '/usr/bin/python3 -u', '/usr/bin/env -S python3 -u']) {
        const run = { '/app/run.py': script(line) };
        expect(check({ ...python, ...run }, { ...python, ...run }), line).to.deep.equal([]);
        expect(check({ ...python, ...run }, run), line).to.have.length(1);
        expect(check({ ...python, ...run }, run)[0]).to.match(/^different V-SCRIPT/);
        expect(check(run, run)[0], line).to.match(/^note V-SCRIPT/);
      }
    });

    it('of the distribution decide when they are called, those that an author put on PATH always', () => {
      const routel = { '/usr/bin/routel': script('/usr/bin/python3') };
      expect(check({ ...python, ...routel }, routel)).to.deep.equal(['note V-SCRIPT /usr/bin/python3']);
      expect(check({ ...python, ...routel }, routel, { programs: ['routel'] })[0]).to.match(/^different/);
      const own = { '/usr/local/bin/job': script('/usr/bin/python3') };
      expect(check({ ...python, ...own }, own)).to.deep.equal(['different V-SCRIPT /usr/bin/python3']);
    });

    it('of installed packages, and those that may not be executed, decide nothing', () => {
      const tool = { '/app/node_modules/x/gyp.py': script('/usr/bin/python3') };
      expect(check({ ...python, ...tool }, tool)).to.deep.equal(['note V-SCRIPT /usr/bin/python3']);
      const data = { '/app/x.py': script('/usr/bin/python3', { mode: 0o644 }) };
      expect(check({ ...python, ...data }, data)).to.deep.equal([]);
    });
  });
});

import { expect } from 'chai';
import { checkClosure } from '../../src/verify/closure.js';
import type { ClosureQuestion } from '../../src/verify/closure.js';
import type { ListedFile } from '../../src/verify/types.js';
import { debian, directory, facts, file, library, listing, program, script } from '../support/listings.js';

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
const app: Files = { '/app/server': program(['libssl.so.3', 'libc.so.6']) };

describe('system data', () => {
  const roots = { '/etc/ssl/certs/ca-certificates.crt': file('roots') };
  const asks = (names: readonly string[], go: boolean): Files => ({
    '/app/server': file('s', { mode: 0o755, names, elf: facts({ go }) }),
  });

  it('that a program of the app names must be there', () => {
    for (const [name, data] of [
      ['/etc/ssl/certs', '/etc/ssl/certs/x.pem'],
      ['/usr/share/zoneinfo', '/usr/share/zoneinfo/Europe/Berlin'],
      ['/etc/mime.types', '/etc/mime.types'],
    ] as const) {
      const asker = asks([name], false);
      const there = { [data]: file('data') };
      const code = name.includes('ssl') ? 'V-CERTIFICATES' : 'V-DATA';
      expect(check({ ...asker, ...there }, asker), name).to.deep.equal([`different ${code} ${name}`]);
      expect(check({ ...asker, ...there }, { ...asker, ...there }), name).to.deep.equal([]);
      expect(check(asker, asker), name).to.deep.equal([]);
      expect(check({ ...asker, ...there }, { '/app/a': file('a') }), name).to.deep.equal([]);
    }
  });

  it('that a library names which the program loads must be there', () => {
    const linked = { [SSL]: library([], { names: ['/etc/ssl/certs'] }), ...app };
    expect(check({ ...linked, ...roots }, linked)).to.deep.equal(['different V-CERTIFICATES /etc/ssl/certs']);
  });

  it('that Go’s library names counts for certificates alone, and any place of theirs will do', () => {
    const go = asks(['/etc/pki/tls', '/etc/ssl/certs', '/etc/mime.types', '/usr/share/zoneinfo'], true);
    const data = { '/etc/mime.types': file('m'), '/usr/share/zoneinfo/UTC': file('z') };
    expect(
      check({ ...go, ...roots, ...data }, go).filter((line) => line.startsWith('different')),
    ).to.deep.equal(['different V-CERTIFICATES-GO /etc/pki/tls']);
    for (const path of ['/etc/ssl/cert.pem', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/certs/a.0']) {
      expect(check({ ...go, ...roots }, { ...go, [path]: file('roots') }), path).to.deep.equal([]);
    }
    expect(check({ ...go, ...roots }, { ...go, '/etc/ssl/certs': directory() })).to.have.length(1);
    const env = { PATH, SSL_CERT_FILE: '/opt/roots.pem' };
    expect(check({ ...go, ...roots }, { ...go, '/opt/roots.pem': file('r') }, { env })).to.deep.equal([]);
  });

  it('of time zones counts for a program of Go that asks for them by name', () => {
    const zone = { '/usr/share/zoneinfo/Europe/Berlin': file('z') };
    const asker = (zones: boolean): Files => ({
      '/app/server': file('s', {
        mode: 0o755,
        names: ['/usr/share/zoneinfo'],
        elf: facts({ go: true, zones }),
      }),
    });
    expect(check({ ...asker(true), ...zone }, asker(true))).to.deep.equal([
      'unsure V-DATA /usr/share/zoneinfo',
    ]);
    expect(check({ ...asker(false), ...zone }, asker(false))).to.deep.equal([
      'note V-DATA /usr/share/zoneinfo',
    ]);
  });

  it('that an installed package names is a note, and Node.js has roots of its own', () => {
    const esbuild = {
      '/app/node_modules/esbuild/bin/esbuild': asks(['/etc/ssl/certs'], true)['/app/server'] ?? file(''),
    };
    expect(check({ ...esbuild, ...roots }, esbuild)).to.deep.equal(['note V-CERTIFICATES-GO /etc/ssl/certs']);
    const node = { '/usr/local/bin/node': program(['libc.so.6'], { names: ['/etc/ssl/certs'] }) };
    expect(check({ ...node, ...roots }, node, { entrypoint: ['node'] })).to.deep.equal([]);
  });

  it('for the zone that TZ sets must be there', () => {
    const zone = { '/usr/share/zoneinfo/Europe/Berlin': file('z') };
    const go = asks([], true);
    const ask = (TZ: string, after: Files): readonly string[] =>
      check({ ...go, ...zone }, { ...go, ...after }, { env: { PATH, TZ }, entrypoint: ['/app/server'] });
    expect(ask('Europe/Berlin', {})).to.deep.equal(['different V-ZONE /usr/share/zoneinfo/Europe/Berlin']);
    expect(ask('Europe/Berlin', zone)).to.deep.equal([]);
    expect(ask('UTC', {})).to.deep.equal([]);
    const node = { '/usr/local/bin/node': program(['libc.so.6']) };
    const question = { env: { PATH, TZ: 'Europe/Berlin' }, entrypoint: ['node'] };
    expect(check({ ...node, ...zone }, node, question)).to.deep.equal([
      'note V-ZONE /usr/share/zoneinfo/Europe/Berlin',
    ]);
  });

  it('for the zone that TZ sets is Node.js’ own behind a script that Node.js runs', () => {
    const zone = { '/usr/share/zoneinfo/Europe/Berlin': file('z') };
    const npm = {
      '/usr/local/bin/node': program(['libc.so.6']),
      '/usr/local/bin/npm': script('/usr/bin/env node'),
    };
    const question = { env: { PATH, TZ: 'Europe/Berlin' }, entrypoint: ['npm', 'start'] };
    expect(check({ ...npm, ...zone }, npm, question)).to.deep.equal([
      'note V-ZONE /usr/share/zoneinfo/Europe/Berlin',
    ]);
  });

  describe('for the locale that the environment sets', () => {
    const german = { '/usr/lib/locale/de_DE.utf8/LC_TIME': file('l') };
    const archive = { '/usr/lib/locale/locale-archive': file('archive') };
    const ask = (
      variables: Readonly<Record<string, string>>,
      before: Files,
      after: Files,
      called: Files = { '/usr/bin/python3': program(['libc.so.6']) },
    ): readonly string[] =>
      check(
        { ...called, ...before },
        { ...called, ...after },
        {
          env: { PATH, ...variables },
          entrypoint: Object.keys(called),
        },
      );

    it('must be there as a directory or in an archive', () => {
      for (const data of [german, archive]) {
        expect(ask({ LANG: 'de_DE.UTF-8' }, data, {})).to.deep.equal(['different V-LOCALE de_DE.UTF-8']);
        expect(ask({ LC_ALL: 'de_DE.utf8', LANG: 'C' }, data, {})).to.deep.equal([
          'different V-LOCALE de_DE.utf8',
        ]);
        expect(ask({ LANG: 'de_DE.UTF-8' }, data, data)).to.deep.equal([]);
      }
      expect(ask({ LANG: 'de_DE.UTF-8' }, german, archive)).to.deep.equal([]);
    });

    it('need not be there when it is C’s, was not there, or nothing sets it', () => {
      expect(ask({ LANG: 'C.UTF-8', LC_ALL: 'POSIX' }, archive, {})).to.deep.equal([]);
      expect(ask({ LANG: 'de_DE.UTF-8' }, {}, {})).to.deep.equal([]);
      expect(ask({ LANGUAGE: 'de' }, german, {})).to.deep.equal([]);
    });

    it('counts as much as what runs would notice', () => {
      const lost = (path: string, change = program(['libc.so.6'])): readonly string[] =>
        ask({ LANG: 'de_DE.UTF-8' }, german, {}, { [path]: change });
      expect(lost('/usr/local/bin/node')).to.deep.equal(['note V-LOCALE de_DE.UTF-8']);
      expect(lost('/app/server', asks([], true)['/app/server'])).to.deep.equal(['note V-LOCALE de_DE.UTF-8']);
      expect(lost('/usr/local/bin/php')).to.deep.equal(['unsure V-LOCALE de_DE.UTF-8']);
    });
  });

  it('of fonts are files: fontconfig’s settings show nothing', () => {
    const draws = {
      '/usr/lib/x86_64-linux-gnu/libfontconfig.so.1': library([], { names: ['/usr/share/fonts'] }),
      '/etc/fonts/fonts.conf': file('c'),
    };
    const font = { '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf': file('f') };
    const own = { ...draws, '/app/draw': program(['libfontconfig.so.1']) };
    expect(check({ ...own, ...font }, own)).to.deep.equal(['unsure V-DATA /usr/share/fonts']);
    expect(check({ ...own, ...font }, { ...own, ...font })).to.deep.equal([]);
    expect(check(own, own)).to.deep.equal([]);
    const canvas = { ...draws, '/app/node_modules/canvas/c.node': library(['libfontconfig.so.1']) };
    expect(check({ ...canvas, ...font }, canvas)).to.deep.equal(['note V-DATA /usr/share/fonts']);
    const server = { ...draws, '/app/server': program(['libc.so.6']) };
    expect(check({ ...server, ...font }, server)).to.deep.equal([]);
  });

  it('of ICU may be there in part', () => {
    const data = (size: number): Files => ({ '/usr/share/icu/74.1/icudt74l.dat': file('d', { size }) });
    const intl = {
      '/usr/lib/x86_64-linux-gnu/libicuuc.so.74': library([], { names: ['/usr/share/icu'] }),
      '/usr/local/lib/php/extensions/no-debug-non-zts-20220829/intl.so': library(['libicuuc.so.74']),
    };
    const lost = ['unsure V-DATA /usr/share/icu'];
    expect(check({ ...intl, ...data(30e6) }, { ...intl, ...data(2e6) })).to.deep.equal(lost);
    expect(check({ ...intl, ...data(30e6) }, intl)).to.deep.equal(lost);
    expect(check({ ...intl, ...data(30e6) }, { ...intl, ...data(29e6) })).to.deep.equal([]);
    const installer = { '/usr/share/icu/72.1/install-sh': file('i') };
    expect(check({ ...intl, ...installer }, intl)).to.deep.equal([]);
    const question = { entrypoint: ['node'] };
    const shares = { '/usr/lib/x86_64-linux-gnu/libicuuc.so.74': library([], { names: ['/usr/share/icu'] }) };
    const shared = { ...shares, '/usr/bin/node': program(['libicuuc.so.74']) };
    expect(check({ ...shared, ...data(30e6) }, shared, question)).to.deep.equal(lost);
    const built = { '/usr/bin/node': program(['libc.so.6'], { names: ['/usr/share/icu'] }) };
    expect(check({ ...built, ...data(30e6) }, built, question)).to.deep.equal([]);
  });

  it('of characters must be there for those that convert them, but with musl', () => {
    const tables = { '/usr/lib/x86_64-linux-gnu/gconv/EUC-JP.so': library() };
    const own = { '/app/convert': program(['libc.so.6'], { names: ['/usr/lib/gconv'] }) };
    expect(check({ ...own, ...tables }, own)).to.deep.equal(['unsure V-DATA /usr/lib/gconv']);
    expect(check({ ...own, ...tables }, { ...own, ...tables })).to.deep.equal([]);
    const musl = { '/lib/ld-musl-x86_64.so.1': library() };
    expect(check({ ...own, ...tables }, { ...own, ...musl }, {}).join()).to.not.include('gconv');
  });
});

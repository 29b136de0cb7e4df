import { expect } from 'chai';
import { checkClosure } from '../../src/verify/closure.js';
import type { ClosureQuestion } from '../../src/verify/closure.js';
import type { ListedFile } from '../../src/verify/types.js';
import { debian, directory, facts, file, library, listing, program } from '../support/listings.js';

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
});

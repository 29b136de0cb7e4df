import { expect } from 'chai';
import { dataPackages, dataPathsIn } from '../../../src/data/base-data.js';
import { memoryFileSystem } from '../../../src/project/file-system.js';
import { rewrite } from '../../../src/rewrite.js';
import type { SourceFacts } from '../../../src/transform/types.js';

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

function final(
  files: Readonly<Record<string, string>>,
  given: { readonly from?: string; readonly env?: string; readonly reads?: readonly string[] } = {},
): string {
  const { from = 'node:20', env = '', reads = [] } = given;
  const context = memoryFileSystem({
    'package.json': '{ "name": "app", "dependencies": {} }',
    'package-lock.json': '{ "name": "app", "lockfileVersion": 3, "packages": { "": { "name": "app" } } }',
    'server.js': 'console.log(1);\n',
    ...files,
  });
  const traced: SourceFacts = {
    pack: 'npm',
    imports: [],
    reads: reads.map((path) => ({ path, at: 'server.js:1' })),
    writes: [],
    spawns: [],
    env: [],
    gaps: [],
  };
  const text = `FROM ${from}\nWORKDIR /app\nCOPY . .\nRUN npm ci\n${env}CMD ["node", "server.js"]\n`;
  const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context, sources: [traced] });
  const lines = (report.text ?? '').split('\n');
  return [report.outcome, ...lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')))].join('\n');
}

describe('files of the base image that the app names', () => {
  it('come with their package where the new base lacks it', () => {
    const named = [
      final({}, { reads: [BUNDLE] }),
      final({ 'config/db.json': `{ "ca": "${BUNDLE}" }` }),
      final({}, { env: `ENV NODE_EXTRA_CA_CERTS=${BUNDLE}\n` }),
      final({}, { env: 'ENV NODE_OPTIONS=--use-openssl-ca\n' }),
    ];
    for (const text of named) expect(text).to.match(/^rewritten\nFROM node:20-slim[^]*ca-certificates \\/);
    expect(final({}, { reads: ['/etc/services'] })).to.include('netbase');
    expect(final({}, { reads: ['/etc/mime.types'] })).to.include('media-types');
  });

  it('bring nothing where the base never had them, or where nobody names them', () => {
    expect(final({}, { from: 'node:20-slim', reads: [BUNDLE] })).to.not.include('ca-certificates');
    expect(final({ 'test/tls.js': `read('${BUNDLE}')`, 'README.md': BUNDLE })).to.not.include('apt-get');
    expect(final({}, { reads: ['/etc/app/config.json', '/etc/hosts', '/run/secrets/db'] })).to.not.include(
      'apt-get',
    );
  });

  it('are found in a text by their paths', () => {
    expect(dataPathsIn(`a="${BUNDLE}", b=/etc/app.json`)).to.deep.equal([BUNDLE]);
    expect(dataPathsIn('/app/etc/services https://x/etc/services')).to.deep.equal([]);
    expect(dataPackages('/etc/ssl/certs')).to.deep.equal(['ca-certificates']);
    expect(dataPackages('/etc/ssl/private/key.pem')).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import { rewrite } from '../../src/rewrite.js';
import type { SourceFacts } from '../../src/transform/types.js';
import { finalLines, nodeApp } from '../support/apps.js';

function starting(name: string, make: string, from = 'node:20'): readonly string[] {
  const text = `FROM ${from}\n${make}\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n`;
  const traced: SourceFacts = {
    pack: 'npm',
    imports: [],
    reads: [],
    writes: [],
    spawns: [{ name, at: 'server.js:1' }],
    env: [],
    gaps: [],
  };
  return finalLines(
    rewrite({ text, source: 'Dockerfile' }, {}, { context: nodeApp, sources: [traced] }).report,
  );
}

describe('programs that commands made or fetched', () => {
  it('hold the old base when run time calls them', () => {
    for (const make of [
      'RUN printf "#!/usr/bin/env python3\\n" > /usr/local/bin/tool && chmod +x /usr/local/bin/tool',
      'RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool && chmod a+rx /usr/local/bin/tool',
      'RUN wget -O /tmp/t.tgz https://example.com/t.tgz && tar xzf /tmp/t.tgz -C /tmp && mv /tmp/t/tool /usr/local/bin/tool',
      'ADD https://example.com/tool /usr/local/bin/tool',
    ])
      expect(starting('tool', make)[0], make).to.equal('FROM node:20 AS runtime');
  });

  it('come along when they are known to need nothing, and stay behind when nothing calls them', () => {
    const fetched = (name: string): string =>
      `RUN curl -fsSL https://example.com/x -o /usr/local/bin/${name} && chmod +x /usr/local/bin/${name}`;
    expect(starting('jq', fetched('jq')).join('\n')).to.match(/^FROM node:20-slim[^]*\/usr\/local\/bin\/jq/);
    expect(starting('node', fetched('tool'))[0]).to.match(/^FROM node:20-slim/);
  });

  it('are no question for a script of the build context', () => {
    expect(starting('tool', 'COPY bin/tool /usr/local/bin/tool')[0]).to.match(/^FROM node:20-slim/);
  });
});

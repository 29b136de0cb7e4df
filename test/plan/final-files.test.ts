import { expect } from 'chai';
import { buildLines, finalLines, rewriteGo, rewriteNode } from '../support/apps.js';

const APP = 'WORKDIR /app\nCOPY . .\nRUN npm ci\n';
const START = 'CMD ["node", "server.js"]\n';

function final(...lines: readonly string[]): readonly string[] {
  return finalLines(rewriteNode(`FROM node:20\n${lines.join('\n')}\n`));
}

describe('files of the final stage', () => {
  it('has the app and the slim base', () => {
    expect(final(APP, START)).to.deep.equal([
      'FROM node:20-slim AS runtime',
      'WORKDIR /app',
      'COPY --from=build /app /app',
      'CMD ["node", "server.js"]',
    ]);
  });

  it('has data that a command put into /opt, which the app may read', () => {
    const lines = final(
      'RUN mkdir -p /opt/m && curl -fsSL -o /opt/m/a.bin https://example.com/a',
      APP,
      START,
    );
    expect(lines).to.include('COPY --from=build /opt/m/a.bin /opt/m/a.bin');
  });

  it('leaves a program out that nothing calls, and has it when something does', () => {
    const fetch =
      'RUN curl -fsSL -o /usr/local/bin/probe https://example.com/p && chmod +x /usr/local/bin/probe';
    expect(final(fetch, APP, START).join('\n')).to.not.include('probe');
    expect(final(fetch, APP, 'HEALTHCHECK CMD probe', START)).to.include(
      'COPY --from=build /usr/local/bin/probe /usr/local/bin/probe',
    );
  });

  it('is not written when an archive is unpacked over directories of the base', () => {
    const lines = final('RUN curl -fsSL https://example.com/x.tgz | tar -xz -C /usr/local', APP, START);
    expect(lines[0]).to.equal('refused');
    expect(lines[1]).to.match(/^H-UNKNOWN-CMD curl .*: it unpacks into \/usr\/local/);
  });

  it('takes directories of the base file by file, so that a called script is known', () => {
    const lines = final('COPY bin/ /usr/local/bin/', APP, 'HEALTHCHECK CMD tool', START);
    expect(lines).to.include('COPY bin/ /usr/local/bin/');
  });

  it('never copies the root directory as a tree', () => {
    const lines = final('COPY . /', 'RUN npm ci', 'CMD ["node", "/server.js"]');
    expect(lines).to.include('COPY --from=build /node_modules /node_modules');
    expect(lines.join('\n')).to.not.match(/COPY --from=build \/ \//);
  });

  it('makes a link again instead of copying what it points to', () => {
    const lines = final(APP, 'RUN ln -s /app/bin/tool /usr/local/bin/tool', 'HEALTHCHECK CMD tool', START);
    expect(lines).to.include('RUN ln -s /app/bin/tool /usr/local/bin/tool');
    expect(lines.join('\n')).to.not.include('COPY --from=build /usr/local/bin/tool');
  });

  it('never brings back what the input removes', () => {
    const lines = final(
      'RUN echo secret > /root/.npmrc',
      'WORKDIR /app',
      'COPY . .',
      'RUN npm ci && rm -f /root/.npmrc',
      START,
    );
    expect(lines.join('\n')).to.not.include('.npmrc');
    const kept = final('RUN echo secret > /root/.npmrc', APP, START);
    expect(kept).to.include('COPY --from=build /root/.npmrc /root/.npmrc');
  });

  it('has empty directories that the app was given, in /tmp and /var/cache too', () => {
    const lines = final(APP, 'RUN mkdir -p /tmp/up && chown node /tmp/up', 'USER node', START);
    expect(lines).to.include('RUN mkdir -p /tmp/up && chown node /tmp/up');
    const scratch = final(
      'RUN mkdir -p /tmp/b && cd /tmp/b && curl -fsSLO https://example.com/b.sh',
      APP,
      START,
    );
    expect(scratch.join('\n')).to.not.include('/tmp/b');
  });

  it('has the files of here-documents', () => {
    const report = rewriteNode(
      '# syntax=docker/dockerfile:1\nFROM node:20\nCOPY <<a.conf <<b.conf /etc/conf/\na\na.conf\nb\nb.conf\n' +
        APP +
        START,
    );
    expect(finalLines(report)).to.include('COPY <<a.conf <<b.conf /etc/conf/');
    expect(buildLines(report)).to.not.include('COPY <<a.conf <<b.conf /etc/conf/');
  });

  it('does not copy what a repeated COPY brings', () => {
    const report = rewriteGo(
      'FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nCOPY conf /etc/app\n' +
        'RUN CGO_ENABLED=0 go build -o server .\nCMD ["./server", "-config", "/etc/app/app.conf"]\n',
    );
    expect(
      finalLines(report).filter((line) => line.includes('/etc/app') && line.startsWith('COPY')),
    ).to.deep.equal(['COPY conf /etc/app']);
  });
});

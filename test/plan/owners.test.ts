import { expect } from 'chai';
import { buildLines, finalLines, rewriteGo, rewriteNode } from '../support/apps.js';

const START = 'USER node\nCMD ["node", "server.js"]\n';

function rewritten(...lines: readonly string[]): ReturnType<typeof rewriteNode> {
  return rewriteNode(`FROM node:20\n${lines.join('\n')}\n`);
}

describe('owners in the final stage', () => {
  it('gives an empty directory to the user that had it', () => {
    const lines = finalLines(
      rewritten('WORKDIR /app', 'COPY . .', 'RUN npm ci', 'RUN mkdir /data && chown node:node /data', START),
    );
    expect(lines).to.include('RUN mkdir /data && chown node:node /data');
    expect(lines.join('\n')).to.not.include('COPY --from=build /data');
  });

  it('does so when a nested shell makes it', () => {
    const lines = finalLines(
      rewritten(
        'WORKDIR /app',
        'COPY . .',
        'RUN npm ci',
        'RUN sh -c "mkdir /data && chown node /data"',
        START,
      ),
    );
    expect(lines).to.include('RUN sh -c "mkdir /data && chown node /data"');
  });

  it('sets the owner of the app directory itself, which COPY --from does not keep', () => {
    const lines = finalLines(
      rewritten('WORKDIR /app', 'COPY . .', 'RUN npm ci && chown -R node:node /app', START),
    );
    expect(lines).to.include('RUN mkdir -p /app && chown node:node /app');
    const root = finalLines(rewritten('WORKDIR /app', 'COPY . .', 'RUN npm ci', START));
    expect(root.join('\n')).to.not.include('chown');
  });

  it('does not set owners a second time on what is copied', () => {
    const lines = finalLines(
      rewritten(
        'WORKDIR /app',
        'COPY . .',
        'RUN npm ci',
        'RUN mkdir -p /data && chown -R node:node /app /data',
        START,
      ),
    );
    expect(lines).to.include('RUN mkdir -p /data && chown -R node:node /data');
    expect(lines).to.include('RUN mkdir -p /app && chown node:node /app');
  });

  it('follows a build argument', () => {
    const lines = finalLines(
      rewritten(
        'ARG ID=1234',
        'RUN useradd -u $ID app',
        'WORKDIR /app',
        'COPY --chown=$ID . .',
        'RUN npm ci && chown -R $ID /app',
        'USER $ID',
        'CMD ["node", "server.js"]',
      ),
    );
    expect(lines).to.include('RUN mkdir -p /app && chown $ID /app');
  });

  it('keeps the base when a system group would get another number', () => {
    const app = 'WORKDIR /app\nCOPY --chown=app:app . .\nRUN npm ci\nUSER app\nCMD ["node", "server.js"]';
    expect(finalLines(rewritten('RUN adduser --system --group app', app))[0]).to.equal(
      'FROM node:20 AS runtime',
    );
    expect(finalLines(rewritten('RUN adduser --system --group --uid 1500 app', app))[0]).to.equal(
      'FROM node:20-slim AS runtime',
    );
    expect(finalLines(rewritten('RUN groupadd -r app && useradd -r -g app app', app))[0]).to.equal(
      'FROM node:20-slim AS runtime',
    );
  });

  it('prunes as a user that may change the packages', () => {
    const gate = 'USER node\nRUN npm test\nCMD ["node", "server.js"]';
    const byRoot = rewritten('WORKDIR /app', 'COPY . .', 'RUN npm ci', gate);
    expect(buildLines(byRoot).slice(-2)).to.deep.equal(['USER root', 'RUN npm prune --omit=dev']);
    const given = rewritten('WORKDIR /app', 'COPY . .', 'RUN npm ci && chown -R node /app', gate);
    expect(buildLines(given)).to.not.include('USER root');
    expect(buildLines(given).at(-1)).to.equal('RUN npm prune --omit=dev');
  });
});

describe('a user by its number', () => {
  const go = (user: string): readonly string[] =>
    finalLines(
      rewriteGo(
        `FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o s .\nUSER ${user}\nCMD ["./s"]\n`,
      ),
    );
  it('keeps the home directory and name that the old base gives it', () => {
    expect(go('33:33')[0]).to.equal('FROM debian:bookworm-slim AS runtime');
    expect(go('4242')[0]).to.match(/^FROM gcr\.io\/distroless\/static-debian12/);
  });
});

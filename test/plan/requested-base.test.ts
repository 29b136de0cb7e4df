import { expect } from 'chai';
import type { RewriteOptions } from '../../src/rewrite.js';
import { finalLines, rewriteGo, rewriteNode } from '../support/apps.js';

const NODE = 'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n';

function go(image: string, build = 'go build -o server .'): string {
  return `FROM ${image}\nWORKDIR /app\nCOPY . .\nRUN ${build}\nCMD ["./server"]\n`;
}

function node(options: RewriteOptions): readonly string[] {
  return finalLines(rewriteNode(NODE, options));
}

describe('--base', () => {
  it('is refused when it is another version of the same image', () => {
    for (const base of ['node:18-slim', 'node:slim', 'node:22', 'gcr.io/distroless/nodejs18-debian12']) {
      const lines = node({ base });
      expect(lines[1], base).to.match(/^E-BASE-UNFIT .*another version than node:20/);
    }
    expect(rewriteNode(NODE, { base: 'node:18-slim' }).refusals[0]?.unlock).to.include('node:20-slim');
  });

  it('is taken when the version stays', () => {
    for (const base of ['node:20-slim', 'node:20-bookworm-slim', 'node:20-trixie-slim'])
      expect(node({ base })[0], base).to.equal(`FROM ${base} AS runtime`);
  });

  it('is refused when its C library is older, and when that is not known', () => {
    for (const base of ['debian:bullseye-slim', 'debian:11-slim', 'ubuntu:22.04', 'golang:1.22-bullseye'])
      expect(finalLines(rewriteGo(go('golang:1.22'), { base }))[1], base).to.match(
        /^E-BASE-UNFIT .*older than that of golang:1\.22/,
      );
    expect(finalLines(rewriteGo(go('golang:latest'), { base: 'debian:bookworm-slim' }))[1]).to.match(
      /^E-BASE-UNFIT .*is not known/,
    );
    expect(node({ base: 'node:20-bullseye-slim' })[1]).to.match(/^E-BASE-UNFIT .*older/);
  });

  it('is taken when its C library is as new or newer', () => {
    for (const base of [
      'debian:bookworm-slim',
      'debian:12-slim',
      'debian:trixie-slim',
      'debian:stable-slim',
      'ubuntu:24.04',
    ])
      expect(finalLines(rewriteGo(go('golang:1.22'), { base }))[0], base).to.equal(`FROM ${base} AS runtime`);
  });

  it('may be older or of another C library for a static program', () => {
    const text = go('golang:1.22', 'CGO_ENABLED=0 go build -o server .');
    for (const base of ['debian:bullseye-slim', 'alpine:3.19'])
      expect(finalLines(rewriteGo(text, { base }))[0], base).to.equal(`FROM ${base} AS runtime`);
    expect(finalLines(rewriteGo(go('golang:1.22'), { base: 'alpine:3.19' }))[1]).to.match(
      /^H-LIBRARIES-UNKNOWN .*glibc.*musl/,
    );
  });
});

describe('--keep', () => {
  it('installs a package of the old base where the new one lacks it', () => {
    expect(node({ keep: ['imagemagick'] }).join('\n')).to.match(/no-install-recommends imagemagick\b/);
    expect(node({ keep: ['git'] }).join('\n')).to.match(/ca-certificates git openssh-client/);
    expect(node({ keep: ['tzdata'] }).join('\n')).to.not.include('apt-get');
  });

  it('refuses a package that is not known or that was never there', () => {
    expect(node({ keep: ['nosuchpackage'] })[1]).to.match(/^E-KEEP-UNKNOWN .*no package of that name/);
    expect(node({ keep: ['htop'] })[1]).to.match(/^E-KEEP-UNKNOWN .*neither node:20 nor a command/);
    expect(rewriteNode(NODE, { keep: ['convert'] }).refusals[0]?.unlock).to.include('--keep imagemagick');
  });

  it('takes a package that the Dockerfile installs, known or not', () => {
    const text = NODE.replace('COPY', 'RUN apt-get update && apt-get install -y acme-tools htop\nCOPY');
    const lines = finalLines(rewriteNode(text, { keep: ['acme-tools', 'htop'] }));
    expect(lines.join('\n')).to.match(/acme-tools[\s\\]+htop/);
  });

  it('refuses a relative path and says which one is meant', () => {
    const { refusals } = rewriteNode(NODE, { keep: ['dist/public'] });
    expect(refusals[0]?.code).to.equal('E-KEEP-UNKNOWN');
    expect(refusals[0]?.unlock).to.include('/app/dist/public');
    expect(node({ keep: ['/app/dist/public'] })[0]).to.match(/^FROM node:20-slim/);
  });
});

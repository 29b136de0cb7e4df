import { expect } from 'chai';
import { finalLines, rewriteNode } from '../support/apps.js';

const APP = 'WORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n';

function stages(text: string | null): readonly string[] {
  return (text ?? '').split('\n').filter((line) => line.startsWith('FROM'));
}

describe('stage names', () => {
  it('stay on the stage that carries the run-time contract', () => {
    const { text } = rewriteNode(`FROM node:20 AS app\n${APP}`);
    expect(stages(text)).to.deep.equal(['FROM node:20 AS build', 'FROM node:20-slim AS app']);
  });

  it('make way for names that the input has already', () => {
    expect(stages(rewriteNode(`FROM node:20 AS build\n${APP}`).text)).to.deep.equal([
      'FROM node:20 AS build-2',
      'FROM node:20-slim AS build',
    ]);
    const clash = rewriteNode(
      `FROM alpine:3.20 AS runtime\nFROM node:20\nCOPY --from=runtime /etc/os-release /x\n${APP}`,
    );
    expect(stages(clash.text)).to.deep.equal([
      'FROM alpine:3.20 AS runtime',
      'FROM node:20 AS build',
      'FROM node:20-slim AS runtime-2',
    ]);
  });

  it('replace numbers in COPY --from and in mounts', () => {
    const report = rewriteNode(
      `# syntax=docker/dockerfile:1\nFROM alpine:3.20\nRUN echo a > /x\nFROM node:20\nCOPY --from=0 /x /x\n` +
        `RUN --mount=type=bind,from=0,source=/x,target=/mnt/x cat /mnt/x\n${APP}`,
    );
    expect(report.text).to.include('FROM alpine:3.20 AS build\n');
    expect(report.text).to.include('COPY --from=build /x /x\n');
    expect(report.text).to.include('RUN --mount=type=bind,from=build,source=/x,target=/mnt/x cat /mnt/x\n');
    expect(report.text).to.not.match(/from=\d/);
    expect(finalLines(report)).to.include('COPY --from=build-2 /app /app');
  });

  it('leave the stages after the target as they are', () => {
    const rest = 'FROM app AS debug\nENV DEBUG=1\nCMD ["node", "--inspect", "server.js"]\n';
    const { text } = rewriteNode(`FROM node:20 AS app\n${APP}${rest}`, { target: 'app' });
    expect(text?.endsWith(rest)).to.equal(true);
    expect(text).to.include('FROM node:20-slim AS app\n');
  });
});

describe('arguments and variables', () => {
  it('are declared again before what reads them, with their default', () => {
    const lines = finalLines(
      rewriteNode(
        `FROM node:20\nARG PORT=3000\nENV PORT=$PORT\nARG UNREAD=1\nWORKDIR /app\nCOPY . .\nRUN npm ci\nEXPOSE $PORT\nCMD ["node", "server.js"]\n`,
      ),
    );
    expect(lines.slice(1, 3)).to.deep.equal(['ARG PORT=3000', 'ENV PORT=$PORT']);
    expect(lines).to.include('EXPOSE $PORT');
    expect(lines).to.not.include('ARG UNREAD=1');
  });

  it('keep each value that a redeclared argument had', () => {
    const lines = finalLines(rewriteNode(`FROM node:20\nARG M=a\nENV A=$M\nARG M=b\nENV B=$M\n${APP}`));
    expect(lines.slice(1, 5)).to.deep.equal(['ARG M=a', 'ENV A=$M', 'ARG M=b', 'ENV B=$M']);
  });
});

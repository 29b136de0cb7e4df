import { expect } from 'chai';
import { nodeApp, rewriteNode } from '../support/apps.js';
import { rewrite } from '../../src/rewrite.js';

const INPUT = `# syntax=docker/dockerfile:1

# The app
FROM node:20

# ports
EXPOSE 3000
# build it
WORKDIR   /app
COPY package*.json ./
RUN npm ci \\
    # a comment inside
    && npm cache   clean --force

COPY . .
# start
CMD [ "node",  "server.js" ]
# the end`;

function text(input: string): string {
  const report = rewriteNode(input);
  expect(report.outcome, report.refusals.map((each) => each.message).join('\n')).to.equal('rewritten');
  return report.text ?? '';
}

describe('emission', () => {
  it('keeps instructions, comments and blank lines byte for byte', () => {
    expect(text(INPUT)).to.equal(`# syntax=docker/dockerfile:1

# The app
FROM node:20 AS build
# build it
WORKDIR   /app
COPY package*.json ./
RUN npm ci \\
    # a comment inside
    && npm cache   clean --force

COPY . .
RUN npm prune --omit=dev

FROM node:20-slim AS runtime

# ports
EXPOSE 3000
WORKDIR   /app
COPY --from=build /app /app
# start
CMD [ "node",  "server.js" ]
# the end`);
  });

  it('keeps CRLF, a BOM and a last line without an end', () => {
    const unix = text(INPUT);
    const crlf = text(INPUT.replaceAll('\n', '\r\n'));
    expect(crlf).to.equal(unix.replaceAll('\n', '\r\n'));
    expect(text(`\uFEFF${INPUT}`)).to.equal(`\uFEFF${unix}`);
    expect(text(`${INPUT}\n\n`)).to.equal(`${unix}\n\n`);
  });

  it('continues lines with the escape of the file', () => {
    const long = 'libgtk-3-0 libnss3 libasound2 libgbm1 libxss1 fonts-liberation ffmpeg';
    const input = `# escape=\`\nFROM node:20\nRUN apt-get update && \`\n  apt-get install -y ${long} gcc\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n`;
    const final = text(input).split('AS runtime\n')[1] ?? '';
    expect(final).to.match(/^RUN apt-get update `\n {4}&& apt-get install -y/);
    expect(final).to.not.include('\\\n');
  });

  it('gives here-documents back as they stand', () => {
    const run = "RUN <<-'EOT'\n\tset -e\n\tnpm ci # $HOME\n\tEOT\n";
    expect(
      text(
        `# syntax=docker/dockerfile:1\nFROM node:20\nWORKDIR /app\nCOPY . .\n${run}CMD ["node", "server.js"]\n`,
      ),
    ).to.include(run);
  });

  it('takes the case of the input for AS', () => {
    expect(text('from node:20\nworkdir /app\ncopy . .\nrun npm ci\ncmd ["node", "server.js"]\n')).to.match(
      /^from node:20 as build\n/,
    );
  });

  it('gives the input back when it refuses', () => {
    const input = INPUT.replace('RUN npm ci', 'RUN curl https://example.com/x | bash && npm ci');
    const report = rewrite({ text: input, source: 'Dockerfile' }, {}, { context: nodeApp }).report;
    expect(report.outcome).to.equal('refused');
    expect(report.text).to.equal(input);
  });
});

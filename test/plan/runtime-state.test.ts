import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';

const writes =
  'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tos.WriteFile("state.json", nil, 0o600)\n\thttp.ListenAndServe(":80", nil)\n}\n';
const zoned =
  'package main\n\nimport (\n\t"os"\n\t"time"\n)\n\nfunc main() {\n\ttime.LoadLocation(os.Args[1])\n}\n';

/** The final stage of a rewrite, with the source of the one Go file that is built. */
function finalStage(text: string, main = writes, more: Readonly<Record<string, string>> = {}): string {
  const context = memoryFileSystem({
    'go.mod': 'module example.org/app\n\ngo 1.22\n',
    'main.go': main,
    ...more,
  });
  const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
  expect(report.outcome).to.equal('rewritten');
  const out = report.text ?? '';
  return out.slice(out.lastIndexOf('\nFROM ') + 1);
}

const BUILD = 'WORKDIR /app\nCOPY . .\nRUN go build -o server .\n';

describe('what the started program meets', () => {
  it('is a directory of the same owner, also when only the program is copied into it', () => {
    const text = finalStage(
      'FROM golang:1.22-bookworm\nRUN useradd -m app\nWORKDIR /app\nRUN chown app /app\nUSER app\nCOPY --chown=app . .\nRUN go build -o server .\nCMD ["./server"]\n',
    );
    expect(text).to.include('COPY --from=build /app/server /app/server');
    expect(text.indexOf('chown app /app')).to.be.within(0, text.indexOf('USER app'));
  });

  it('belongs to a user that the same command makes first', () => {
    const text = finalStage(
      `FROM golang:1.22-alpine3.20\n${BUILD}RUN adduser -D app && chown -R app /app\nUSER app\nCMD ["./server"]\n`,
    );
    expect(text.indexOf('chown app /app')).to.be.greaterThan(text.indexOf('adduser -D app'));
    expect(text.indexOf('USER app')).to.be.greaterThan(text.indexOf('chown app /app'));
  });

  it('is the local time zone, although its package leaves again', () => {
    const text = finalStage(
      `FROM golang:1.22-alpine3.20\nRUN apk add --no-cache tzdata && cp /usr/share/zoneinfo/Asia/Tokyo /etc/localtime && apk del tzdata\n${BUILD}CMD ["./server"]\n`,
    );
    expect(text).to.include('COPY --from=build /etc/localtime /etc/localtime');
    expect(text).to.not.include('/usr/share/zoneinfo');
  });

  it('is the same set of time zones on a base that has none', () => {
    const shell = 'CMD ./server $ZONE\n';
    expect(finalStage(`FROM golang:1.22-alpine3.20\n${BUILD}${shell}`, zoned)).to.match(
      /^FROM alpine:[\s\S]*COPY --from=build \S*zoneinfo\.zip/,
    );
    expect(finalStage(`FROM golang:1.22-alpine3.20\n${BUILD}CMD ["./server", "UTC"]\n`, zoned)).to.match(
      /^FROM gcr\.io(?![\s\S]*zoneinfo\.zip)/,
    );
  });

  it('is no program that the old image lacked as well', () => {
    const text = finalStage(
      `FROM golang:1.22-bookworm\n${BUILD}CMD ["./wait.sh", "db:1", "--", "./server"]\n`,
      writes,
      { 'wait.sh': '#!/bin/bash\nnc -z db 1\nshift 2\nexec "$@"\n' },
    );
    expect(text).to.match(/^FROM debian:bookworm-slim/);
    expect(text).to.not.include('netcat');
  });

  it('is a tool whose package has another name: no base is taken that lacks it', () => {
    const starts = 'package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("mmdc", "-h").Run() }\n';
    const context = memoryFileSystem({ 'go.mod': 'module example.org/app\n\ngo 1.22\n', 'main.go': starts });
    const text = `FROM golang:1.22-bookworm\nRUN apt-get update && apt-get install -y nodejs npm && npm install -g @mermaid-js/mermaid-cli\n${BUILD}CMD ["./server"]\n`;
    const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
    if (report.outcome === 'rewritten') expect(report.text).to.match(/runtime[\s\S]*mermaid/);
    else expect(report.outcome).to.equal('refused');
  });

  it('is a downloaded program on a base where whatever it needs can be', () => {
    const starts = 'package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("kubectl").Run() }\n';
    const text = finalStage(
      `FROM golang:1.22-bookworm\nRUN curl -Lo /usr/local/bin/kubectl https://example.org/kubectl && chmod +x /usr/local/bin/kubectl\n${BUILD.replace('go build', 'CGO_ENABLED=0 go build')}CMD ["./server"]\n`,
      starts,
    );
    expect(text).to.match(/^FROM debian:bookworm-slim[\s\S]*\/usr\/local\/bin\/kubectl/);
  });

  it('is a downloaded tool that the start command calls first', () => {
    const text = finalStage(
      `FROM golang:1.22-alpine3.20\nRUN go install example.org/tools/migrate@v1.2.3\n${BUILD}CMD migrate up && ./server\n`,
    );
    expect(text).to.match(/COPY --from=build \S*\/go\/bin\/migrate /);
    expect(text).to.match(/ENV PATH=\/go\/bin:/);
  });
});

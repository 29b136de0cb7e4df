import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';

const context = memoryFileSystem({
  'go.mod': 'module example.org/greet\n\ngo 1.22\n',
  'main.go': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
});

function rewritten(text: string): string {
  const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
  expect(report.outcome).to.equal('rewritten');
  return report.text ?? '';
}

function finalStage(text: string): string {
  return text.slice(text.lastIndexOf('\nFROM ') + 1);
}

describe('environment of the old base', () => {
  it('is given again where an instruction of the final stage reads it', () => {
    const text = rewritten(
      'FROM golang:1.22-bookworm\nWORKDIR $GOPATH/src/greet\nCOPY . .\nRUN go build -o /greet .\nCMD ["/greet"]\n',
    );
    expect(finalStage(text)).to.match(
      /^FROM gcr\.io\S+ AS runtime\nENV GOPATH=\/go\nWORKDIR \$GOPATH\/src\/greet\n/,
    );
  });

  it('is not given where the author sets it, or where nothing reads it', () => {
    const own = rewritten(
      'FROM golang:1.22-bookworm\nENV GOPATH=/work\nWORKDIR $GOPATH/src/greet\nCOPY . .\nRUN GO111MODULE=on go build -o /greet .\nCMD ["/greet"]\n',
    );
    expect(finalStage(own)).to.not.include('GOPATH=/go');
    const unread = rewritten(
      'FROM golang:1.22-bookworm\nWORKDIR /src\nCOPY . .\nRUN go build -o /greet .\nCMD ["/greet"]\n',
    );
    expect(finalStage(unread)).to.not.include('GOPATH');
  });
});

describe('packages that the new base makes needless', () => {
  const file = (packages: string): string =>
    `FROM golang:1.22-alpine3.20\nRUN apk add --no-cache ${packages}\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o greet .\nCMD ["/app/greet"]\n`;

  it('are left out on a base that holds their files', () => {
    const text = finalStage(rewritten(file('ca-certificates tzdata')));
    expect(text).to.match(/^FROM gcr\.io\/distroless\/static/);
    expect(text).to.not.include('apk');
  });

  it('keep a base with a package manager where it does not', () => {
    const text = finalStage(rewritten(file('tzdata mailcap')));
    expect(text).to.match(/^FROM alpine:3\.20/);
    expect(text).to.match(/apk add --no-cache .*mailcap/);
  });
});

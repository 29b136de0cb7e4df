import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite, type RewriteOptions } from '../../src/rewrite.js';

const APP = {
  'package.json': '{ "name": "app", "dependencies": {} }',
  'package-lock.json': '{ "name": "app", "lockfileVersion": 3, "packages": { "": { "name": "app" } } }',
  'a.js': 'console.log(1);\n',
};

function shown(
  lines: readonly string[],
  options: RewriteOptions = {},
  files: object | null = APP,
): readonly string[] {
  const text = `${lines.join('\n')}\n`;
  const context = files === null ? {} : { context: memoryFileSystem({ ...files }) };
  const { report } = rewrite({ text, source: 'Dockerfile' }, options, context);
  expect(report.outcome).to.equal('refused');
  return report.refusals.map((each) => `${each.code}: ${each.message}: ${each.unlock}`);
}

const NODE = ['FROM node:20', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', 'CMD ["node", "a.js"]'];

describe('what a refusal tells to do', () => {
  it('is about the image of --base when dockopt does not know that, and about nothing else', () => {
    const found = shown(NODE, { base: 'nosuch:1' });
    expect(found).to.have.length(1);
    expect(found[0]).to.match(/^E-BASE-UNKNOWN: .*nosuch:1.*: use --base /);
  });

  it('names both C libraries when they differ', () => {
    const found = shown(NODE, { base: 'node:20-alpine' }).join('\n');
    expect(found).to.match(/H-LIBRARIES-UNKNOWN: node:20 has glibc .*node:20-alpine has musl/);
  });

  it('does not speak of Go for another language on scratch, and does for Go', () => {
    expect(shown(NODE, { base: 'scratch' }).join('\n')).to.not.include('CGO_ENABLED');
    const go = ['FROM golang:1.22', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app .', 'CMD ["/app"]'];
    const files = {
      'go.mod': 'module example.com/a\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { _ = http.ListenAndServe(":80", nil) }\n',
    };
    expect(shown(go, { base: 'scratch' }, files).join('\n')).to.include('CGO_ENABLED=0');
  });

  it('asks for the context alone when nothing else is missing', () => {
    const found = shown(['FROM node:20', 'COPY . .', 'CMD ["node", "a.js"]'], {}, null);
    for (const each of found) expect(each).to.match(/^E-CONTEXT-MISSING: .*: give the build context/);
    const strange = shown(['FROM golang:1.22', 'WORKDIR /src', 'COPY . .', 'CMD ["./run-me"]'], {}, null);
    expect(strange.join('\n')).to.include('--context DIR');
  });

  it('does not ask for the context of an app in another language', () => {
    const found = shown(['FROM python:3.12', 'COPY . .', 'CMD ["python", "app.py"]'], {}, null);
    expect(found[0]).to.match(/^E-ENTRY-UNKNOWN: .*: divide the stage by hand/);
  });

  it('asks for a literal name in CMD where a variable stands, and for a CMD where there is none', () => {
    for (const files of [APP, null]) {
      const computed = shown([...NODE.slice(0, -1), 'CMD node $APP'], {}, files);
      expect(computed[0]).to.match(/^E-ENTRY-UNKNOWN: .*literally in CMD instead of \$APP$/);
    }
    expect(shown(NODE.slice(0, -1))[0]).to.match(/^E-ENTRY-UNKNOWN: .*: start the app in CMD$/);
  });
});

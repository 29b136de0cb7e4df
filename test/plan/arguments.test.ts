import { expect } from 'chai';
import { rewrite } from '../../src/rewrite.js';
import { memoryFileSystem } from '../../src/project/file-system.js';

describe('build arguments', () => {
  it('stay declared in one stage although nothing reads them', () => {
    const text = [
      'FROM golang:1.22',
      'WORKDIR /app',
      'COPY . .',
      'RUN go build -o server .',
      '# set by the pipeline',
      'ARG REVISION=none',
      'CMD ["./server"]',
      '',
    ].join('\n');
    const context = memoryFileSystem({
      'go.mod': 'module example.com/x\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("x") }\n',
    });
    const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context });
    expect(report.outcome).to.equal('rewritten');
    const build = (report.text ?? '').split('AS runtime')[0] ?? '';
    expect(build).to.include('# set by the pipeline\nARG REVISION=none');
  });
});

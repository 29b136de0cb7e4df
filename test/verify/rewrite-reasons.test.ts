import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewrite } from '../../src/rewrite.js';
import { leftOutByPlan } from '../../src/verify/rewrite-reasons.js';

const files = {
  'go.mod': 'module example.com/a\n\ngo 1.22\n',
  'main.go':
    'package main\n\nimport "os"\n\nfunc main() { b, _ := os.ReadFile("page.html"); os.Stdout.Write(b) }\n',
  'page.html': '<p>',
  'notes.txt': 'x',
};
const text = 'FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\nCMD ["./server"]\n';

describe('what the plan of a rewrite says of a lost file', () => {
  it('accounts for what it does not copy, and not for what it does', () => {
    const { report } = rewrite({ text, source: 'Dockerfile' }, {}, { context: memoryFileSystem(files) });
    const reason = leftOutByPlan(report);
    expect(reason('/app/notes.txt')).to.contain('nothing that runs');
    expect(reason('/app/page.html')).to.equal(null);
    expect(reason('/app/server')).to.equal(null);
  });

  it('accounts for nothing of a candidate from elsewhere', () => {
    expect(leftOutByPlan(null)('/app/notes.txt')).to.equal(null);
  });
});

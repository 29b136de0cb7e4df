import { expect } from 'chai';
import { compareLogs, isErrorLine, isMissingLine, logLines } from '../../src/verify/log-lines.js';

describe('lines of a log', () => {
  it('leaves out stack frames and what package managers say of themselves', () => {
    const text = [
      '> app@1.0.0 start',
      '> node index.js',
      '',
      'npm notice New major version of npm available!',
      "Error: Cannot find module 'x'",
      '    at Module._load (node:internal/modules/cjs/loader:1:2)',
    ].join('\n');
    expect([...logLines(text)]).to.deep.equal(["Error: Cannot find module 'x'"]);
  });

  it('tells errors and missing things from news', () => {
    for (const line of [
      'TypeError: x is not a function',
      'connect ECONNREFUSED 127.0.0.1',
      'PHP Warning:  x',
      '(node:1) DeprecationWarning: y',
    ])
      expect(isErrorLine(line), line).to.equal(true);
    expect(isErrorLine('Listening on port 3000')).to.equal(false);
    expect(isMissingLine("Error: Cannot find module 'express'")).to.equal(true);
    expect(isMissingLine('unknown time zone Europe/Berlin')).to.equal(true);
    expect(isMissingLine('error while loading shared libraries: libpq.so.5')).to.equal(true);
    expect(isMissingLine('connect ECONNREFUSED 127.0.0.1')).to.equal(false);
  });

  it('needs a line in every run of the original before it misses it', () => {
    const set = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines);
    expect(compareLogs(set('a', 'b'), set('a'), null).gone).to.deep.equal(['b']);
    expect(compareLogs(set('a', 'b'), set('a'), set('a')).gone).to.deep.equal([]);
    expect(compareLogs(set('a'), set('a', 'b'), set('a', 'b')).added).to.deep.equal([]);
    expect(compareLogs(set('loaded 3'), set('loaded 0'), set('loaded 3'))).to.deep.equal({
      added: ['loaded 0'],
      gone: ['loaded 3'],
    });
  });
});

import { expect } from 'chai';
import { equalWhereSteady } from '../../src/verify/second-run.js';

describe('what further runs of the original change', () => {
  it('is no difference, and hides nothing that stands between two of its places', () => {
    const page = (nonce: string, text: string, token: string): string =>
      `<html><script nonce="${nonce}"></script><p>${text}</p><input name=csrf value="${token}"></html>`;
    const runs = [page('a+b/c9', 'admin on', 'zz/y+1'), page('Qk83jf', 'admin on', '7/aaa/bb')] as const;
    const third = page('p/p+qqqq', 'admin on', 'x1+x2+x3');
    expect(equalWhereSteady(runs[0], [runs[1], third], page('K+8', 'admin on', 'm0/n'))).to.equal(true);
    expect(equalWhereSteady(runs[0], [runs[1], third], page('K+8', 'OFF', 'm0/n'))).to.equal(false);
    expect(equalWhereSteady(runs[0], [runs[1], third], page('K+8', 'admin on OFF', 'm0/n'))).to.equal(false);
    expect(equalWhereSteady(runs[0], [runs[1], third], page('K', 'admin on', 'no such file'))).to.equal(
      false,
    );
  });

  it('may be the number of lines, but not another kind of line', () => {
    const out = (count: number, rest: string): string =>
      Array.from({ length: count }, (_, index) => `retry ${index} ${'aBc9'.repeat(count)}${index}\n`).join(
        '',
      ) + rest;
    const done = 'imported 1200 rows\n';
    const runs = [out(3, done), [out(5, done), out(1, done)]] as const;
    expect(equalWhereSteady(...runs, out(7, done))).to.equal(true);
    const more = [out(3, done), [out(5, done), out(2, done)]] as const;
    expect(equalWhereSteady(...more, out(1, done))).to.equal(true);
    expect(equalWhereSteady(...more, done)).to.equal(false);
    expect(equalWhereSteady(...more, out(1, 'imported 0 rows\n'))).to.equal(false);
    expect(equalWhereSteady(...more, `retry 0 failed: no such file\n${done}`)).to.equal(false);
    expect(equalWhereSteady(...runs, out(7, `${done}FATAL: queue missing\nimported 0 rows\n`))).to.equal(
      false,
    );
    expect(equalWhereSteady(...runs, `FATAL: queue missing\n${out(2, done)}`)).to.equal(false);
    expect(equalWhereSteady(...runs, out(2, `mail queue\n${done}`))).to.equal(false);
    expect(equalWhereSteady(...runs, out(2, 'imported 0 rows\n'))).to.equal(false);
  });

  it('may be the order of lines, or of the words of a line', () => {
    expect(equalWhereSteady('a\nb\nc', ['b\na\nc'], 'c\na\nb')).to.equal(true);
    expect(equalWhereSteady('a\nb\nc', ['b\na\nc'], 'c\na\nd')).to.equal(false);
    expect(equalWhereSteady('x\na b c ', ['x\nb a c '], 'x\nc a b ')).to.equal(true);
    expect(equalWhereSteady('t 1\na b c', ['t 1\nt 2\nb a c'], 't 1\nc a b')).to.equal(true);
    expect(equalWhereSteady('x\na b c ', ['x\nb a c '], 'x\nc a d ')).to.equal(false);
  });

  it('may be a whole line, when it is one word', () => {
    expect(equalWhereSteady('qx81', ['zz'], 'a7')).to.equal(true);
    expect(equalWhereSteady('qx81', ['zz'], 'it is broken')).to.equal(false);
    expect(equalWhereSteady('qx81', ['qx81'], 'a7')).to.equal(false);
  });

  it('keeps a number where it stands', () => {
    const line = (worker: number, of: number): string => `served by worker ${worker} of ${of}\n`;
    expect(equalWhereSteady(line(0, 3), [line(1, 3), line(0, 3)], line(2, 3))).to.equal(true);
    expect(equalWhereSteady(line(0, 3), [line(1, 3)], line(1, 4))).to.equal(false);
  });
});

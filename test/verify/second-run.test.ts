import { expect } from 'chai';
import { binaryText } from '../../src/verify/binary-text.js';
import { compareWhereSteady } from '../../src/verify/second-run.js';

function equalWhereSteady(...texts: Parameters<typeof compareWhereSteady>): boolean {
  return compareWhereSteady(...texts) === 'equal';
}

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

  it('is left open where the candidate has nothing, or something else, in its place', () => {
    const unlike = (after: string, ...runs: readonly [string, ...string[]]): void => {
      expect(compareWhereSteady(runs[0], runs.slice(1), after), after).to.equal('unlike');
    };
    unlike('null', 'a1b2c3d4e5', '0f9e8d7c6b');
    unlike('', 'a1b2c3d4e5', '0f9e8d7c6b');
    unlike('{"token":""}', '{"token":"a1b2c3"}', '{"token":"99ffcc"}');
    unlike('<p nonce=>hi</p>', '<p nonce=ab12>hi</p>', '<p nonce=cd34>hi</p>');
    unlike('session id=null', 'session id=ab12', 'session id=cd34');
    unlike('total 0', 'total 17', 'total 23');
    unlike('user 0\n', 'user 3f2a\nuser 99ab\nuser 77cc\n', 'user aa11\nuser bb22\n');
    unlike('user 0\nuser 0\n', 'user 3f2a\nuser 99ab\nuser 77cc\n', 'user aa11\nuser bb22\n');
    unlike('items:  ', 'items: q1 w2 e3', 'items: z9 x8');
    const binary = (bytes: number, digest: string): string =>
      binaryText(bytes, digest.repeat(32), '89504e470d0a1a0a');
    unlike(binary(90, 'ff'), binary(20_004, 'a1'), binary(20_009, 'b7'));
    const pictures = [binary(20_004, 'a1'), [binary(20_009, 'b7')]] as const;
    expect(compareWhereSteady(...pictures, binary(20_001, 'ff'))).to.equal('equal');
    expect(compareWhereSteady('total 17 of 3', ['total 23 of 3'], 'total 0 of 4')).to.equal('different');
  });
});

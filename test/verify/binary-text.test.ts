import { expect } from 'chai';
import { binaryText, isBinaryLike } from '../../src/verify/binary-text.js';

const PNG = '89504e470d0a1a0a';
const of = (bytes: number, digest: string, first = PNG): string =>
  binaryText(bytes, digest.repeat(32), first);

describe('a body that is no text and varies', () => {
  const seen = [of(20_004, 'a1'), of(19_950, 'b7')];

  it('keeps its first bytes and the order of its size', () => {
    expect(isBinaryLike(of(20_100, 'ff'), seen)).to.equal(true);
    expect(isBinaryLike(of(90, 'ff'), seen)).to.equal(false);
    expect(isBinaryLike(of(60_000, 'ff'), seen)).to.equal(false);
    expect(isBinaryLike(of(20_100, 'ff', '0000000000000000'), seen)).to.equal(false);
    expect(isBinaryLike('not found', seen)).to.equal(false);
  });

  it('may begin in any way in which the original does', () => {
    const zips = [of(100, 'a1', '1f8b0800aa'), of(100, 'b7', '1f8b0800bb')];
    expect(isBinaryLike(of(101, 'ff', '1f8b0800cc'), zips)).to.equal(true);
    expect(isBinaryLike(of(101, 'ff', '1f8b0900cc'), zips)).to.equal(false);
  });

  it('is none when the original says text as well', () => {
    expect(isBinaryLike(of(90, 'ff'), [of(90, 'a1'), 'busy'])).to.equal(null);
  });
});

import { expect } from 'chai';
import { best, isLike, isThere, linesAreLike, worst } from '../../src/verify/likeness.js';

describe('what looks like the original’s varying parts', () => {
  const yes = (text: string, ...seen: readonly string[]): void => {
    expect(isLike(text, seen), `${text} as ${seen.join()}`).to.equal(true);
  };
  const no = (text: string, ...seen: readonly string[]): void => {
    expect(isLike(text, seen), `${text} as ${seen.join()}`).to.equal(false);
  };

  it('is empty, null or zero only when that was seen', () => {
    for (const nothing of ['', 'null', 'undefined', 'NaN', 'None', '0', '0000', '0.0'])
      no(nothing, '17ab', 'c9', 'd0e4');
    no('0', '17', '23');
    yes('0', '17', '0');
    yes('null', 'a1b2', 'null');
    yes('8.0', '7.5', '6.25');
    yes('', '', 'x');
  });

  it('has the characters that were seen', () => {
    yes('77aa12', 'a1b2c3', '99ffcc');
    no('77zz12', 'a1b2c3', '99ffcc');
    no('ab', '17', '23');
    no('A1B2C3', 'a1b2c3', '99ffcc');
    yes('Q/w+e=', 'aB3dEf', 'Zx81qq');
    no('a b', 'ab1', 'cd2');
  });

  it('is half to twice as long', () => {
    yes('abc', 'abcd', 'efgh');
    no('a', 'abcd', 'efgh');
    no('a'.repeat(21), 'b'.repeat(10), 'c'.repeat(8));
    yes('120', '9', '7');
    no('12', '20004', '20009');
  });

  it('has no length where the number of lines varies', () => {
    expect(linesAreLike('a1\n'.repeat(20), ['b2\n', 'c3\nd4\n'])).to.equal(true);
    expect(linesAreLike('0\n', ['b2\n', 'c3\nd4\n'])).to.equal(false);
    expect(linesAreLike('', ['b2\n', 'c3\nd4\n'])).to.equal(false);
  });

  it('may be zero where it was measured', () => {
    expect(isThere('0 ms', ['3 ms', '5 ms'])).to.equal(true);
    expect(isThere('request_id=null', ['request_id=a1', 'request_id=b2'])).to.equal(false);
  });

  it('is as bad as its worst part and as good as the best way to compare it', () => {
    expect(worst(['equal', 'different', 'unlike'])).to.equal('different');
    expect(worst([])).to.equal('equal');
    expect(best(['different', 'unlike'])).to.equal('unlike');
    expect(best([])).to.equal('different');
  });
});

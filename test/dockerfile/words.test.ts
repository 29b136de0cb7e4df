import { expect } from 'chai';
import { expandWord, expandWords, quotedWords, wordError } from '../../src/dockerfile/words.js';

const values = new Map([
  ['A', 'abcabc'],
  ['E', ''],
  ['F', '/usr/x.y.z'],
  ['P', '80 81'],
]);
const env = (name: string): string | null => values.get(name) ?? null;
const unknown = (): undefined => undefined;
const expand = (word: string): string | null => expandWord(word, env, '\\');

describe('expandWord', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['"a b"c\'d e\'', 'a bcd e'],
    ['$A-${A}', 'abcabc-abcabc'],
    ['$ $/', '$ $/'],
    ['\\$A "\\$A" \'$A\'', '$A $A $A'],
    ['"a\\nb\\"" a\\nb', 'a\\nb" anb'],
    ['${U:-d} ${U-d} ${E:-d} ${E-d}', 'd d d '],
    ['${U:+p} ${A:+p} ${E:+p} ${E+p}', ' p  p'],
    ['${U:-${V:-"x y"}}', 'x y'],
    ['${A#a*} ${A##*b} ${A%b*} ${A%%b*}', 'bcabc c abca a'],
    ['${F##*/} ${F%.*} ${F#/?sr}', 'x.y.z /usr/x.y /x.y.z'],
    ['${A/b/X} ${A//b/X} ${F/./\\/}', 'aXcabc aXcaXc /usr/x\\/y.z'],
    ['${U}x', 'x'],
  ];
  for (const [word, result] of cases) it(word, () => expect(expand(word)).to.equal(result));

  it('gives nothing for what BuildKit rejects', () => {
    for (const word of ['"a', "'a", '${A', '${}', '${A:x}', '${A:?}x${U:?gone}', '${A#\\x}']) {
      expect(expand(word), word).to.equal(null);
    }
  });

  it('gives nothing when a variable is unknown, rather than an empty one', () => {
    expect(expandWord('a$X', unknown, '\\')).to.equal(null);
    expect(expandWord('${X:-d}', unknown, '\\')).to.equal(null);
    expect(expandWord("'$X'", unknown, '\\')).to.equal('$X');
  });

  it('takes the escape character of the file', () => {
    expect(expandWord('C:\\x`$A', env, '`')).to.equal('C:\\x$A');
    expect(expandWord('a`b', env, '\\')).to.equal('a`b');
  });

  it('survives deep nesting', () => {
    expect(expand('${U:-'.repeat(5000) + '}'.repeat(5000))).to.equal(null);
  });
});

describe('words', () => {
  it('splits after expansion', () => {
    expect(expandWords('$P "9 0"', env, '\\')).to.deep.equal(['80', '81', '9 0']);
  });

  it('splits pairs outside quotes and keeps them as written', () => {
    expect(quotedWords('A="b c" D=e\\ f \'G\'=$H  ', '\\')).to.deep.equal(['A="b c"', 'D=e\\ f', "'G'=$H"]);
    expect(quotedWords('A=b \\', '\\')).to.deep.equal(['A=b']);
  });

  it('tells malformed words from those that only lack a value', () => {
    expect(wordError('${X?}', '\\')).to.equal(null);
    expect(wordError('"x', '\\')).to.be.a('string');
  });
});

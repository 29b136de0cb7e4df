import { expect } from 'chai';
import { astProblems } from '../../src/dockerfile/ast.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { shadowText } from '../../src/dockerfile/shadow.js';

describe('shadowText', () => {
  it('puts every instruction on a line of its own, in which nothing continues', () => {
    const doc = parseDockerfile('FROM a\nRUN b \\\n  # c\n  <<X d\nbody\nX\nCOPY e C:\\f\\\\\nUSER g \\\n');
    expect(shadowText(doc)).to.equal('FROM a\nRUN b   __X d\nCOPY e C:\\f__\nUSER g');
  });

  it('keeps the escape character', () => {
    expect(shadowText(parseDockerfile('# escape=`\nFROM a\nRUN b `\n c``'))).to.equal(
      '# escape=`\nFROM a\nRUN b  c__',
    );
  });
});

describe('astProblems', () => {
  it('refuses what the second parser reads as something else', () => {
    const doc = parseDockerfile('FROM a\nRUN b\nUSER c\n');
    expect(astProblems(doc)).to.deep.equal([]);
    const [from, run, user] = doc.instructions;
    if (from === undefined || run === undefined || user === undefined) throw new Error('missing');
    const wrong = { ...doc, instructions: [from, { ...run, keyword: 'ENV' }, user] };
    expect(astProblems(wrong).map(({ code, line }) => [code, line])).to.deep.equal([['E-PARSE', 2]]);
  });
});

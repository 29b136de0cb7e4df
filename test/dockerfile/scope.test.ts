import { expect } from 'chai';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { lookupIn, scopeBefore } from '../../src/dockerfile/scope.js';
import type { Scope } from '../../src/dockerfile/scope.js';

function atEnd(text: string, buildArgs: Readonly<Record<string, string>> = {}, known = true): Scope {
  const doc = parseDockerfile(`${text}\nRUN true`, 'Dockerfile', buildArgs);
  expect(doc.problems).to.deep.equal([]);
  const last = doc.instructions.at(-1);
  if (last === undefined) throw new Error('no instruction');
  return scopeBefore(doc, last, known ? { PATH: '/bin' } : null, buildArgs);
}

// The values were printed by RUN and read from the image config in a real engine (26.1).
describe('scope', () => {
  it('imports a global argument only where a stage declares it', () => {
    expect(atEnd('ARG G=g\nFROM a\nENV A=x$G').env).to.deep.equal({ PATH: '/bin', A: 'x' });
    expect(atEnd('ARG G=g\nFROM a\nARG G\nENV A=x$G').env).to.deep.equal({ PATH: '/bin', A: 'xg' });
  });

  it('prefers build args to defaults, and ignores those that nothing declares', () => {
    const scope = atEnd('FROM a\nARG D=1\nENV A=$D', { D: '2', Z: '3' });
    expect(scope.env).to.deep.equal({ PATH: '/bin', A: '2' });
    expect(scope.args).to.deep.equal({ D: '2' });
  });

  it('lets the later of ENV and ARG win', () => {
    expect(atEnd('FROM a\nENV X=e\nARG X=a').all['X']).to.equal('a');
    expect(atEnd('FROM a\nARG X=a\nENV X=e').all['X']).to.equal('e');
    expect(atEnd('FROM a\nENV X=e\nARG X').all['X']).to.equal('e');
    expect(atEnd('FROM a\nENV X=e\nARG X=a').env['X']).to.equal('e');
  });

  it('hands ENV and ARG on to a derived stage, with ENV on top', () => {
    const text = 'FROM a AS one\nENV X=e Y=1\nARG X=a\nARG V=v\nENV Z=$X\nFROM one\nENV W=$X$V';
    expect(atEnd(text).env).to.deep.equal({ PATH: '/bin', X: 'e', Y: '1', Z: 'a', W: 'ev' });
  });

  it('gives all pairs of one ENV the values from before it', () => {
    expect(atEnd('FROM a\nENV A=1\nENV A=2 B=$A').env['B']).to.equal('1');
  });

  it('shows an instruction what stands before it, and FROM the global arguments', () => {
    const doc = parseDockerfile('ARG G=1\nFROM a\nENV A=1\nRUN x\nENV A=2\nFROM b$G');
    const run = doc.instructions.find(({ type }) => type === 'run');
    const from = doc.instructions.at(-1);
    if (run === undefined || from === undefined) throw new Error('missing');
    expect(scopeBefore(doc, run, {}, {}).all).to.deep.equal({ A: '1' });
    expect(scopeBefore(doc, from, {}, {}).all).to.deep.equal({ G: '1' });
  });

  it('does not know arguments without a value, platform arguments and what is made of them', () => {
    const scope = atEnd('FROM a\nARG N\nARG TARGETARCH\nENV A=$N B=$TARGETARCH C=${N:-d} D=${TARGETARCH:-d}');
    expect([...scope.unknown].sort()).to.deep.equal(['A', 'B', 'D', 'N', 'TARGETARCH']);
    expect(scope.env).to.deep.equal({ PATH: '/bin', C: 'd' });
  });

  it('knows that nothing sets a variable only when the base is known', () => {
    expect(lookupIn(atEnd('FROM a'))('X', false)).to.equal(null);
    expect(lookupIn(atEnd('FROM a', {}, false))('X', false)).to.equal(undefined);
    expect(atEnd('FROM a\nENV PATH=$PATH:/x', {}, false).unknown.has('PATH')).to.equal(true);
  });

  it('does not find properties of objects', () => {
    expect(lookupIn(atEnd('FROM a'))('constructor', false)).to.equal(null);
    expect(atEnd('FROM a\nENV __proto__=1').env['__proto__']).to.equal('1');
  });
});

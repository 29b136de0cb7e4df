import { expect } from 'chai';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { sourceSpan, verbatim } from '../../src/dockerfile/pieces.js';
import { findTarget } from '../../src/dockerfile/target.js';
import type { Instruction } from '../../src/dockerfile/types.js';

function only(text: string, type: string): Instruction {
  const found = parseDockerfile(text).instructions.find((instruction) => instruction.type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

describe('spans', () => {
  it('leads from a word of the logical text back to the source, past comments', () => {
    const text = 'FROM a\nRUN apk add \\\n  # why\n  curl \\\n  wget\n';
    const { line } = only(text, 'run');
    const at = line.text.indexOf('curl');
    const { start, end } = sourceSpan(line, at, at + 4);
    expect(text.slice(start, end)).to.equal('curl');
    const whole = sourceSpan(line, 0, line.text.length);
    expect(text.slice(whole.start, whole.end)).to.equal(text.slice(7, -1));
  });

  it('marks flags and the image of FROM', () => {
    const text = '\uFEFFFROM --platform=linux/arm64 \\\r\n  node:20 AS x\r\n';
    const from = only(text, 'from');
    if (from.type !== 'from') throw new Error('no from');
    expect(text.slice(from.imageSpan.start, from.imageSpan.end)).to.equal('node:20');
    expect(from.flags.map(({ span }) => text.slice(span.start, span.end))).to.deep.equal([
      '--platform=linux/arm64',
    ]);
  });

  it('ends an instruction with its last line, here-documents included', () => {
    const text = 'FROM a\nRUN <<A\nx\nA\nUSER b\n';
    const { span } = only(text, 'run').line;
    expect(text.slice(span.start, span.end)).to.equal('RUN <<A\nx\nA');
  });

  it('collects the comments that lead an instruction', () => {
    expect(
      only('FROM a\n# one\n\n  # two\nRUN b', 'run').comments.map(({ text, line }) => [text, line]),
    ).to.deep.equal([
      ['# one', 2],
      ['# two', 4],
    ]);
  });
});

describe('verbatim', () => {
  it('cuts off a continuation that nothing follows', () => {
    const text = 'FROM a\nRUN echo a \\\n  # c\n';
    expect(verbatim(text, only(text, 'run').line).trimEnd()).to.equal('RUN echo a');
  });

  it('gives everything else as written', () => {
    const text = 'FROM a\nRUN b \\\n  # c\n  && d\nCOPY <<E /x\n\\\nE\n';
    expect(verbatim(text, only(text, 'run').line)).to.equal('RUN b \\\n  # c\n  && d');
    expect(verbatim(text, only(text, 'copy').line)).to.equal('COPY <<E /x\n\\\nE');
  });
});

describe('findTarget', () => {
  const doc = parseDockerfile('FROM a AS One\nFROM b\nFROM c AS one');

  it('finds the last stage of a name in any case, or a number; the last stage without one', () => {
    expect(findTarget(doc, 'ONE')?.index).to.equal(2);
    expect(findTarget(doc, '1')?.index).to.equal(1);
    expect(findTarget(doc, null)?.index).to.equal(2);
    expect(findTarget(doc, '3')).to.equal(null);
    expect(findTarget(doc, 'two')).to.equal(null);
  });
});

describe('problems', () => {
  it('come with a line and a remedy, refusals first', () => {
    const { problems } = parseDockerfile('FROM a\nFOO\nCOPY x\n{% if y %}\n');
    expect(problems.map(({ code, line }) => [code, line])).to.deep.equal([
      ['E-NONDETERMINISTIC', 4],
      ['E-PARSE', 2],
      ['E-PARSE', 3],
      ['E-PARSE', 4],
    ]);
    for (const { message, unlock } of problems) expect(message && unlock).to.match(/\S/);
  });

  it('do not hide the instructions that are right', () => {
    const doc = parseDockerfile('FROM a\nFOO\nRUN b\nCOPY x\n');
    expect(doc.instructions.map(({ type }) => type)).to.deep.equal(['from', 'run']);
  });
});

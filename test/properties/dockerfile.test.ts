import { expect } from 'chai';
import * as fc from 'fast-check';
import { contractOf } from '../../src/dockerfile/contract.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { scopeBefore } from '../../src/dockerfile/scope.js';
import type { DockerfileDoc } from '../../src/dockerfile/types.js';
import { describeDoc } from '../dockerfile/describe-doc.js';

// What the syntax turns on: continuations, comments, quotes, here-documents, flags, JSON, odd blanks and odd characters.
const keyword = fc.constantFrom(
  'FROM a',
  'FROM a AS b',
  'RUN',
  'COPY',
  'ADD',
  'ENV',
  'ARG',
  'LABEL',
  'CMD',
  'ENTRYPOINT',
  'SHELL',
  'run',

  'EXPOSE',
  'VOLUME',
  'USER',
  'WORKDIR',
  'HEALTHCHECK',
  'ONBUILD',
  'ONBUILD RUN',
  'STOPSIGNAL',
  'NOPE',
  '',
  '#',
);
const atom = fc.constantFrom(
  ' ',
  '  ',
  '\t',
  '\n',
  '\\\n',
  '\\ \n',
  '\\\\\n',
  '`\n',
  '\\',
  '`',
  '#',
  '# c\n',
  '\n# c \\\n',
  '"',
  "'",

  'a',
  'b c',
  '=',
  'A=b',
  '$A',
  '${A}',
  '${A:-x}',
  '${',
  '}',
  '$((1<<2))',
  '<<EOF',
  '<< EOF',
  '<<-EOF',
  '3<<EOF',
  '<<"EOF"',
  '\nEOF\n',
  '\n\tEOF\n',
  '[',
  ']',
  '["a"]',
  '["a", "b c"]',
  "['a']",
  '[1]',
  '--from=b',
  '--',

  '--mount=type=bind,"source=a b",target=/x',
  '--mount=from=b,target=/y',
  '--link',
  '&&',
  '/x',
  'NONE',
  'CMD ',
  '\u00a0',
  'é',
  '😀',
  '\uFEFF',
  '\v',
  '\f',
  '{{ x }}',
  '%%',
  '@@X@@',
  '__proto__=1',
  'constructor',
);
const instruction = fc
  .tuple(
    keyword,
    fc.constantFrom(' ', ' ', ' ', '', '\t'),
    fc.array(atom, { maxLength: 9 }),
    fc.constantFrom('\n', '\n', '\n\n', ''),
  )
  .map(([name, gap, atoms, end]) => name + gap + atoms.join('') + end);
const head = fc.constantFrom(
  '',
  '',
  '# escape=`\n',
  '# syntax=x\n',
  '# check=y\n# escape = \\\n',
  '#\n',
  '\n',
  '#!/x\n',
);
const dockerfile = fc
  .tuple(
    head,
    fc.constantFrom('FROM x\n', 'FROM x\n', 'ARG V\nFROM x:${V:-1} AS x\n', ''),
    fc.array(instruction, { maxLength: 6 }),
  )
  .map(([first, from, rest]) => first + from + rest.join(''));

/** The document put together again from its parts. */
function retiled(doc: DockerfileDoc): string {
  let text = doc.bom ? '\uFEFF' : '';
  for (const { span } of doc.directives) text += doc.text.slice(span.start, span.end);
  for (const { leading, line } of doc.instructions) {
    expect(leading.end).to.equal(line.span.start);
    text += doc.text.slice(leading.start, leading.end) + doc.text.slice(line.span.start, line.span.end);
  }
  return text + doc.text.slice(doc.trailing.start, doc.trailing.end);
}

/** What was read, without what says how the text is encoded. */
function meaning(doc: DockerfileDoc): string {
  const entries = Object.entries(describeDoc(doc)).filter(([key]) => key !== 'newline' && key !== 'bom');
  return JSON.stringify(entries).replaceAll('\\r\\n', '\\n');
}

describe('parseDockerfile', function () {
  this.timeout(180_000);

  it('tiles every text and never throws', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const doc = parseDockerfile(text);
        expect(retiled(doc)).to.equal(text);
        for (const { line } of doc.instructions) {
          for (const { at, span } of line.pieces) {
            expect(line.text.startsWith(text.slice(span.start, span.end), at)).to.equal(true);
          }
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('never throws on any text at all, nor does what builds on it', () => {
    fc.assert(
      fc.property(fc.oneof(dockerfile, fc.string({ unit: 'binary' })), (text) => {
        const doc = parseDockerfile(text, 'x', { A: '1' });
        for (const stage of doc.stages) contractOf(doc, stage, null, { A: '1' });
        for (const one of doc.instructions) scopeBefore(doc, one, null, {});
      }),
      { numRuns: 3000 },
    );
  });

  it('reads CRLF and a byte-order mark as if they were not there', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const expected = meaning(parseDockerfile(text));
        expect(meaning(parseDockerfile(text.replaceAll('\n', '\r\n')))).to.equal(expected);
        if (!text.startsWith('\uFEFF')) expect(meaning(parseDockerfile(`\uFEFF${text}`))).to.equal(expected);
      }),
      { numRuns: 3000 },
    );
  });
});

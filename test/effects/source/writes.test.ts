import { expect } from 'chai';
import * as fc from 'fast-check';
import { tokensOf } from '../../../src/effects/source/tokens.js';
import { sourceWrites } from '../../../src/effects/source/writes.js';
import { genericCommands } from '../../../src/effects/table.js';
import { phpSources } from '../../../transforms/composer/commands/source-library.js';
import { goSources } from '../../../transforms/go/commands/source-library.js';
import { nodeSources } from '../../../transforms/npm/commands/source-library.js';
import { contextFor } from '../commands/call.js';

const context = contextFor(genericCommands);
const pieces = [
  'fs.writeFileSync(', 'mkdir(', '"/srv/a"', "'", '"', '`', '${', '}', '{', '(', ')', '[', ']', 'x', '=', ' => ', '.', '->', '+',
  '||', '?', ':', ',', ';', '\n', '/', '//', '/*', '<?php ', '?>', '<<<X\n', '$d', 'function f', 'process.env.A', '\\', 'const ',
]; // prettier-ignore

function read(text: string): void {
  for (const library of [nodeSources, phpSources, goSources]) {
    const file = { path: '/app/x', tokens: tokensOf(text, library.syntax) };
    sourceWrites([file], library, context, ['/app'], []);
  }
}

describe('effects/source', () => {
  it('never fails, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => read(parts.join(''))),
    );
    for (const deep of ['(', '[', '{', '`${', 'f(', 'x = (', 'a?b:', '!', 'await ', '@'])
      read(deep.repeat(2000));
  });

  it('finds what brackets, strings and comments hold', () => {
    const tokens = tokensOf('f(`a${b}c`, /[)/]\\)/, ")") // g(', 'js');
    expect(tokens.map((token) => token.text)).to.deep.equal(['f', '(', '', ',', '', ',', ')', ')']);
    expect(tokens[1]?.closes).to.equal(6);
    expect(tokens[2]?.parts.length).to.equal(3);
  });
});

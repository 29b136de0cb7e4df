import { expect } from 'chai';
import { effects } from '../../src/effects/effects.js';
import { genericCommands, genericFamilies, mergeTables } from '../../src/effects/table.js';
import type { ShellWord } from '../../src/shell/types.js';
import { contextFor } from './commands/call.js';

function word(value: string | null): ShellWord {
  return { text: value ?? '$X', value, glob: false, span: { start: 0, end: 0 } };
}

// Words that options, operands and unknown variables are made of, in the orders that break careless readers.
const LINES: readonly (readonly (string | null)[])[] = [
  [],
  [null],
  [''],
  ['-'],
  ['--'],
  ['--', '-x', null],
  ['-x'],
  ['-o'],
  ['-f', '-C'],
  ['--frobnicate=1', null, 'x'],
  ['install', null],
  ['add', '', '--virtual'],
  ['clone'],
  ['-C', null, 'install', 'x'],
  ['xzf', 'a', '-C'],
  ['__proto__', 'constructor'],
  ['a', 'b', 'c', '/'],
];

describe('the table of commands', () => {
  it('has every name once', () => {
    expect(mergeTables(genericFamilies).clashes).to.deep.equal([]);
  });

  it('reports a name that stands twice, and lets the first one win', () => {
    const first = { x: () => effects('first') };
    const { table, clashes } = mergeTables([first, { x: () => effects('second'), y: () => null }]);
    expect(clashes).to.deep.equal(['x']);
    expect(table['x']?.([], contextFor({}))?.model).to.equal('first');
  });

  it('never throws, names its program, and writes absolute paths only', () => {
    const wrong: string[] = [];
    for (const cwd of ['/app', '/', null]) {
      const context = contextFor(genericCommands, { cwd });
      for (const [name, model] of Object.entries(genericCommands)) {
        for (const line of LINES) {
          const result = model([word(name), ...line.map(word)], context);
          if (!result) continue;
          const paths = [...result.writes.map(({ path }) => path), ...(result.opaque?.within ?? [])];
          const fine =
            paths.every((path) => /^\/./.test(path)) &&
            result.removes.every((path) => path.startsWith('/')) &&
            !(result.opaque && result.replayable);
          if (!fine) wrong.push(`${name} ${line.map((each) => each ?? '$X').join(' ')} in ${cwd}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
  });
});

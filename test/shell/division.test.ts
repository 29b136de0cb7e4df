import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseShell } from '../../src/shell/parse.js';

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

function run(shell: readonly string[], text: string): Outcome {
  const [program = 'sh', ...options] = shell;
  const { status, stdout } = spawnSync(program, [...options, '-c', text], { encoding: 'utf8' });
  return { status, output: stdout };
}

const SHELLS = [['sh'], ['bash'], ['dash'], ['busybox', 'sh']].filter(
  (shell) => run(shell, 'exit 0').status === 0,
);

/** Scripts whose outcome shows which of their commands ran. */
const script = fc.letrec<{ list: string; command: string; and: string; statement: string }>((tie) => ({
  command: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('echo a', 'echo b', 'true', 'false', '[ -n "$X" ]', 'X=1', 'set -e', 'set +e'),
    fc.constantFrom(
      'false',
      'echo c',
      'f',
      'exit 0',
      'exit 3',
      '! true',
      '! false',
      'A=$(false)',
      'sh -c "false; true"',
    ),
    tie('list').map((list) => `(${list})`),
    tie('list').map((list) => `{ ${list}; }`),
    fc.tuple(tie('and'), tie('list')).map(([test, list]) => `if ${test}; then ${list}; fi`),
    tie('list').map((list) => `for i in 1 2; do ${list}; done`),
    fc.tuple(tie('command'), tie('command')).map(([a, b]) => `${a} | ${b}`),
    fc.tuple(tie('command'), tie('command')).map(([a, b]) => `${a} || ${b}`),
    tie('list').map((list) => `f() { ${list}; }`),
  ),
  and: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map((all) => all.join(' && ')),
  statement: fc.oneof({ weight: 3, arbitrary: tie('command') }, { weight: 1, arbitrary: tie('and') }),
  list: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((all) => all.join('; ')),
})).list;

const text = fc
  .tuple(fc.constantFrom('set -e; ', 'set -eux; ', 'set -e && ', ''), script)
  .map(([first, rest]) => first + rest);

describe('parseShell: divided scripts do what the whole does', () => {
  it('joined by `&&`, and one shell for each unit with the state before it replayed', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(text, fc.constantFrom(...SHELLS), (body, shell) => {
        const { divisible, units } = parseShell(body, () => undefined);
        if (divisible === 'whole' || units.length < 2) return;
        const whole = run(shell, body);
        const joined = run(shell, units.map((unit) => unit.text).join(' && '));
        expect(joined).to.deep.equal(whole);

        let output = '';
        let status: number | null = 0;
        units.forEach((unit, index) => {
          if (status !== 0) return;
          const state = units.slice(0, index).filter((each) => each.state);
          const one = run(shell, [...state, unit].map((each) => each.text).join(' && '));
          output += one.output;
          status = one.status;
        });
        expect({ status, output }).to.deep.equal(whole);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 250) },
    );
  });
});

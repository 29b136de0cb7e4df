import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseShell } from '../../src/shell/parse.js';

const lookup = (name: string): string | undefined => ({ HOME: '/root', X: 'a b', E: '' })[name];

/** Shell-like text: real pieces in any order, so that most of it is nearly valid. */
const shellText = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      'b',
      '&&',
      '||',
      ';',
      '\n',
      '|',
      '&',
      '(',
      ')',
      '{ ',
      '; }',
      '$X',
      '"',
      "'",
      '`',
      '$(',
      '${',
      '}',
      '\\',
      '\\\n',
      'if x; then ',
      'fi',
      'for p in 1 2; do ',
      'done',
      'set -e',
      'cd /x',
      'A=b ',
      '> f',
      '<<EOF\n',
      'EOF\n',
      '# c\n',
      '*',
      '{a,b}',
      '~',
      'case $X in a) ',
      ';; esac',
      '!',
      '$((',
      '))',
      '[[',
      ']]',
      'f() ',
      '\r',
      '\0',
      '😀',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('parseShell: properties', () => {
  it('never throws; units lie in the text, in order', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(
        fc.oneof(shellText, fc.string({ unit: 'binary', maxLength: 80 })),
        fc.constantFrom<'sh' | 'bash'>('sh', 'bash'),
        (text, dialect) => {
          const script = parseShell(text, lookup, { dialect });
          let at = 0;
          for (const { span } of script.units) {
            expect(span.start).to.be.at.least(at);
            expect(span.end).to.be.at.least(span.start);
            expect(span.end).to.be.at.most(text.length);
            at = span.end;
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('gives back an `&&` chain when its units are joined', () => {
    const command = fc.constantFrom(
      'apt-get update',
      'npm ci --omit=dev',
      'cd /app',
      'A="x && y" make',
      "echo 'a || b' > /etc/x",
      'curl -L $X | tar xz',
      '(cd x; make)',
      'for p in 1 2; do echo $p; done',
      '! test -f x',
    );
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 8 }), (commands) => {
        const text = commands.join('  \\\n && ');
        const script = parseShell(text, lookup);
        expect(script.divisible).to.equal('and');
        expect(script.units.map((unit) => unit.text)).to.deep.equal(commands);
      }),
      { numRuns: 200 },
    );
  });
});

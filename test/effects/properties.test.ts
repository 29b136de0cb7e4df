import { expect } from 'chai';
import * as fc from 'fast-check';
import { effectsOf } from './harness.js';

const pieces = fc.array(
  fc.constantFrom(
    'sh -c "',
    "'",
    '"',
    'sudo -u ',
    'env A=',
    'xargs -I {} ',
    'timeout ',
    'su - ',
    'eval ',
    'trap x ',
    '. ',
    'cd ',
    'exec ',
    'rm -rf ',
    'apt-get install -y ',
    'curl -o ',
    'tar x -C ',
    '/x',
    '../..',
    '$X',
    '"$X"',
    '{}',
    '-',
    '--',
    '*',
    '> ',
    '| ',
    '|| ',
    '&& ',
    '; ',
    '& ',
    '( ',
    ') ',
    '$(',
    '`',
    'f() { ',
    '; }',
    'f ',
    'if a; then ',
    '; fi',
    'for p in a b; do ',
    '; done',
    './loop.sh ',
    'constructor ',
    '__proto__ ',
    'toString=1 ',
    ' ',
    '\n',
  ),
  { maxLength: 25 },
);

describe('analyse: properties', () => {
  it('never throws, and only writes and removes absolute paths', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(pieces, (all) => {
        const found = effectsOf(all.join(''), { files: { '/app/loop.sh': './loop.sh; ./loop.sh' } });
        for (const path of [...found.writes.map((write) => write.path), ...found.removes])
          expect(path).to.match(/^\//);
        if (found.opaque) expect(found.replayable).to.equal(false);
      }),
      { numRuns: 1500 },
    );
  });
});

import { expect } from 'chai';
import { packageOf } from '../../../src/data/provides.js';
import { calledPrograms, programsOfPackage } from '../../../transforms/npm/package-programs.js';

describe('npm packages that start programs', () => {
  it('name programs whose Debian package is known, so that it can be installed or is seen to be absent', () => {
    // Python 2 is gone, and with it the program's package.
    const unknown = calledPrograms.filter((name) => name !== 'python' && packageOf(name, 'apt') === null);
    expect(unknown).to.deep.equal([]);
  });
  it('gather programs that stand at several places', () => {
    expect(programsOfPackage('find-process')).to.include.members(['ps', 'netstat']);
    expect(programsOfPackage('left-pad')).to.deep.equal([]);
  });
});

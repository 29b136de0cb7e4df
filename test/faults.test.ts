import { expect } from 'chai';
import { edited, plots } from './docker/faults/planted.js';

describe('planted faults', () => {
  const all = plots([]).flatMap(({ case: of, planted }) => planted.map((each) => ({ of, each })));

  it('change the rewrites that they are planted in', () => {
    const idle = all.filter(({ of, each }) => edited(of, each.edit) === null);
    expect(idle.map(({ of, each }) => `${of.name}: ${each.name}`)).to.deep.equal([]);
  });

  it('are many, each with a check that must find it', () => {
    const faults = all.filter(({ each }) => each.verdict !== 'equal');
    expect(faults.length).to.be.greaterThan(27);
    const names = all.map(({ of, each }) => `${of.name}: ${each.name}`);
    expect(new Set(names).size).to.equal(names.length);
    for (const { each } of faults) expect('found' in each && each.found.length > 0, each.name).to.equal(true);
  });
});

import { expect } from 'chai';
import { homeOf, isRoot } from '../../src/effects/home.js';

describe('home directories', () => {
  for (const user of ['', 'root', '0', 'root:root', '0:0', 'root:0', '0:root', 'root:node']) {
    it(`takes "${user}" for root`, () => {
      expect(isRoot(user)).to.equal(true);
      expect(homeOf(user, {})).to.equal('/root');
    });
  }

  it('takes no other user for root, whatever its group', () => {
    for (const user of ['node', 'node:root', '1000:0', 'rooted', '001'])
      expect(isRoot(user), user).to.equal(false);
    expect(homeOf('node:root', {})).to.equal('/home/node');
  });

  it('lets HOME of the environment go first', () => {
    expect(homeOf('root:root', { HOME: '/data' })).to.equal('/data');
    expect(homeOf('node', { HOME: '' })).to.equal('/home/node');
  });
});

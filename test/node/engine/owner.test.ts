import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { abandonedSession, ownerLabels } from '../../../src/node/engine/owner.js';

describe('owners of images and containers', () => {
  it('are alive while their process is', () => {
    expect(abandonedSession(ownerLabels('abc'))).to.equal(null);
  });

  it('are gone with their process', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const labels = { ...ownerLabels('abc'), 'dockopt.pid': String(child.pid) };
    expect(abandonedSession(labels)).to.equal('abc');
  });

  it('are gone when another process has their number', function () {
    const labels = ownerLabels('abc');
    if (labels['dockopt.started'] === '') this.skip();
    expect(abandonedSession({ ...labels, 'dockopt.started': '1' })).to.equal('abc');
  });

  it('of another host, or that nobody can tell, are left alone', () => {
    const gone = { ...ownerLabels('abc'), 'dockopt.started': '1' };
    expect(abandonedSession({ ...gone, 'dockopt.host': 'elsewhere' })).to.equal(null);
    expect(abandonedSession({ ...gone, 'dockopt.pid': '' })).to.equal(null);
    expect(abandonedSession({ ...gone, 'dockopt.session': '' })).to.equal(null);
    expect(abandonedSession({})).to.equal(null);
  });
});

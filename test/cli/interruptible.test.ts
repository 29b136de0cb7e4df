import { expect } from 'chai';
import { interruptible } from '../../src/cli/interruptible.js';

describe('work that can be interrupted', () => {
  it('has the signals to itself, and gives the program its own handlers back', async () => {
    const seen: string[] = [];
    const always = (): void => void seen.push('always');
    const once = (): void => void seen.push('once');
    process.on('SIGHUP', always);
    process.once('SIGHUP', once);
    const before = process.listeners('SIGHUP');
    try {
      const done = await interruptible(async (signal) => {
        process.emit('SIGHUP');
        return signal.aborted;
      });
      expect(done).to.deep.equal({ interrupted: true });
      expect(seen).to.deep.equal([]);
      expect(process.listeners('SIGHUP')).to.deep.equal(before);
      process.emit('SIGHUP');
      process.emit('SIGHUP');
      expect(seen).to.deep.equal(['always', 'once', 'always']);
    } finally {
      process.off('SIGHUP', always);
      process.off('SIGHUP', once);
    }
    expect(process.listeners('SIGHUP')).to.not.include(always);
  });

  it('hands on its result, and what goes wrong', async () => {
    expect(await interruptible(async () => 7)).to.deep.equal({ interrupted: false, value: 7 });
    const failing = interruptible(async () => {
      throw new Error('broken');
    });
    expect(await failing.catch(String)).to.equal('Error: broken');
  });
});

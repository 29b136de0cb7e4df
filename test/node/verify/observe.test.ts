import { expect } from 'chai';
import type { ContainerState, Engine } from '../../../src/node/engine/types.js';
import { observe } from '../../../src/node/verify/observe.js';
import type { Observation } from '../../../src/verify/types.js';
import { EMPTY_CONFIG } from '../../support/image-configs.js';
import { PLAIN_RUN } from '../../support/run-plans.js';
import { sessionWith } from '../../support/sessions.js';

const running: ContainerState = { running: true, exitCode: null, health: null, error: '' };
const ended: ContainerState = { running: false, exitCode: 0, health: null, error: '' };

/** An engine with one container, which is in these states one after the other and stays in the last. */
function engine(states: readonly (ContainerState | null)[], change: Partial<Engine> = {}): Partial<Engine> {
  let asked = 0;
  return {
    start: async () => ({ id: 'a'.repeat(64) }),
    state: async () => states[Math.min(asked++, states.length - 1)] ?? null,
    logs: async () => ({ stdout: `${'a'.repeat(12)} up\n`, stderr: '' }),
    ...change,
  };
}

async function seen(of: Partial<Engine>): Promise<Observation | undefined> {
  return (await observe(sessionWith(of), 'image', PLAIN_RUN, EMPTY_CONFIG, null))[0];
}

describe('observing a container', function () {
  this.timeout(60_000);

  it('takes no slow call of the engine for the end of the container', async () => {
    const slow = await seen(engine([null, running, null, null, { ...ended, exitCode: 3 }]));
    expect(slow).to.include({ state: 'ended', exitCode: 3, stdout: '<container> up\n' });
    expect(slow?.unseen).to.equal(undefined);
  });

  it('says what the engine does not tell', async () => {
    const lost = await Promise.all([
      seen(engine([null])),
      seen(engine([ended], { logs: async () => null })),
      seen(engine([{ ...ended, exitCode: null }])),
    ]);
    expect(lost.map((each) => each?.unseen)).to.deep.equal([
      'the engine does not say whether it runs',
      'the engine does not give its log',
      'the engine does not say how it ended',
    ]);
  });

  it('notes when it ran', async () => {
    const from = Date.now();
    const { during } = (await seen(engine([ended]))) ?? {};
    expect(during?.from).to.be.within(from, Date.now());
    expect(during?.until).to.be.within(during?.from ?? 0, Date.now());
  });
});

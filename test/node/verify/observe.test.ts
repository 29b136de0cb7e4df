import { expect } from 'chai';
import type { ContainerState, Engine, Session } from '../../../src/node/engine/types.js';
import { observe } from '../../../src/node/verify/observe.js';
import type { ImageConfig } from '../../../src/dockerfile/types.js';
import type { Observation, RunPlan } from '../../../src/verify/types.js';

const CONFIG: ImageConfig = {
  entrypoint: null,
  cmd: null,
  entrypointShell: false,
  cmdShell: false,
  env: {},
  workdir: '/',
  user: '',
  exposed: [],
  volumes: [],
  labels: {},
  stopSignal: null,
  healthcheck: null,
  shell: [],
  onbuild: [],
};
const PLAN: RunPlan = { runs: [], env: {}, envFile: null, options: [], ports: [], http: [], wait: 20 };

const running: ContainerState = { running: true, exitCode: null, health: null, error: '' };
const ended: ContainerState = { running: false, exitCode: 0, health: null, error: '' };

/** An engine with one container, which is in these states one after the other and stays in the last. */
function engine(states: readonly (ContainerState | null)[], change: Partial<Engine> = {}): Engine {
  let asked = 0;
  return {
    name: 'docker',
    version: '1',
    builder: 'BuildKit',
    can: { run: true, secrets: false, ssh: false, platform: false },
    build: async () => ({ ok: false, seconds: 0, log: [] }),
    inspect: async () => null,
    history: async () => null,
    exportFiles: async () => null,
    save: async () => null,
    start: async () => ({ id: 'a'.repeat(64) }),
    run: async () => ({ code: 1, stdout: '', stderr: '' }),
    state: async () => states[Math.min(asked++, states.length - 1)] ?? null,
    address: async () => null,
    logs: async () => ({ stdout: `${'a'.repeat(12)} up\n`, stderr: '' }),
    stop: async () => {},
    remove: async () => {},
    ...change,
  };
}

async function seen(of: Engine, plan: Partial<RunPlan> = {}): Promise<Observation | undefined> {
  const { signal } = new AbortController();
  const session: Session = {
    engine: of,
    id: 'x',
    signal,
    tag: (name) => name,
    keep: async () => [],
    close: async () => {},
  };
  return (await observe(session, 'image', { ...PLAN, ...plan }, CONFIG, null))[0];
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

import { expect } from 'chai';
import { healthPlan } from '../../../src/node/verify/health-check.js';
import type { RunPlan } from '../../../src/verify/types.js';
import { EMPTY_CONFIG } from '../../support/image-configs.js';
import { PLAIN_RUN } from '../../support/run-plans.js';

const CONFIG = { ...EMPTY_CONFIG, healthcheck: 'CMD test -f /w/ok' };

function retries(healthcheck: string, plan: Partial<RunPlan> = {}): number {
  const made = healthPlan({ ...CONFIG, healthcheck }, { ...PLAIN_RUN, ...plan }, 'docker');
  const option = made?.options.find((each) => each.startsWith('--health-retries='));
  return Number(option?.split('=')[1]);
}

describe('the plan of a health check', () => {
  it('lets an app be unhealthy for as long as the image lets it, up to 40 seconds or --wait', () => {
    // Three times every 30 seconds: more than is waited for.
    expect(retries('CMD x')).to.equal(16);
    expect(retries('CMD x', { wait: 90 })).to.equal(36);
    expect(retries('--interval=5s --retries=2 CMD x')).to.equal(4);
    expect(retries('--interval=1s --retries=5 CMD x')).to.equal(5);
  });

  it('leaves other engines, and what was asked for, alone', () => {
    expect(healthPlan({ ...CONFIG, healthcheck: null }, PLAIN_RUN, 'docker')).to.equal(null);
    expect(healthPlan(CONFIG, PLAIN_RUN, 'podman')?.options).to.deep.equal([]);
    const asked = { ...PLAIN_RUN, options: ['--health-retries=1'] };
    expect(healthPlan(CONFIG, asked, 'docker')?.options).to.deep.equal([]);
  });
});

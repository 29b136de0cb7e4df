import { expect } from 'chai';
import { healthLimits } from '../../src/verify/health-limits.js';

describe('limits of a health check', () => {
  it('reads the flags and knows the defaults', () => {
    expect(healthLimits('--interval=1m30s --retries=5 --timeout=500ms CMD curl -f localhost')).to.deep.equal({
      interval: 90,
      timeout: 0.5,
      startPeriod: 0,
      retries: 5,
    });
    expect(healthLimits('CMD check --timeout=3s now')).to.deep.equal({
      interval: 30,
      timeout: 30,
      startPeriod: 0,
      retries: 3,
    });
  });

  it('has none without a check', () => {
    expect(healthLimits(null)).to.equal(null);
    expect(healthLimits('NONE')).to.equal(null);
  });
});

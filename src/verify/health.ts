import type { Finding, Observation } from './types.js';

/**
 * The results of both health checks; `agains` are further starts of the original. Two that are unhealthy prove nothing: the
 * check may need what is not there.
 */
export function compareHealth(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
): readonly Finding[] {
  if (before.health === null) return [];
  const open = before.health === 'starting' || after.health === 'starting' || after.health === null;
  const failing = before.health === 'unhealthy' && after.health === 'unhealthy';
  if (before.health === after.health && !open && !failing) return [];
  if (agains.some(({ health }) => health === after.health) && !open && !failing) return [];
  const better = after.health === 'healthy';
  return [
    {
      check: 'behaviour',
      code: 'V-HEALTH',
      weight: better ? 'note' : open || failing ? 'unsure' : 'different',
      subject: 'the health check',
      before: before.health,
      after: after.health,
      because:
        open && !better
          ? 'the health check had no result in time'
          : failing
            ? 'inconclusive, same failure: both are unhealthy'
            : 'the result of the health check differs',
    },
  ];
}

import type { Finding, Observation } from './types.js';

/** The results of both health checks; `again` is a second start of the original, null without one. */
export function compareHealth(
  before: Observation,
  after: Observation,
  again: Observation | null,
): readonly Finding[] {
  if (before.health === null) return [];
  const open = before.health === 'starting' || after.health === 'starting' || after.health === null;
  if (before.health === after.health && !open) return [];
  if (again !== null && again.health === after.health && !open) return [];
  const better = after.health === 'healthy';
  return [
    {
      check: 'behaviour',
      code: 'V-HEALTH',
      weight: better ? 'note' : open ? 'unsure' : 'different',
      subject: 'the health check',
      before: before.health,
      after: after.health,
      because:
        open && !better ? 'the health check had no result in time' : 'the result of the health check differs',
    },
  ];
}

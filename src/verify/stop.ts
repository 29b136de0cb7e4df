import type { Finding, Observation } from './types.js';

type Stop = NonNullable<Observation['stop']>;

function text(stop: Stop): string {
  const code = stop.exitCode ?? 'no exit code';
  return stop.killed ? 'it had to be killed' : `it stopped with ${code}`;
}

/**
 * How both took the stop signal. To be killed where the original stopped, or another exit code, is a difference; how long
 * it took never is. Nothing when the original itself ends now this way and now that.
 */
export function compareStops(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
): readonly Finding[] {
  const [left, right] = [before.stop, after.stop];
  if (left === null || right === null) return [];
  if (left.killed === right.killed && left.exitCode === right.exitCode) return [];
  const own = agains.some(({ stop }) => stop?.killed === right.killed && stop.exitCode === right.exitCode);
  if (own) return [];
  const better = left.killed && !right.killed;
  const finding: Finding = {
    check: 'behaviour',
    code: right.killed === left.killed ? 'V-STOP-CODE' : 'V-STOP',
    weight: better ? 'note' : 'different',
    subject: 'the stop signal',
    before: text(left),
    after: text(right),
    because: better
      ? 'only the candidate stops by itself'
      : right.killed
        ? 'the original stops by itself and the candidate has to be killed'
        : 'the exit code after the stop signal differs',
  };
  return [finding];
}

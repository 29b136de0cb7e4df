import type { Finding, Observation } from './types.js';

/** What a proxy in front of the app, or the app, says while the app is not there yet. */
export const NOT_YET: readonly number[] = [502, 503, 504];

function statuses({ answers }: Observation): readonly number[] {
  return answers.flatMap(({ status }) => status ?? []);
}

/**
 * What answers cannot prove although they are equal: 502, 503 and 504 to the end say that the app is not there, and 404
 * alone says only that it starts and routes.
 */
export function saidLittle(before: Observation, after: Observation, subject: string): Finding | null {
  const [own, other] = [statuses(before), statuses(after)];
  const both = (wanted: readonly number[]): boolean =>
    own.length > 0 && other.length > 0 && [...own, ...other].every((status) => wanted.includes(status));
  const sides = { check: 'behaviour', subject, before: own.join(', '), after: other.join(', ') } as const;
  if (both(NOT_YET)) {
    const because = 'inconclusive, same failure: neither is ready when the time is over (`--wait`)';
    return { ...sides, code: 'V-SAME-FAILURE', weight: 'unsure', because };
  }
  if (both([404])) {
    const because = 'nothing but 404 was compared: name what the app serves with --http';
    return { ...sides, code: 'V-NOT-FOUND-ONLY', weight: 'note', because };
  }
  return null;
}

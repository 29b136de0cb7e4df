import type { Finding } from './types.js';

/** What depends on the program that is started and not on what the app does: its log, and the exit code of its stop. */
const OF_THE_PROGRAM: ReadonlySet<string> = new Set(['V-LOG', 'V-LOG-ERROR', 'V-STOP-CODE']);

/**
 * The findings of a comparison where the rewrite starts another program on purpose (a built server in the place of one
 * that compiles, nginx in the place of a development server): that program logs and stops in its own way. `reason` is what
 * the rewrite says of its CMD, null when it left it alone.
 */
export function allowReplaced(findings: readonly Finding[], reason: string | null): readonly Finding[] {
  if (reason === null) return findings;
  return findings.map((each) =>
    each.weight === 'different' && OF_THE_PROGRAM.has(each.code)
      ? { ...each, weight: 'allowed', because: `${each.because}; ${reason}` }
      : each,
  );
}

import type { Check, CheckResult, Finding, Verdict } from './types.js';

/** A check with what it found; its state follows from the heaviest finding. */
export function checkResult(check: Check, findings: readonly Finding[], compared: string): CheckResult {
  const worst = (weight: Finding['weight']): Finding | undefined =>
    findings.find((each) => each.weight === weight);
  if (worst('different')) return { check, state: 'different', because: compared, findings };
  return { check, state: worst('unsure') ? 'unsure' : 'equal', because: compared, findings };
}

/** A check that could not be made, and why. */
export function skippedCheck(check: Check, because: string): CheckResult {
  return { check, state: 'skipped', because, findings: [] };
}

function sentence(finding: Finding): string {
  return `${finding.subject}: ${finding.because}`;
}

/**
 * The verdict of all checks. One proven difference makes it `different`; what could not be compared, or says nothing
 * (both fail alike), makes it `inconclusive`; `equal` takes every check that the engine can make.
 */
export function verdictOf(checks: readonly CheckResult[]): {
  readonly verdict: Verdict;
  readonly because: string;
} {
  for (const { state, findings } of checks) {
    const first = findings.find((each) => each.weight === 'different');
    if (state === 'different' && first) return { verdict: 'different', because: sentence(first) };
  }
  for (const { state, findings } of checks) {
    const first = findings.find((each) => each.weight === 'unsure');
    if (state === 'unsure' && first) return { verdict: 'inconclusive', because: sentence(first) };
  }
  const skipped = checks.find((each) => each.state === 'skipped');
  if (skipped)
    return { verdict: 'inconclusive', because: `${skipped.check} was not compared: ${skipped.because}` };
  return { verdict: 'equal', because: 'every check came out the same' };
}

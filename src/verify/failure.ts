import type { BehaviourComparison } from './behaviour.js';
import { isErrorLine, isMissingLine } from './error-lines.js';
import { compareLogs, logLines, type LogText } from './log-lines.js';
import { compareOutputs } from './outputs.js';
import { steady } from './run-variation.js';
import type { Finding, Observation } from './types.js';

/** True when it listens on a port that it was asked on, although what it speaks there is not HTTP. */
function listens(seen: Observation): boolean {
  return seen.answers.some((answer) => seen.listening?.includes(answer.port));
}

/** True when a start came to nothing: not started, ended with an error, or asked on its ports and silent. */
export function fails(seen: Observation): boolean {
  if (seen.state === 'failed') return true;
  if (seen.state === 'ended') return seen.exitCode !== 0;
  if (seen.state === 'serving') return false;
  const asked = seen.answers.length > 0;
  return asked && seen.answers.every((answer) => answer.status === null) && !listens(seen);
}

/** How a start came to nothing, in a few words. */
export function failureText(seen: Observation): string {
  const words = steady(seen.failure ?? '', { during: seen.during ?? null }).text.trim();
  if (seen.state === 'failed') return words === '' ? 'it does not start' : `it does not start: ${words}`;
  const told = lastError(seen);
  const how =
    seen.state === 'ended'
      ? `it ended with ${seen.exitCode ?? 'no exit code'}`
      : 'it runs and does not answer';
  return told === null ? how : `${how}: ${told}`;
}

function lastError(seen: Observation): string | null {
  const lines = [...logLines({ text: `${seen.stderr}\n${seen.stdout}`, during: seen.during ?? null })];
  return lines.find(isMissingLine) ?? lines.find(isErrorLine) ?? lines.at(-1) ?? null;
}

function textOf(seen: Observation): LogText {
  return { text: [seen.stdout, seen.stderr, seen.failure ?? ''].join('\n'), during: seen.during ?? null };
}

/** The lines that tell why it failed: those about errors, or all when none is. */
function failureLines(all: ReadonlySet<string>): ReadonlySet<string> {
  const errors = [...all].filter(isErrorLine);
  return errors.length > 0 ? new Set(errors) : all;
}

/**
 * What it means that the original comes to nothing. `proven` says that another run of the original went well, so that this
 * one may be meant to fail: what it wrote is compared then as that of a run that ends well.
 */
export function compareFailures(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
  subject: string,
  proven: boolean,
): BehaviourComparison {
  const sides = {
    check: 'behaviour',
    subject,
    before: failureText(before),
    after: fails(after) ? failureText(after) : `it is ${after.state}`,
  } as const;
  const only = (finding: Finding, normalised: readonly string[] = []): BehaviourComparison => ({
    findings: [finding],
    normalised,
  });
  if (!fails(after)) {
    return only({
      ...sides,
      code: 'V-ORIGINAL-FAILS',
      weight: 'unsure',
      because:
        'the original comes to nothing when it is started like this, so nothing is there to compare with',
    });
  }
  const { added, gone, normalised } = compareLogs(
    textOf(before),
    textOf(after),
    agains.map(textOf),
    failureLines,
  );
  const alike = before.state === after.state && before.exitCode === after.exitCode;
  const missing = added.find(isMissingLine);
  if (missing !== undefined) {
    const because = 'both fail, and the candidate misses something that the original has';
    const finding = { ...sides, after: missing, code: 'V-FAILS-DIFFERENTLY', because } as const;
    return only({ ...finding, weight: 'different' }, normalised);
  }
  if (alike && added.length === 0 && gone.length === 0) {
    // A check that is meant to end like this says what it found.
    const meant = proven && before.state === 'ended';
    const outputs = meant ? compareOutputs(before, after, agains.filter(fails), subject) : null;
    if (outputs !== null && outputs.findings.length > 0) return outputs;
    const because = proven
      ? 'both fail in the same way, as this run may be meant to'
      : 'inconclusive, same failure: both come to nothing in the same way';
    return only({ ...sides, code: 'V-SAME-FAILURE', weight: proven ? 'note' : 'unsure', because }, [
      ...normalised,
      ...(outputs?.normalised ?? []),
    ]);
  }
  const because =
    'the original comes to nothing when it is started like this, and the candidate in another way';
  return only({ ...sides, code: 'V-ORIGINAL-FAILS', weight: 'unsure', because }, normalised);
}

import type { BehaviourComparison } from './behaviour.js';
import { isErrorLine } from './error-lines.js';
import { compareLogs, type LogText } from './log-lines.js';
import { withoutBanner } from './package-manager.js';
import { compareTexts, textFinding, type Difference, type RunText } from './text-comparison.js';
import type { Finding, Observation } from './types.js';
import { cutDifference } from './whole.js';

function outputFinding(subject: string, difference: Difference<string | null>): Finding {
  return textFinding('V-OUTPUT', subject, difference, 'the output differs');
}

/** Order and repetition count in an output; npm's banner is not the program's. */
function outputOf(seen: Observation): RunText {
  return {
    text: withoutBanner(seen.stdout),
    during: seen.during ?? null,
    whole: seen.whole?.stdout,
  };
}

function errorsOf(seen: Observation): LogText {
  return { text: seen.stderr, during: seen.during ?? null };
}

/** All that a run wrote, as one log. */
export function logOf(seen: Observation): LogText {
  return { text: `${seen.stdout}\n${seen.stderr}`, during: seen.during ?? null };
}

/** The output of what ended by itself: standard output in its order, standard error as lines. */
export function compareOutputs(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
  subject: string,
): BehaviourComparison {
  const findings: Finding[] = [];
  const what = `standard output of ${subject}`;
  const output = compareTexts(outputOf(before), outputOf(after), agains.map(outputOf), what);
  if (output.difference) findings.push(outputFinding(what, output.difference));
  const errors = compareLogs(errorsOf(before), errorsOf(after), agains.map(errorsOf));
  const cut = cutDifference(before.whole?.stderr, after.whole?.stderr);
  const errorSubject = `standard error of ${subject}`;
  if (errors.added.length > 0 || errors.gone.length > 0)
    findings.push(
      outputFinding(errorSubject, {
        before: errors.gone[0] ?? null,
        after: errors.added[0] ?? null,
        doubt: null,
      }),
    );
  else if (cut) findings.push(outputFinding(errorSubject, { ...cut, doubt: cut.because }));
  return { findings, normalised: [...output.normalised, ...errors.normalised] };
}

/** Logs of what keeps running: new errors count; other lines only where the log is all that there is to see. */
export function compareRunningLogs(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
  subject: string,
): BehaviourComparison {
  const { added, gone, normalised } = compareLogs(logOf(before), logOf(after), agains.map(logOf));
  const log = { check: 'behaviour', subject: `the log of ${subject}` } as const;
  const errors = added.filter(isErrorLine);
  const findings: Finding[] = errors.slice(0, 5).map((line) => ({
    ...log,
    code: 'V-LOG-ERROR',
    weight: 'different',
    before: null,
    after: line,
    because: 'the candidate logs an error or a warning that the original does not have',
  }));
  const silent = before.answers.every((answer) => answer.status === null);
  const other = added.filter((line) => !errors.includes(line));
  if (other.length > 0 || gone.length > 0) {
    findings.push({
      ...log,
      code: 'V-LOG',
      weight: silent ? 'different' : 'note',
      before: gone[0] ?? null,
      after: other[0] ?? null,
      because: `${gone.length} lines of the log are gone and ${other.length} are new`,
    });
  }
  const cut =
    cutDifference(before.whole?.stdout, after.whole?.stdout) ??
    cutDifference(before.whole?.stderr, after.whole?.stderr);
  if (cut) findings.push({ ...log, code: 'V-LOG', weight: silent ? 'unsure' : 'note', ...cut });
  return { findings, normalised };
}

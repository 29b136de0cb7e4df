import { compareAnswers } from './answers.js';
import { compareFailures, failureText, fails } from './failure.js';
import { compareLogs, isErrorLine, logLines } from './log-lines.js';
import { comparePorts } from './open-ports.js';
import { compareStops } from './stop.js';
import { compareTexts } from './text-comparison.js';
import type { Finding, Observation } from './types.js';

/** What running both images showed, and what was taken out of texts before they were compared. */
export interface BehaviourComparison {
  readonly findings: readonly Finding[];
  readonly normalised: readonly string[];
}

function nameOf(seen: Observation, runs: number): string {
  if (runs === 1 && seen.args.length === 0) return 'the start';
  return seen.args.length === 0 ? 'the start without arguments' : `the start with ${seen.args.join(' ')}`;
}

function stateText(seen: Observation): string {
  return seen.state === 'ended' ? `it ended with ${seen.exitCode ?? 'no exit code'}` : `it is ${seen.state}`;
}

/** The candidate comes to nothing, or to another end, where the original works. */
function compareStates(before: Observation, after: Observation, subject: string): Finding | null {
  if (!fails(after) && before.state === after.state) return null;
  const failed = fails(after);
  const exit = before.state === 'ended' && after.state === 'ended';
  return {
    check: 'behaviour',
    code: exit ? 'V-EXIT' : failed ? 'V-START' : 'V-STATE',
    weight: 'different',
    subject,
    before: stateText(before),
    after: failed ? failureText(after) : stateText(after),
    because: exit
      ? 'the exit code differs'
      : failed
        ? 'the original works and the candidate comes to nothing'
        : 'the one ends and the other goes on, or only one of them answers',
  };
}

function outputFinding(subject: string, before: string | null, after: string | null): Finding {
  const because = 'the output differs';
  return { check: 'behaviour', code: 'V-OUTPUT', weight: 'different', subject, before, after, because };
}

/** The output of what ended by itself: standard output in its order, standard error as lines. */
function compareOutputs(
  before: Observation,
  after: Observation,
  again: Observation | null,
  subject: string,
): BehaviourComparison {
  const what = `standard output of ${subject}`;
  const [left, right] = [before.stdout, after.stdout].map((text) => [...ownLines(text)].join('\n'));
  const second = again === null ? null : [...ownLines(again.stdout)].join('\n');
  const { difference, normalised } = compareTexts(left ?? '', right ?? '', second, what);
  const findings: Finding[] =
    difference === null ? [] : [outputFinding(what, difference.before, difference.after)];
  const errors = compareLogs(
    logLines(before.stderr),
    logLines(after.stderr),
    again === null ? null : logLines(again.stderr),
  );
  if (errors.added.length > 0 || errors.gone.length > 0) {
    findings.push(
      outputFinding(`standard error of ${subject}`, errors.gone[0] ?? null, errors.added[0] ?? null),
    );
  }
  return { findings, normalised };
}

/** Lines of an output without npm's banner, which is not the program's; order and repetition count here. */
function ownLines(text: string): readonly string[] {
  return text.replaceAll(/^\n?> \S+@\d\S* \S.*\n> .*\n\n?/gm, '').split('\n');
}

/** Logs of what keeps running: new errors count; other lines only where the log is all that there is to see. */
function compareRunningLogs(
  before: Observation,
  after: Observation,
  again: Observation | null,
  subject: string,
): readonly Finding[] {
  const { added, gone } = compareLogs(
    logLines(before.stdout, before.stderr),
    logLines(after.stdout, after.stderr),
    again === null ? null : logLines(again.stdout, again.stderr),
  );
  const errors = added.filter(isErrorLine);
  const findings: Finding[] = errors.slice(0, 5).map((line) => ({
    check: 'behaviour',
    code: 'V-LOG-ERROR',
    weight: 'different',
    subject: `the log of ${subject}`,
    before: null,
    after: line,
    because: 'the candidate logs an error or a warning that the original does not have',
  }));
  const silent = before.answers.every((answer) => answer.status === null);
  const other = added.filter((line) => !errors.includes(line));
  if (other.length === 0 && gone.length === 0) return findings;
  findings.push({
    check: 'behaviour',
    code: 'V-LOG',
    weight: silent ? 'different' : 'note',
    subject: `the log of ${subject}`,
    before: gone[0] ?? null,
    after: other[0] ?? null,
    because: `${gone.length} lines of the log are gone and ${other.length} are new`,
  });
  return findings;
}

function compareHealth(
  before: Observation,
  after: Observation,
  again: Observation | null,
): readonly Finding[] {
  if (before.health === after.health || before.health === null) return [];
  if (again !== null && again.health === after.health) return [];
  const open = before.health === 'starting' || after.health === 'starting';
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

function compareRun(
  before: Observation,
  after: Observation,
  again: Observation | null,
  subject: string,
  proven: boolean,
): BehaviourComparison {
  if (fails(before)) {
    return { findings: [compareFailures(before, after, again, subject, proven)], normalised: [] };
  }
  if (again !== null && fails(again)) {
    const sides = { before: failureText(again), after: stateText(after) };
    const because = 'the original works at one start and comes to nothing at the next';
    return {
      findings: [
        { check: 'behaviour', code: 'V-ORIGINAL-UNSTEADY', weight: 'unsure', subject, ...sides, because },
      ],
      normalised: [],
    };
  }
  const state = compareStates(before, after, subject);
  if (state) return { findings: [state], normalised: [] };
  const answers = compareAnswers(before, after, again);
  if (before.state === 'ended') {
    const outputs = compareOutputs(before, after, again, subject);
    return {
      findings: [...answers.findings, ...outputs.findings],
      normalised: [...answers.normalised, ...outputs.normalised],
    };
  }
  const ports = comparePorts(before.listening, after.listening, again?.listening ?? null);
  return {
    findings: [
      ...answers.findings,
      ...ports.findings,
      ...compareHealth(before, after, again),
      ...compareRunningLogs(before, after, again, subject),
      ...compareStops(before, after, again),
    ],
    normalised: [...answers.normalised, ...ports.normalised],
  };
}

/**
 * Compares what two images were seen to do, run by run. `again` is what a second start of the original showed; null when there
 * was none. Ask for it when a first comparison finds anything: what the original itself changes from start to start is then
 * taken out, and named in `normalised`.
 */
export function compareBehaviour(
  before: readonly Observation[],
  after: readonly Observation[],
  again: readonly Observation[] | null = null,
): BehaviourComparison {
  const proven = before.some((seen) => !fails(seen));
  const findings: Finding[] = [];
  const normalised = new Set<string>();
  for (const [index, seen] of before.entries()) {
    const other = after[index];
    if (!other) continue;
    const compared = compareRun(seen, other, again?.[index] ?? null, nameOf(seen, before.length), proven);
    findings.push(...compared.findings);
    for (const kind of compared.normalised) normalised.add(kind);
  }
  return { findings, normalised: [...normalised].sort() };
}

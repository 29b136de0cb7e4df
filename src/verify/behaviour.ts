import { compareAnswers } from './answers.js';
import { compareFailures, failureText, fails } from './failure.js';
import { compareGreetings } from './greetings.js';
import { compareHealth } from './health.js';
import { comparePorts, compareUdpPorts } from './open-ports.js';
import { compareOutputs, compareRunningLogs } from './outputs.js';
import { compareProcesses } from './processes.js';
import { saidLittle } from './said-little.js';
import { compareStops } from './stop.js';
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

/** The engine did not tell what one of them did. */
function unseenFinding(before: Observation, after: Observation, subject: string): Finding | null {
  if (before.unseen === undefined && after.unseen === undefined) return null;
  return {
    check: 'behaviour',
    code: 'V-UNSEEN',
    weight: 'unsure',
    subject,
    before: before.unseen ?? null,
    after: after.unseen ?? null,
    because: 'the engine did not tell what it did, so nothing is compared',
  };
}

function compareRun(
  before: Observation,
  after: Observation,
  agains: readonly Observation[],
  subject: string,
  proven: boolean,
): BehaviourComparison {
  const unseen = unseenFinding(before, after, subject);
  if (unseen) return { findings: [unseen], normalised: [] };
  if (fails(before)) return compareFailures(before, after, agains, subject, proven);
  const failed = agains.find(fails);
  if (failed) {
    const sides = { before: failureText(failed), after: stateText(after) };
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
  const answers = compareAnswers(before, after, agains);
  if (before.state === 'ended') {
    const outputs = compareOutputs(before, after, agains, subject);
    return {
      findings: [...answers.findings, ...outputs.findings],
      normalised: [...answers.normalised, ...outputs.normalised],
    };
  }
  const listening = agains.flatMap((again) => (again.listening === null ? [] : [again.listening]));
  const ports = comparePorts(before.listening, after.listening, listening);
  const greetings = compareGreetings(before, after, agains);
  const little = saidLittle(before, after, subject);
  const logs = compareRunningLogs(before, after, agains, subject);
  return {
    findings: [
      ...answers.findings,
      ...(little === null ? [] : [little]),
      ...greetings.findings,
      ...ports.findings,
      ...compareUdpPorts(before, after, agains),
      ...compareProcesses(before, after, agains),
      ...compareHealth(before, after, agains),
      ...logs.findings,
      ...compareStops(before, after, agains),
    ],
    normalised: [...answers.normalised, ...greetings.normalised, ...ports.normalised, ...logs.normalised],
  };
}

/**
 * Compares what two images were seen to do, run by run. `agains` is what further starts of the original showed, one
 * entry for each. Ask for one when a first comparison finds anything: what the original itself changes from start to start is
 * then taken out, and named in `normalised`.
 */
export function compareBehaviour(
  before: readonly Observation[],
  after: readonly Observation[],
  agains: readonly (readonly Observation[])[] = [],
): BehaviourComparison {
  const proven = before.some((seen) => !fails(seen));
  const findings: Finding[] = [];
  const normalised = new Set<string>();
  for (const [index, seen] of before.entries()) {
    const other = after[index];
    if (!other) continue;
    const more = agains.flatMap((again) => again[index] ?? []).filter(({ unseen }) => unseen === undefined);
    const compared = compareRun(seen, other, more, nameOf(seen, before.length), proven);
    findings.push(...compared.findings);
    for (const kind of compared.normalised) normalised.add(kind);
  }
  return { findings, normalised: [...normalised].sort() };
}

import type { CheckResult, Verification } from '../verify/types.js';
import {
  buildCommand,
  command,
  quoted,
  toolsStep,
  verifyOptions,
  writeStep,
  type NextPlace,
} from './next-steps.js';
import type { NextStep, Report } from './types.js';

const MOST_PATHS = 4;

const LOOK: NextStep = {
  why: 'look around in both images: the same command with --keep-images says what they are called',
  command: null,
};
const NEEDS: NextStep = {
  why: 'give the app what it needs: --env, --env-file, --run-option=--network=NAME, --wait, or a verify section in dockopt.config.yaml',
  command: null,
};

function stateOf({ checks }: Verification, check: CheckResult['check']): CheckResult['state'] {
  return checks.find((each) => each.check === check)?.state ?? 'skipped';
}

/** Files of the app that are gone, and that nothing accounts for. */
function unaccounted({ checks }: Verification): readonly string[] {
  const files = checks.find((each) => each.check === 'files')?.findings ?? [];
  const gone = files.filter((each) => each.code === 'V-FILE-GONE' && each.weight === 'unsure');
  return gone.map((each) => each.subject).slice(0, MOST_PATHS);
}

function withoutStep(paths: readonly string[]): NextStep {
  const options = paths.map((path) => `--without ${quoted(path)}`).join(' ');
  return { why: `copy what is gone, or say that the app does without it: ${options}`, command: null };
}

/** Paths that the rewrite lost: naming them makes the next one keep them. */
function lostPaths({ checks }: Verification): readonly string[] {
  const lost = checks
    .filter((each) => each.check === 'files' || each.check === 'closure')
    .flatMap((each) => each.findings)
    .filter((each) => each.weight === 'different' && each.after === null && /^\/[^\s,]+$/.test(each.subject));
  return [...new Set(lost.map((each) => each.subject))].slice(0, MOST_PATHS);
}

function pinning(place: NextPlace, paths: readonly string[]): NextPlace {
  const options = verifyOptions(place.options);
  return { ...place, options: paths.length === 0 ? options : [...options, '--pin', paths.join(',')] };
}

/** How a comparison was asked for. */
export interface AskedFor {
  /** Whether its images are still there. */
  readonly kept: boolean;
  /** The options of `docker build` that were passed through, one word each. */
  readonly build: readonly string[];
}

/** What to do after a comparison: use the result, keep what is missing, or give the comparison what it lacks. */
export function verifySteps(
  report: Report,
  verification: Verification,
  place: NextPlace,
  asked: AskedFor = { kept: false, build: [] },
): readonly NextStep[] {
  const own = report.outcome === 'rewritten';
  const steps: NextStep[] = [];
  if (verification.verdict === 'equal')
    return own ? [writeStep(place), toolsStep(report.stages, place)].filter((step) => step !== null) : [];
  if (verification.verdict === 'inconclusive') {
    if (stateOf(verification, 'build') !== 'equal')
      steps.push({
        why: 'make the original build',
        command: buildCommand(place, place.file, [' --progress plain', ...asked.build.map(quoted)].join(' ')),
      });
    else {
      const gone = unaccounted(verification);
      if (gone.length > 0) steps.push(withoutStep(gone));
      if (stateOf(verification, 'behaviour') === 'unsure') steps.push(NEEDS);
      else if (gone.length === 0 && !asked.kept) steps.push(LOOK);
    }
    return steps;
  }
  const lost = own ? lostPaths(verification) : [];
  if (lost.length > 0)
    steps.push({
      why: 'keep what is missing, and compare again',
      command: command('verify', pinning(place, lost)),
    });
  if (stateOf(verification, 'build') !== 'different' && !asked.kept) steps.push(LOOK);
  if (own)
    steps.push({
      why: 'keep the Dockerfile as it is, and report this to the maintainers of dockopt with the Dockerfile and this report',
      command: null,
    });
  return steps;
}

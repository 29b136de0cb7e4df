import type { Contributions } from '../classify/merge.js';
import { within } from '../classify/places.js';
import type { Refusal } from '../classify/types.js';
import type { AllowKind, BaseOption, Facts } from '../transform/types.js';
import type { Candidate } from './candidate.js';

/** The owner's other way to serve the same files, as if its pack had contributed nothing else. */
export interface PlannedReplacement {
  readonly contributions: Contributions;
  readonly base: BaseOption;
}

/** The owner's replacement, unless the stage is refused for a reason that it does not answer. */
export function replacementFor(
  contributed: Contributions,
  early: readonly Refusal[],
): PlannedReplacement | null {
  const replacement = contributed.owner?.replacement;
  if (!replacement || early.some((each) => each.code !== replacement.answers)) return null;
  const { contribution, base } = replacement;
  return {
    contributions: { all: [contribution], owner: contribution, ownerPack: contributed.ownerPack },
    base,
  };
}

/**
 * A replacement runs on a distribution of its own: nothing but its own files may be copied, and no command of the input
 * may be repeated there.
 */
export function replaceable(facts: Facts, made: Candidate): boolean {
  const roots = made.carried.every((each) =>
    made.rung === 'artefact' ? each.evidence.rule === made.option.evidence.rule : false,
  );
  return (
    roots &&
    made.installed.length === 0 &&
    made.carried.every((each) => !within('/etc/nginx', each.path)) &&
    made.runtime.every((step) => {
      if (step.step === 'run') return step.from === null;
      if (step.step !== 'keep' && step.step !== 'derive') return true;
      return !/^(?:run|copy|add)$/.test(facts.doc.instructions[step.instruction]?.type ?? '');
    })
  );
}

/** The refusals, with the option that lifts them named first. */
export function unlockedBy(refusals: readonly Refusal[], allow: AllowKind | null): readonly Refusal[] {
  return allow === null
    ? refusals
    : refusals.map((each) => ({ ...each, unlock: `--allow ${allow}, or ${each.unlock}` }));
}

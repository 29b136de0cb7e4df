import { compareBehaviour, type BehaviourComparison } from '../../verify/behaviour.js';
import { fails } from '../../verify/failure.js';
import type { BuiltImage, Observation, RunPlan } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { observe } from './observe.js';

export interface Behaviour extends BehaviourComparison {
  readonly before: readonly Observation[];
  readonly after: readonly Observation[];
}

/** The candidate is asked on the ports that the original was asked on, also on those that nobody had named. */
function planForCandidate(plan: RunPlan, before: readonly Observation[]): RunPlan {
  const ports = [...new Set(before.flatMap((seen) => seen.answers.map((answer) => answer.port)))];
  return plan.ports.length > 0 || ports.length === 0 ? plan : { ...plan, ports };
}

/**
 * Runs both images as the plan says and compares what they do. When they differ, the original is started a second time:
 * what it does not do alike twice is no difference.
 */
export async function behave(
  session: Session,
  original: BuiltImage,
  candidate: BuiltImage,
  plan: RunPlan,
): Promise<Behaviour> {
  const helper = original.reference;
  const before = await observe(session, original.reference, plan, original.config, helper);
  const asked = planForCandidate(plan, before);
  const after = await observe(session, candidate.reference, asked, candidate.config, helper);
  const first = compareBehaviour(before, after);
  const works = before.some((seen) => !fails(seen));
  if (
    !works ||
    session.signal.aborted ||
    !first.findings.some((it) => it.weight === 'different' || it.weight === 'unsure')
  ) {
    return { ...first, before, after };
  }
  const again = await observe(session, original.reference, asked, original.config, helper);
  return { ...compareBehaviour(before, after, [again]), before, after };
}

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

/** Most further starts of the original. */
const STARTS = 5;
/** Seconds for them when it is a command, which is soon over, and when the second start showed that it varies. */
const COMMAND_SECONDS = 15;
const VARYING_SECONDS = 60;

function open({ findings }: BehaviourComparison): boolean {
  return findings.some(
    ({ weight, code }) => weight === 'different' || (weight === 'unsure' && code !== 'V-SAME-FAILURE'),
  );
}

/**
 * Runs both images as the plan says and compares what they do. When they differ, the original is started again, and asked
 * everything several times: what it does not do alike is no difference. One more start can be like the first by chance, so
 * commands, and what is seen to vary, are started up to five times, as far as there is time.
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
  const agains: (readonly Observation[])[] = [];
  let compared = compareBehaviour(before, after);
  // Nothing of it works, and the candidate does: another start of the original has nothing to tell.
  const hopeless = before.every(fails) && !after.some(fails);
  if (hopeless) return { ...compared, before, after };
  const start = performance.now();
  const commands = before.every(({ state }) => state === 'ended');
  while (!session.signal.aborted && open(compared) && agains.length < STARTS) {
    const varied = agains.some((again) => open(compareBehaviour(before, again)));
    const seconds = varied ? VARYING_SECONDS : commands ? COMMAND_SECONDS : 0;
    if (agains.length > 0 && performance.now() - start > 1000 * seconds) break;
    agains.push(await observe(session, original.reference, asked, original.config, helper, true));
    compared = compareBehaviour(before, after, agains);
  }
  return { ...compared, before, after };
}

import type { Carried } from '../classify/carry.js';
import type { UnitFate } from '../classify/fates.js';
import { setsOwners } from '../classify/carry.js';
import { within } from '../classify/places.js';

/** True when one repeated COPY or mkdir gives the final image all that a path holds. */
function isRepeated(path: string, fates: readonly UnitFate[]): boolean {
  const writers = fates.filter((fate) =>
    [
      ...(setsOwners(fate.unit) ? [] : fate.unit.effects.writes),
      ...(fate.unit.effects.opaque?.within ?? []).map((each) => ({ path: each, tree: true })),
    ].some((write) => within(write.path, path) || (write.tree && within(path, write.path))),
  );
  const only = writers[0];
  if (!only || writers.length > 1 || only.verdict !== 'replay') return false;
  return only.unit.instruction.type !== 'run' || only.unit.effects.model === 'mkdir';
}

/** The paths that have to come from the build stage: not those that a repeated COPY or mkdir brings anyway. */
export function withoutRepeated(carried: readonly Carried[], fates: readonly UnitFate[]): readonly Carried[] {
  const left = carried.filter((each) => !isRepeated(each.path, fates));
  // Nothing to copy would leave the build stage out of the build.
  return left.length > 0 ? left : carried;
}

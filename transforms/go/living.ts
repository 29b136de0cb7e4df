import { within } from '../../src/classify/places.js';
import type { Facts } from '../../src/transform/types.js';
import type { GoBuild } from './builds.js';

/** A program of the build that is still there at the end of the stage. */
export interface LivingProgram {
  readonly path: string;
  readonly tree: boolean;
  readonly build: GoBuild;
  /** False for a tool that is downloaded (`go install tool@v1`): it counts only when something calls it. */
  readonly own: boolean;
}

/** The programs of the build that are still there at the end of the stage. */
export function livingPrograms(facts: Facts, builds: readonly GoBuild[]): readonly LivingProgram[] {
  return builds.flatMap((build) =>
    build.produced
      .filter((each) => each.tree || !isRemoved(facts, each.path, build.unit.id))
      .map((each) => ({
        path: each.path,
        tree: each.tree,
        build,
        own: each.dir !== null || build.call.verb === 'build',
      })),
  );
}

/** Is a path removed at or after the unit of this id? */
export function isRemoved(facts: Facts, path: string, after: string): boolean {
  const from = facts.units.findIndex((unit) => unit.id === after);
  return facts.units
    .slice(from)
    .some((unit) =>
      unit.effects.removes.some((each) => each === path || within(path, each.replace(/\/\*$/, ''))),
    );
}

import type { Carried } from '../classify/carry.js';
import type { UnitFate } from '../classify/fates.js';
import { isPackageConfig, patternDirectory, within } from '../classify/places.js';

/** What a package manager reads before it talks to a repository. */
function isReadByPackageManager(path: string): boolean {
  return (
    isPackageConfig(path) || within(path, '/etc/ssl') || within(path, '/usr/local/share/ca-certificates')
  );
}

/** Absolute paths that a command expects to be there when it runs. */
function expected(fate: UnitFate, start: string): readonly string[] {
  const { effects, cwd } = fate.unit;
  const moved = cwd === start ? [] : [cwd];
  return [...effects.reads, ...(effects.owners ?? []).map((change) => change.path), ...moved];
}

function meets(path: string, carried: Carried): boolean {
  const directory = patternDirectory(path);
  if (directory === null) return within(path, carried.path);
  return within(directory, carried.path) || within(carried.path, directory);
}

/** What of the carried paths must be in the final stage before these commands run there. */
export function touched(fates: readonly UnitFate[], carried: readonly Carried[]): readonly Carried[] {
  const start = fates[0]?.unit.cwd ?? '/';
  const installs = fates.some((fate) => fate.verdict === 'replay' && fate.unit.effects.packages.length > 0);
  return carried.filter(
    (each) =>
      (installs && isReadByPackageManager(each.path)) ||
      fates.some((fate) => expected(fate, start).some((path) => meets(path, each))),
  );
}

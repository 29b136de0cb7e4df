import type { ImageFacts } from '../data/types.js';
import type { Effects, Write } from '../effects/types.js';
import type { UnitFacts } from '../transform/types.js';
import { within } from './places.js';

/** What Debian, Alpine and the official images have below /var; elsewhere below it nothing is theirs. */
const VAR = /^\/var\/(?:backups|cache|empty|lib|local|lock|log|mail|opt|run|spool|tmp|www)(?:\/|$)/;

/** Places in which no base image has directories beside the well-known ones. */
function isFree(path: string): boolean {
  if (within(path, '/var')) return path !== '/var' && !VAR.test(path);
  return !/^\/(?:bin|boot|dev|etc|go|home|lib\w*|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr)(?:\/|$)/.test(
    path,
  );
}

function makes(write: Write, directory: string): boolean {
  if (write.maybe === true) return false;
  return within(write.path, directory) || (write.tree && within(directory, write.path));
}

/** May something before it have made the directory unseen: a package, a command that nobody can explain? */
function mayMake(unit: UnitFacts, directory: string): boolean {
  const { opaque, packages } = unit.effects;
  if (packages.some((change) => change.op === 'install')) return true;
  if (!opaque) return unit.effects.confidence === 'unknown' && unit.instruction.type === 'run';
  return opaque.within === null || opaque.within.some((tree) => within(directory, tree));
}

/**
 * Writes whose command fails where a directory is not there, and whose failure is passed over (`cp a /x/ || true`): they are
 * writes when something makes the directory, none when nothing can have made it, and otherwise nobody can say what the
 * image has, so that a COPY of it could fail.
 */
export function settlePassedOver(
  found: Effects,
  earlier: readonly UnitFacts[],
  base: ImageFacts | null,
): Effects {
  if (!found.writes.some((write) => write.maybe)) return found;
  const before = [...earlier.flatMap((unit) => unit.effects.writes), ...found.writes];
  const writes: Write[] = [];
  let unknown: string | null = null;
  for (const write of found.writes) {
    const directory = write.into;
    if (!write.maybe || directory === undefined) {
      writes.push(write);
      continue;
    }
    if (before.some((each) => makes(each, directory))) {
      const { path, tree, role } = write;
      writes.push({ path, tree, role });
      continue;
    }
    const never =
      base !== null &&
      isFree(directory) &&
      !found.opaque &&
      !earlier.some((unit) => mayMake(unit, directory));
    if (!never) unknown ??= directory;
  }
  if (unknown === null) return { ...found, writes };
  const because = `whether ${unknown} is there is not known, and a failure is passed over: make it first with mkdir -p`;
  return { ...found, writes, opaque: { because, within: null }, confidence: 'unknown' };
}

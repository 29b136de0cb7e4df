import { matchPathOrParent } from '../project/glob.js';
import type { UnitFacts } from '../transform/types.js';
import { within } from './places.js';

function covers(removed: string, path: string): boolean {
  if (!/[*?[]/.test(removed)) return within(path, removed);
  // A bracket expression is rare, and what it matches is not worth guessing.
  return !removed.includes('[') && matchPathOrParent(removed.replaceAll(/\*+/g, '*'), path);
}

/** True when a command after `unit` removes `path` for good, so that the image never had it. */
export function removedAfter(units: readonly UnitFacts[], unit: UnitFacts, path: string): boolean {
  const from = units.indexOf(unit);
  if (from < 0) return false;
  const at = units.findIndex(
    (each, index) => index > from && each.effects.removes.some((removed) => covers(removed, path)),
  );
  if (at < 0) return false;
  return !units.slice(at).some((each) => each.effects.writes.some((write) => within(write.path, path)));
}

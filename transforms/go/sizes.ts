import { binaryPart, goCachesPart } from '../../src/estimate/parts.js';
import type { SizePart } from '../../src/estimate/types.js';
import { goMod } from '../../src/project/go/mod.js';
import type { Facts } from '../../src/transform/types.js';

function moduleCount(facts: Facts): number {
  for (const unit of facts.units) {
    const text = facts.files.read(`${unit.cwd === '/' ? '' : unit.cwd}/go.mod`);
    if (text !== null) return goMod(text).requires.length;
  }
  return 0;
}

/** What building leaves in the image beside the program: the module and build caches, by the number of modules required. */
export function buildSizes(facts: Facts): {
  readonly before: readonly SizePart[];
  readonly after: readonly SizePart[];
} {
  const builds = facts.units.some((unit) => /^go (?:build|install|run)/.test(unit.effects.model));
  if (!builds) return { before: [], after: [] };
  return { before: [goCachesPart(moduleCount(facts)), binaryPart()], after: [binaryPart()] };
}

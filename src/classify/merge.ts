import type { Contribution, LanguagePack } from '../transform/types.js';
import type { Facts } from '../transform/types.js';

/** All packs' contributions to one file, and the pack that owns the started process. */
export interface Contributions {
  readonly all: readonly Contribution[];
  readonly owner: Contribution | null;
  readonly ownerPack: LanguagePack | null;
}

/** Asks every pack that is at work in the file. The first that owns the started process proposes the base. */
export function contributions(facts: Facts, packs: readonly LanguagePack[]): Contributions {
  const active = packs.filter((pack) => pack.detect(facts));
  const all = active.map((pack) => pack.contribute(facts));
  const owner = all.find((each) => each.owns) ?? null;
  return { all, owner, ownerPack: active.find((pack) => pack.id === owner?.pack) ?? null };
}

import type { AllowKind, BaseOption, Level, Tier } from '../transform/types.js';

const TIERS: Readonly<Record<Level, readonly Tier[]>> = {
  safe: ['T0', 'T1'],
  standard: ['T0', 'T1', 'T2'],
  minimal: ['T0', 'T1', 'T2', 'T3'],
};

/** Kinds of change that a level brings with it; `dev-server`, `non-root` and `cache-mounts` come only by name. */
const KINDS: Readonly<Record<Level, readonly AllowKind[]>> = {
  safe: [],
  standard: [],
  minimal: ['nginx', 'libc', 'unwrap', 'static-go', 'scratch'],
};

/** True when the level, or `--allow` by name, permits a change of this tier and kind. */
export function permitted(
  tier: Tier,
  kind: AllowKind | null,
  level: Level,
  allow: readonly AllowKind[],
): boolean {
  if (kind !== null) return allow.includes(kind) || KINDS[level].includes(kind);
  return TIERS[level].includes(tier);
}

/** The bases that a level permits, in the pack's order. */
export function permittedBases(
  options: readonly BaseOption[],
  level: Level,
  allow: readonly AllowKind[],
): readonly BaseOption[] {
  return options.filter((option) => permitted(option.tier, option.allow, level, allow));
}

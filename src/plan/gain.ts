import type { Contributions } from '../classify/merge.js';
import type { SizeEstimate } from '../estimate/types.js';
import type { Facts } from '../transform/types.js';
import type { Candidate } from './candidate.js';

const MEGABYTE = 1_000_000;

/** Estimated sizes of the final image before and after one candidate. */
export function estimateGain(facts: Facts, contributed: Contributions, made: Candidate): SizeEstimate {
  return {
    before: null,
    after: null,
    saved: null,
    basis: `${facts.doc.source} ${contributed.all.length} ${made.rung}`,
  };
}

/**
 * A rewrite must gain 20 MB or 10 % by the lower bound of its range. Where sizes are not known, a smaller kind of base or
 * a build stage that takes something away counts as a gain.
 */
export function worthIt(gain: SizeEstimate): boolean {
  if (!gain.saved) return true;
  const before = (gain.before ?? []).reduce((sum, part) => sum + part.range.high, 0);
  return gain.saved.low >= 20 * MEGABYTE || (before > 0 && gain.saved.low >= before / 10);
}

import { difference, sameRange, sum } from './range.js';
import type { SizeEstimate, SizePart, SizeRange } from './types.js';

/** A side of the comparison; null stands for a part of unknown size, which makes the side unknown. */
export interface SizeParts {
  readonly before: readonly (SizePart | null)[];
  readonly after: readonly (SizePart | null)[];
}

function known(parts: readonly (SizePart | null)[]): readonly SizePart[] | null {
  const found = parts.filter((part) => part !== null);
  return found.length === parts.length ? found : null;
}

/** Leaves out what both sides hold alike: it is the same however big it is. */
function without(parts: readonly SizePart[], others: readonly SizePart[]): readonly SizeRange[] {
  return parts
    .filter((part) => !others.some((other) => other.name === part.name && sameRange(other.range, part.range)))
    .map((part) => part.range);
}

/**
 * What the rewrite saves, as a range in bytes: parts that are on both sides under one name and with one range cancel out,
 * of the rest the least and the most that the difference can be. Both bounds may be negative. `saved` is null when
 * a part of either side is not known.
 */
export function estimateSizes(parts: SizeParts): SizeEstimate {
  const before = known(parts.before);
  const after = known(parts.after);
  if (before === null || after === null) {
    const sides = [before === null ? 'before' : '', after === null ? 'after' : ''].filter(
      (side) => side !== '',
    );
    return { before, after, saved: null, basis: `the size ${sides.join(' and ')} is not known` };
  }
  const saved = difference(sum(without(before, after)), sum(without(after, before)));
  const estimated = [...before, ...after].some((part) => part.basis === 'estimate');
  return {
    before,
    after,
    saved,
    basis: estimated
      ? 'uncompressed, linux/amd64; measured and estimated parts, nothing was built'
      : 'uncompressed, linux/amd64; measured parts, nothing was built',
  };
}

/** All parts of a side together. */
export function totalSize(parts: readonly SizePart[]): SizeRange {
  return sum(parts.map((part) => part.range));
}

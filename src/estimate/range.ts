import type { SizeRange } from './types.js';

/** Bytes in a megabyte as `docker images` prints them. */
export const MEGABYTE = 1_000_000;

/** All that the sum of these can be, in bytes. */
export function sum(ranges: readonly SizeRange[]): SizeRange {
  return {
    low: ranges.reduce((total, range) => total + range.low, 0),
    high: ranges.reduce((total, range) => total + range.high, 0),
  };
}

/** All that `a - b` can be, when the two do not depend on each other. */
export function difference(a: SizeRange, b: SizeRange): SizeRange {
  return { low: a.low - b.high, high: a.high - b.low };
}

/** A value that is right within a factor down and up: `around(100, 0.9, 1.2)` is 90 to 120. */
export function around(bytes: number, down: number, up: number): SizeRange {
  return { low: Math.round(bytes * down), high: Math.round(bytes * up) };
}

/** True when both bounds are the same. */
export function sameRange(a: SizeRange, b: SizeRange): boolean {
  return a.low === b.low && a.high === b.high;
}

import type { Whole } from './types.js';

function label(whole: Whole | undefined): string {
  if (whole === undefined) return 'shorter';
  return whole.digest === null
    ? `at least ${whole.bytes} bytes`
    : `${whole.bytes} bytes, sha256 ${whole.digest.slice(0, 16)}`;
}

/** Two texts whose kept parts are alike and which cannot be said to be equal as a whole. */
export interface CutDifference {
  readonly before: string;
  readonly after: string;
  readonly because: string;
}

/** What is left open where only parts of two texts were kept; null when both were kept, or are equal as a whole. */
export function cutDifference(before: Whole | undefined, after: Whole | undefined): CutDifference | null {
  if (before === undefined && after === undefined) return null;
  const read = before?.digest !== null && after?.digest !== null;
  if (read && before?.bytes === after?.bytes && before?.digest === after?.digest) return null;
  const because = read
    ? 'it is longer than what is compared, and differs somewhere else or in what varies'
    : 'it is longer than what is compared, and was not read to its end';
  return { before: label(before), after: label(after), because };
}

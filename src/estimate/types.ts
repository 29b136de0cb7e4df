/** Bytes, lower and upper bound. */
export interface SizeRange {
  readonly low: number;
  readonly high: number;
}

/** One thing that takes room: how much, whether the table's number is measured, and where the number comes from. */
export interface SizePart {
  /** `base node:20-slim`, `packages ffmpeg`, `app`. */
  readonly name: string;
  readonly range: SizeRange;
  readonly basis: 'measured' | 'estimate';
  readonly source: string;
}

/** Sizes of the final image before and after, uncompressed, in bytes. Nothing here was built. */
export interface SizeEstimate {
  readonly before: readonly SizePart[] | null;
  readonly after: readonly SizePart[] | null;
  /** Bytes saved, lower and upper bound; null when either side is not known. */
  readonly saved: SizeRange | null;
  readonly basis: string;
}

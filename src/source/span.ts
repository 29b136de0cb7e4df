/** A half-open range `[start, end)` of UTF-16 code unit offsets into one source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where something stands: a source (a file name as shown to the user) and a one-based line, end line inclusive. */
export interface Place {
  readonly source: string;
  readonly line: number;
  readonly endLine: number;
  readonly span: Span;
}

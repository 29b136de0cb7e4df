import type { Span } from '../source/span.js';
import type { LogicalLine } from './types.js';

/** The source offset of a character of the logical text. */
function sourceOffset(line: LogicalLine, at: number): number {
  let offset = line.span.start;
  for (const piece of line.pieces) {
    if (piece.at > at) break;
    offset = piece.span.start + Math.min(at - piece.at, piece.span.end - piece.span.start);
  }
  return offset;
}

/** Where `[start, end)` of the logical text stands in the source; continuations between its ends lie inside. */
export function sourceSpan(line: LogicalLine, start: number, end: number): Span {
  const from = sourceOffset(line, start);
  return { start: from, end: end > start ? sourceOffset(line, end - 1) + 1 : from };
}

/**
 * An instruction's source text, fit to stand before another one: a continuation that nothing follows (an escape
 * character at the end of the file) would swallow it and is cut off.
 */
export function verbatim(text: string, line: LogicalLine): string {
  const whole = text.slice(line.span.start, line.span.end);
  if (line.heredocs.length > 0) return whole;
  const last = line.pieces.at(-1);
  return last === undefined ? '' : text.slice(line.span.start, last.span.end);
}

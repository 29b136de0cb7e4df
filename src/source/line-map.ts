import type { Place, Span } from './span.js';

/** Offsets at which the lines of a text start; line 1 starts at 0. Only `\n` ends a line, as BuildKit counts. */
export type LineMap = readonly number[];

export function lineMap(text: string): LineMap {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The one-based line that an offset stands on; offsets past the end count as the last line. */
export function lineAt(map: LineMap, offset: number): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((map[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Where a span stands, for people: the end line is that of the span's last character. */
export function placeOf(source: string, map: LineMap, span: Span): Place {
  const line = lineAt(map, span.start);
  return { source, line, endLine: Math.max(line, lineAt(map, Math.max(span.start, span.end - 1))), span };
}

import type { SizeEstimate, SizePart, SizeRange } from '../estimate/types.js';

/** A range of bytes in MB (decimal), as `75` or `70-80`. */
export function megabytes(range: SizeRange): string {
  const low = Math.round(range.low / 1e6);
  const high = Math.round(range.high / 1e6);
  return low === high ? `${low}` : `${low}-${high}`;
}

function total(parts: readonly SizePart[]): SizeRange {
  return {
    low: parts.reduce((sum, part) => sum + part.range.low, 0),
    high: parts.reduce((sum, part) => sum + part.range.high, 0),
  };
}

function cell(part: SizePart | undefined): string {
  return part ? megabytes(part.range) : '-';
}

/** A table of the sizes before and after, part by part, in MB. */
export function sizeTable(sizes: SizeEstimate): readonly string[] {
  if (!sizes.before || !sizes.after) return [`not known: ${sizes.basis}`];
  const names = [...new Set([...sizes.before, ...sizes.after].map((part) => part.name))];
  const rows = names.map((name) => {
    const before = sizes.before?.find((part) => part.name === name);
    const after = sizes.after?.find((part) => part.name === name);
    return [name, cell(before), cell(after), (after ?? before)?.basis ?? ''];
  });
  rows.push(['total', megabytes(total(sizes.before)), megabytes(total(sizes.after)), '']);
  const head = ['MB, uncompressed', 'before', 'after', 'basis'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, column) =>
        column === 1 || column === 2 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const saved = sizes.saved ? [`saves ${megabytes(sizes.saved)} MB (estimated; nothing was built)`] : [];
  return [line(head), ...rows.map(line), ...saved];
}

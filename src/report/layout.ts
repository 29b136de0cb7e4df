import { visibleLine } from './visible.js';

/** Text broken at blanks so that no line is longer than `width`; a longer word stands alone. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** Text wrapped behind an indent of `by` blanks. */
export function indented(text: string, by: number, width: number): readonly string[] {
  return wrap(text, width - by).map((line) => ' '.repeat(by) + line);
}

/** Cuts a text to `width` characters, the last one a `…` when something went. */
export function shortened(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, Math.max(1, width - 1)).trimEnd()}…` : text;
}

export interface Row {
  readonly where: string;
  readonly what: string;
  readonly why: string;
}

/**
 * Rows of `where  what  why`, indented by two: the reason stands beside when there is room for it, else below. `dim` marks
 * the reasons.
 */
export function rowLines(
  given: readonly Row[],
  width: number,
  dim: (text: string) => string,
): readonly string[] {
  const rows = given.map((row) => ({ ...row, what: visibleLine(row.what) }));
  const whereWidth = Math.max(0, ...rows.map((row) => row.where.length));
  const left = 2 + (whereWidth > 0 ? whereWidth + 2 : 0);
  const whatWidth = Math.min(Math.max(0, ...rows.map((row) => row.what.length)), Math.floor(width * 0.5));
  const room = width - left - whatWidth - 2;
  return rows.flatMap((row) => {
    const head = `  ${whereWidth > 0 ? `${row.where.padEnd(whereWidth)}  ` : ''}`;
    const what = row.what;
    if (row.why === '') return [`${head}${what}`];
    if (what.length <= whatWidth) {
      const [first = '', ...rest] = wrap(row.why, room);
      const pad = ' '.repeat(left + whatWidth + 2);
      return [
        `${head}${what.padEnd(whatWidth)}  ${dim(first)}`.trimEnd(),
        ...rest.map((line) => pad + dim(line)),
      ];
    }
    const pad = ' '.repeat(left + 4);
    return [
      `${head}${shortened(what, width - left)}`,
      ...wrap(row.why, width - left - 4).map((line) => pad + dim(line)),
    ];
  });
}

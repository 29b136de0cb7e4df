import { FEW_DIGITS } from './likeness.js';

/** A line without its numbers, by which lines are of one shape. */
export function shape(line: string): string {
  return line.replaceAll(/\d+/g, '#');
}

type Numbers = readonly string[];

function numbersOf(line: string): Numbers {
  return line.match(/\d+/g) ?? [];
}

function byShape(lines: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const same = found.get(shape(line));
    if (same) same.push(line);
    else found.set(shape(line), [line]);
  }
  return found;
}

/** What numbers of one place in lines of one shape have in common. */
interface Column {
  readonly least: number;
  readonly most: number;
  /** Among small numbers zero is one more of them; elsewhere it says that there is nothing. */
  readonly zero: boolean;
}

function columnsOf(seen: readonly string[]): readonly Column[] {
  const columns: Column[] = [];
  for (const line of seen) {
    for (const [index, number] of numbersOf(line).entries()) {
      const { least = number.length, most = 0, zero = false } = columns[index] ?? {};
      columns[index] = {
        least: Math.min(least, number.length),
        most: Math.max(most, number.length),
        zero: zero || number.length === 1 || number.startsWith('0'),
      };
    }
  }
  return columns;
}

/** True for a line of which the numbers have half to twice the digits of those that were seen. */
function hasNumbersLike(line: string, columns: readonly Column[]): boolean {
  return numbersOf(line).every((number, index) => {
    const column = columns[index];
    if (column === undefined) return false;
    if (/^0+$/.test(number)) return column.zero;
    return number.length >= column.least / 2 && number.length <= Math.max(2 * column.most, FEW_DIGITS);
  });
}

function inOrder(lines: readonly string[]): readonly Numbers[] {
  return lines.map(numbersOf).sort((a, b) => {
    const differing = a.findIndex((number, index) => number !== b[index]);
    return differing === -1 ? 0 : Number(a[differing]) - Number(b[differing]);
  });
}

/** True for numbers of which one goes up by the same from line to line. */
function counts(rows: readonly Numbers[]): boolean {
  const [first = [], second = []] = rows;
  return first.some((number, column) => {
    const step = Number(second[column]) - Number(number);
    return (
      step > 0 && rows.every((row, index) => Number(row[column]) === Number(first[column]) + index * step)
    );
  });
}

/** True when the one counts on where the other ends, both from the same start and at most to twice as many. */
function countsOn(own: readonly string[], other: readonly string[]): boolean {
  const [shorter = [], longer = []] = [inOrder(own), inOrder(other)].sort((a, b) => a.length - b.length);
  if (own.length < 2 || longer.length > 2 * shorter.length) return false;
  return counts(longer) && shorter.every((row, index) => row.join() === longer[index]?.join());
}

interface Judgement {
  /** Of the numbers that vary from start to start; null when none does. */
  readonly columns: readonly Column[] | null;
  readonly counts: boolean;
}

/**
 * Tells of which lines the numbers mean nothing: those of a shape of which the original itself (`runs`, its log at each of
 * its starts) has other numbers at another start, as long as the candidate's (`other`) look like them; and those that count,
 * of which one log has a few more (`heartbeat 1`, `heartbeat 2`). What numbers a shape has within one run says nothing.
 */
export function countedLines(
  runs: readonly ReadonlySet<string>[],
  other: ReadonlySet<string>,
): (line: string) => boolean {
  const [shapes, others] = [runs.map(byShape), byShape(other)];
  const varies = (of: string): boolean => {
    const lines = runs.map((_, index) => shapes[index]?.get(of) ?? []);
    return lines.some((each) => each.some((line) => runs.some((run) => !run.has(line))));
  };
  const judge = (of: string): Judgement => {
    const own = [...new Set(shapes.flatMap((each) => each.get(of) ?? []))];
    if (own.length > 1 && varies(of)) return { columns: columnsOf(own), counts: false };
    return { columns: null, counts: countsOn(own, others.get(of) ?? []) };
  };
  const known = new Map<string, Judgement>();
  return (line) => {
    const of = shape(line);
    const { columns, counts: counted } = known.get(of) ?? judge(of);
    known.set(of, { columns, counts: counted });
    return counted || (columns !== null && hasNumbersLike(line, columns));
  };
}

import { isLike } from './likeness.js';

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

/** Among small numbers zero is one more of them; elsewhere it says that there is nothing. */
function isNumberLike(number: string, seen: readonly string[]): boolean {
  if (/^0+$/.test(number)) return seen.some((each) => each.length === 1 || each.startsWith('0'));
  return isLike(number, seen);
}

function hasNumbersLike(line: string, seen: readonly string[]): boolean {
  const columns = seen.map(numbersOf);
  return numbersOf(line).every((number, index) =>
    isNumberLike(
      number,
      columns.flatMap((each) => each[index] ?? []),
    ),
  );
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
  const judge = (
    of: string,
  ): { readonly own: readonly string[]; readonly free: boolean; readonly on: boolean } => {
    const own = [...new Set(shapes.flatMap((each) => each.get(of) ?? []))];
    const free = varies(of) && own.length > 1;
    return { own, free, on: !free && countsOn(own, others.get(of) ?? []) };
  };
  const known = new Map<string, ReturnType<typeof judge>>();
  return (line) => {
    const of = shape(line);
    const { own, free, on } = known.get(of) ?? judge(of);
    known.set(of, { own, free, on });
    return on || (free && hasNumbersLike(line, own));
  };
}

import { countedLines, shape } from './counted-lines.js';
import { isPackageManagerLine, withoutBanner } from './package-manager.js';
import { steady, withoutUuids } from './run-variation.js';
import { fit, templateOf } from './template.js';
import { constantTimes, type TimeSpan } from './time-of-run.js';

/** A stack's frames name places inside a run time, which another patch release of it may move. */
const FRAME = /^\s+(?:at |File "|from |\.\.\. \d+ more|#\d+ )|^\s*#\d+ /;

/** What one run wrote, and when it ran. */
export interface LogText {
  readonly text: string;
  readonly during: TimeSpan | null;
}

interface Log {
  readonly lines: ReadonlySet<string>;
  readonly kinds: readonly string[];
}

function read({ text, during }: LogText, constant?: ReadonlySet<string>): Log {
  const { text: left, kinds } = steady(withoutBanner(text), { during, constant });
  const named = withoutUuids(left);
  const kept = new Set<string>();
  for (const line of named.split('\n')) {
    const trimmed = line.trimEnd();
    if (trimmed === '' || FRAME.test(line) || isPackageManagerLine(trimmed)) continue;
    kept.add(trimmed);
  }
  return { lines: kept, kinds: named === left ? kinds : [...kinds, 'unique ids'] };
}

/**
 * The lines of a log that tell images apart: steady, without blank ones, stack frames and what package managers say of
 * themselves; each once, so that order and repetition (retries, concurrent processes) mean nothing.
 */
export function logLines(log: LogText): ReadonlySet<string> {
  return read(log).lines;
}

/** What the logs of two images do not share. */
export interface LogDifference {
  /** Lines of the candidate alone. */
  readonly added: readonly string[];
  /** Lines of the original alone, in every one of its runs. */
  readonly gone: readonly string[];
  /** What was taken out to compare them. */
  readonly normalised: readonly string[];
}

/** Most lines of each log that are looked through for what varies: looking costs their square. */
const MOST_LINES = 60;

/** How many words a frame has: one of punctuation alone fits anything. */
function words(line: string): number {
  return line.match(/[a-z]{3,}/gi)?.length ?? 0;
}

/** True when the original has a line like this one in several of its runs, with another part in each (a token). */
function varies(line: string, own: readonly string[], others: readonly string[]): boolean {
  return own.some((first) => others.some((second) => sharesFrame([first, second], line)));
}

function sharesFrame(texts: readonly string[], line: string): boolean {
  const template = templateOf(texts);
  const frame = template?.stretches.map((stretch) => stretch.join('')).join('\n') ?? '';
  return template !== null && words(frame) > 0 && fit(template, texts, line) === 'equal';
}

/**
 * Compares logs as sets of lines. `agains` are further runs of the original; `pick` chooses the lines that count. A line
 * whose numbers change from run to run of the original, or count (`heartbeat 1`, `heartbeat 2`), counts without its numbers,
 * and one with a part that is another in each run (a token) without that part.
 */
export function compareLogs(
  before: LogText,
  after: LogText,
  agains: readonly LogText[],
  pick: (lines: ReadonlySet<string>) => ReadonlySet<string> = (lines) => lines,
): LogDifference {
  if (before.text === after.text) return { added: [], gone: [], normalised: [] };
  const constant = constantTimes(before, after);
  const [left, right] = [read(before, constant), read(after, constant)];
  const [first, other] = [pick(left.lines), pick(right.lines)];
  const more = agains.map((again) => pick(read(again, constant).lines));
  const either = new Set([...first, ...more.flatMap((lines) => [...lines])]);
  const counting = countedLines([first, ...more], other);
  const shapes = new Set([...other].map(shape));
  const steadily = (line: string): boolean => first.has(line) && more.every((lines) => lines.has(line));
  const unsteady = [first, ...more].map((lines) =>
    [...lines].filter((line) => !steadily(line)).slice(0, MOST_LINES),
  );
  const [own = [], ...others] = unsteady;
  const added = [...other].filter((line) => !either.has(line) && !counting(line));
  const random = new Set(added.slice(0, MOST_LINES).filter((line) => varies(line, own, others.flat())));
  const kinds = new Set([...left.kinds, ...right.kinds]);
  if (random.size > 0) kinds.add('what differs between two runs of the original: lines of its log');
  return {
    added: added.filter((line) => !random.has(line)),
    gone: [...first].filter(
      (line) =>
        !other.has(line) &&
        more.every((lines) => lines.has(line)) &&
        !(counting(line) && shapes.has(shape(line))),
    ),
    normalised: [...kinds],
  };
}

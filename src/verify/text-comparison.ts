import { excerpts } from './excerpt.js';
import { orderedJson } from './json-order.js';
import { isThere, type Likeness } from './likeness.js';
import { steady, withoutUuids, type Steady } from './run-variation.js';
import { compareWhereSteady } from './second-run.js';
import { constantTimes, doubtfulTimes, type TimeSpan } from './time-of-run.js';
import type { Finding, Whole } from './types.js';
import { cutDifference } from './whole.js';

/** What one run said, and when it ran. */
export interface RunText {
  readonly text: string;
  readonly during: TimeSpan | null;
  /** Of the whole text, when only a part of it was kept. */
  readonly whole?: Whole;
}

/** What of two texts differs, or of two values where one may be missing. */
export interface Difference<Side = string> {
  readonly before: Side;
  readonly after: Side;
  /** Why it proves nothing; null for a real difference. */
  readonly doubt: string | null;
}

/** What two texts do not share, cut down; null when they are equal in what does not vary. */
export interface TextComparison {
  readonly difference: Difference | null;
  /** What was taken out to compare them. */
  readonly normalised: readonly string[];
}

/** What a difference of two texts says of the images; `because` is said where nothing makes it doubtful. */
export function textFinding(
  code: string,
  subject: string,
  { before, after, doubt }: Difference<string | null>,
  because: string,
): Finding {
  const weight = doubt === null ? 'different' : 'unsure';
  return { check: 'behaviour', code, weight, subject, before, after, because: doubt ?? because };
}

function restOf(before: RunText, after: RunText): Difference | null {
  const cut = cutDifference(before.whole, after.whole);
  return cut && { before: cut.before, after: cut.after, doubt: cut.because };
}

/** A stream of events, of which more or less had come. */
function unended({ whole }: RunText): boolean {
  return whole?.digest === null;
}

/** What several runs of the original and one of the candidate said, in one of the forms in which they are compared. */
interface Forms {
  readonly before: Steady;
  readonly agains: readonly Steady[];
  readonly after: Steady;
}

function formsOf(
  before: RunText,
  agains: readonly RunText[],
  after: RunText,
  form: (of: RunText) => Steady,
): Forms {
  return { before: form(before), agains: agains.map(form), after: form(after) };
}

/** Compares two texts but for what further runs of the first one do otherwise. */
function likeness({ before, agains, after }: Forms, change = (text: string): string => text): Likeness {
  const more = agains.map(({ text }) => change(text));
  return compareWhereSteady(change(before.text), more, change(after.text));
}

/** True when every measured value that the candidate has otherwise varies in the original itself. */
function variesWhereItDiffers({ before, agains, after }: Forms): boolean {
  return before.values.every((value, index) => {
    const other = after.values[index] ?? '';
    if (value === other) return true;
    const seen = agains.map(({ values }) =>
      values.length === before.values.length ? values[index] : undefined,
    );
    return (
      seen.some((each) => each !== value) &&
      isThere(
        other,
        [value, ...seen].filter((each) => each !== undefined),
      )
    );
  });
}

/** Why two texts that differ prove nothing; null when they prove a difference. */
function doubtOf(all: Forms): string | null {
  const found = likeness(all);
  if (found === 'equal')
    return 'only values differ that look measured, and the original has them at every start';
  if (found === 'unlike')
    return 'it differs where the original varies, and does not look like what stands there';
  return likeness(all, withoutUuids) === 'different'
    ? null
    : 'only ids differ that may be drawn in each build, or name something';
}

function inOrder(texts: readonly RunText[]): readonly RunText[] | null {
  const ordered = texts.map(({ text, ...rest }) => ({ ...rest, text: orderedJson(text) }));
  const read = ordered.flatMap(({ text, ...rest }) => (text === null ? [] : [{ ...rest, text }]));
  return read.length === texts.length ? read : null;
}

/**
 * Compares what two images said: as it is, then without what varies from run to run, then without what the original itself
 * changes in further runs (`agains`). What looks measured and may be a setting (`500 ms`) has to vary there to be left out.
 * What differs in uuids alone, and not from run to run, may have been drawn by the build. `subject` names the text for the
 * list of what was taken out.
 */
export function compareTexts(
  before: RunText,
  after: RunText,
  agains: readonly RunText[],
  subject: string,
): TextComparison {
  const rest = restOf(before, after);
  if (unended(before) && unended(after) && before.text.length !== after.text.length) {
    const length = Math.min(before.text.length, after.text.length);
    const start = (of: RunText): RunText => ({ ...of, text: of.text.slice(0, length) });
    return compareTexts(start(before), start(after), agains.map(start), subject);
  }
  if (before.text === after.text) return { difference: rest, normalised: [] };
  const [first = before, other = after, ...more] = inOrder([before, after, ...agains]) ?? [];
  const ordered = first === before ? [] : ['the order of keys in JSON'];
  if (first.text === other.text) return { difference: rest, normalised: ordered };
  const times = { constant: constantTimes(first, other), doubtful: doubtfulTimes(first, other) };
  const runs = first === before ? agains : more;
  const sure = formsOf(first, runs, other, (of) => steady(of.text, { during: of.during, ...times }, 'sure'));
  const known = [...new Set([...sure.before.kinds, ...sure.after.kinds])];
  if (sure.before.text === sure.after.text) return { difference: rest, normalised: known };
  const own = `what differs between two runs of the original: ${subject}`;
  if (likeness(sure) === 'equal') return { difference: rest, normalised: [...known, own] };
  const all = formsOf(first, runs, other, (of) => steady(of.text, { during: of.during, ...times }));
  const kinds = [...new Set([...all.before.kinds, ...all.after.kinds])];
  const same = likeness(all) === 'equal';
  if (same && variesWhereItDiffers(all)) {
    return { difference: rest, normalised: all.before.text === all.after.text ? kinds : [...kinds, own] };
  }
  const shown = same ? sure : all;
  return {
    difference: { ...excerpts(shown.before.text, shown.after.text), doubt: doubtOf(all) },
    normalised: kinds,
  };
}

import { excerpts } from './excerpt.js';
import { steady, withoutUuids, type Steady } from './run-variation.js';
import { equalWhereSteady } from './second-run.js';
import { constantTimes, type TimeSpan } from './time-of-run.js';
import type { Whole } from './types.js';
import { cutDifference } from './whole.js';

/** What one run said, and when it ran. */
export interface RunText {
  readonly text: string;
  readonly during: TimeSpan | null;
  /** Of the whole text, when only a part of it was kept. */
  readonly whole?: Whole;
}

/** What two texts do not share, cut down; null when they are equal in what does not vary. */
export interface TextComparison {
  readonly difference: {
    readonly before: string;
    readonly after: string;
    /** Why it proves nothing; null for a real difference. */
    readonly doubt: string | null;
  } | null;
  /** What was taken out to compare them. */
  readonly normalised: readonly string[];
}

function restOf(before: RunText, after: RunText): TextComparison['difference'] {
  const cut = cutDifference(before.whole, after.whole);
  return cut && { before: cut.before, after: cut.after, doubt: cut.because };
}

/** A stream of events, of which more or less had come. */
function unended({ whole }: RunText): boolean {
  return whole?.digest === null;
}

function namesApart({ text, kinds }: Steady): Steady {
  return { text: withoutUuids(text), kinds };
}

/** True when two texts are equal but for what a second run of the first one (null without it) does otherwise. */
function equal(before: Steady, after: Steady, again: Steady | null): boolean {
  return (
    before.text === after.text || (again !== null && equalWhereSteady(before.text, again.text, after.text))
  );
}

/**
 * Compares what two images said: as it is, then without what varies from run to run, then, with a second run of the original
 * (`again`), without what the original itself changes. What differs in uuids alone, and not from run to run, may have been
 * drawn by the build. `subject` names the text for the list of what was taken out.
 */
export function compareTexts(
  before: RunText,
  after: RunText,
  again: RunText | null,
  subject: string,
): TextComparison {
  const rest = restOf(before, after);
  if (unended(before) && unended(after) && before.text.length !== after.text.length) {
    const length = Math.min(before.text.length, after.text.length);
    const start = (of: RunText): RunText => ({ ...of, text: of.text.slice(0, length) });
    return compareTexts(start(before), start(after), again && start(again), subject);
  }
  if (before.text === after.text) return { difference: rest, normalised: [] };
  const constant = constantTimes(before, after);
  const of = ({ text, during }: RunText): Steady => steady(text, { during, constant });
  const [first, other] = [of(before), of(after)];
  const second = again === null ? null : of(again);
  const kinds = [...new Set([...first.kinds, ...other.kinds])];
  if (first.text === other.text) return { difference: rest, normalised: kinds };
  if (equal(first, other, second)) {
    const own = `what differs between two runs of the original: ${subject}`;
    return { difference: rest, normalised: [...kinds, own] };
  }
  const ids = equal(namesApart(first), namesApart(other), second && namesApart(second));
  const doubt = ids ? 'only ids differ that may be drawn in each build, or name something' : null;
  return { difference: { ...excerpts(first.text, other.text), doubt }, normalised: kinds };
}

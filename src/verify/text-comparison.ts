import { excerpts } from './excerpt.js';
import { steady } from './steady.js';
import { equalWhereSteady } from './volatile.js';

/** What two texts do not share, cut down; null when they are equal in what does not vary. */
export interface TextComparison {
  readonly difference: { readonly before: string; readonly after: string } | null;
  /** What was taken out to compare them. */
  readonly normalised: readonly string[];
}

/**
 * Compares what two images said: as it is, then without what varies from run to run, then, with a second run of the original
 * (`again`), without what the original itself changes. `subject` names the text for the list of what was taken out.
 */
export function compareTexts(
  before: string,
  after: string,
  again: string | null,
  subject: string,
): TextComparison {
  if (before === after) return { difference: null, normalised: [] };
  const first = steady(before);
  const other = steady(after);
  const kinds = [...new Set([...first.kinds, ...other.kinds])];
  if (first.text === other.text) return { difference: null, normalised: kinds };
  const second = again === null ? null : steady(again).text;
  if (second !== null && equalWhereSteady(first.text, second, other.text)) {
    return {
      difference: null,
      normalised: [...kinds, `what differs between two runs of the original: ${subject}`],
    };
  }
  return { difference: excerpts(first.text, other.text), normalised: kinds };
}

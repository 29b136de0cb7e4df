import { isBinaryLike } from './binary-text.js';
import { best, isLike, worst, type Likeness } from './likeness.js';
import { firstWord, fit, templateOf } from './template.js';

/** Most lines of one kind that are looked at in pairs. */
const MOST_ALIKE = 12;

function sortedWords(line: string): string {
  return line.trim().split(/\s+/).sort().join(' ');
}

function sortedLines(text: string): string {
  return text.split('\n').sort().join('\n');
}

/** Whether texts have the same parts in several orders: then another one must have them too. Null when they do not. */
function inAnyOrder(
  before: string,
  agains: readonly string[],
  after: string,
  sorted: (text: string) => string,
): boolean | null {
  const parts = sorted(before);
  return agains.every((again) => sorted(again) === parts) ? sorted(after) === parts : null;
}

function compareLine(before: string, agains: readonly string[], after: string): Likeness {
  if (before === after || agains.includes(after)) return 'equal';
  if (agains.every((again) => again === before)) return 'different';
  const ordered = inAnyOrder(before, agains, after, sortedWords);
  if (ordered !== null) return ordered ? 'equal' : 'different';
  const texts = [before, ...agains];
  const binary = isBinaryLike(after, texts);
  if (binary !== null) return binary ? 'equal' : 'unlike';
  const template = templateOf(texts);
  if (template !== null) return fit(template, texts, after);
  // Nothing that all have in common: a line that is random from end to end, as long as it is one word.
  if (![...texts, after].every((text) => /^\S*$/.test(text))) return 'different';
  return isLike(after, texts) ? 'equal' : 'unlike';
}

/** Texts with the words of those lines in order that the first ones have in several orders. */
function withWordsInOrder(texts: readonly string[]): (text: string) => string {
  const lines = texts.map((text) => new Map(text.split('\n').map((line) => [sortedWords(line), line])));
  const [first, ...more] = lines;
  const shuffled = new Set<string>();
  for (const [words, line] of first ?? []) {
    const found = more.map((each) => each.get(words));
    if (found.every((each) => each !== undefined) && found.some((each) => each !== line)) shuffled.add(words);
  }
  return (text) =>
    text
      .split('\n')
      .map((line) => (shuffled.has(sortedWords(line)) ? sortedWords(line) : line))
      .join('\n');
}

function ofKind(text: string, kind: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && firstWord(line) === kind);
}

/** Whether lines could be more of those of one kind. */
function alike(lines: readonly string[], own: readonly string[]): Likeness {
  const some = [...new Set(own)].slice(0, MOST_ALIKE);
  return worst(
    lines.map((line) => {
      if (own.includes(line)) return 'equal';
      const kind = firstWord(line);
      const ways = some.flatMap((a) =>
        some.map((b) => (a !== b && firstWord(a) === kind ? compareLine(a, [b], line) : 'different')),
      );
      return best(ways);
    }),
  );
}

/** Kinds of lines of which texts have now more and now fewer (retries), by the words that they begin with. */
function countedKinds(texts: readonly string[]): ReadonlySet<string> {
  const kinds = new Set(texts.flatMap((text) => text.split('\n').map(firstWord)));
  const counts = (kind: string): ReadonlySet<number> =>
    new Set(texts.map((text) => ofKind(text, kind).length));
  return new Set([...kinds].filter((kind) => kind !== '' && counts(kind).size > 1));
}

/** Compares texts whose number of lines varies: those that repeat by kind, the others one by one. */
function compareBesidesCounts(texts: readonly string[], after: string): Likeness {
  const kinds = countedKinds(texts);
  if (kinds.size === 0 || kinds.size > MOST_ALIKE) return 'different';
  const parts: Likeness[] = [];
  for (const kind of kinds) {
    const own = texts.map((text) => ofKind(text, kind));
    const other = ofKind(after, kind);
    if (other.length === 0 && own.every((lines) => lines.length > 0)) return 'different';
    parts.push(alike(other, own.flat()));
  }
  const without = (text: string): string =>
    text
      .split('\n')
      .filter((line) => line === '' || !kinds.has(firstWord(line)))
      .join('\n');
  const [before = '', ...agains] = texts.map(without);
  const rest = without(after);
  const same = agains.every((again) => again.split('\n').length === before.split('\n').length);
  if (before !== rest) parts.push(same ? compareWhereSteady(before, agains, rest) : 'different');
  return worst(parts);
}

/**
 * Compares `after` with `before` in everything in which `before` equals `agains`, further runs of the same image: content
 * that is random, counted or in no fixed order cannot tell two images apart. Texts of as many lines are compared line by
 * line, others as a whole, both word by word; what all runs confirm must be there, nothing may stand where it did not, and
 * what stands where they vary must look like theirs.
 */
export function compareWhereSteady(before: string, agains: readonly string[], after: string): Likeness {
  if (before === after || agains.includes(after)) return 'equal';
  if (agains.every((again) => again === before)) return 'different';
  const ordered = inAnyOrder(before, agains, after, sortedLines);
  if (ordered !== null) return ordered ? 'equal' : 'different';
  const [first, other] = [before.split('\n'), after.split('\n')];
  const more = agains.map((again) => again.split('\n'));
  if (more.every((again) => again.length === first.length)) {
    if (other.length !== first.length) return 'different';
    return worst(
      first.map((line, index) =>
        compareLine(
          line,
          more.map((again) => again[index] ?? ''),
          other[index] ?? '',
        ),
      ),
    );
  }
  const inOrder = withWordsInOrder([before, ...agains]);
  const texts = [before, ...agains].map(inOrder);
  const template = templateOf(texts);
  const whole = template === null ? 'different' : fit(template, texts, inOrder(after));
  if (whole === 'equal') return whole;
  return best([whole, compareBesidesCounts(texts, inOrder(after))]);
}

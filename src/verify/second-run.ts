import { firstWord, fits, templateOf } from './template.js';

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

function lineEquals(before: string, agains: readonly string[], after: string): boolean {
  if (before === after || agains.includes(after)) return true;
  if (agains.every((again) => again === before)) return false;
  const ordered = inAnyOrder(before, agains, after, sortedWords);
  if (ordered !== null) return ordered;
  const texts = [before, ...agains];
  const template = templateOf(texts);
  // Nothing that all have in common: a line that is random from end to end, as long as it is one word.
  if (template === null) return [...texts, after].every((text) => /^\S+$/.test(text));
  return fits(template, texts, after);
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
function alike(lines: readonly string[], own: readonly string[]): boolean {
  const some = [...new Set(own)].slice(0, MOST_ALIKE);
  return lines.every(
    (line) =>
      own.includes(line) ||
      some.some((a) =>
        some.some((b) => a !== b && lineEquals(a, [b], line) && firstWord(a) === firstWord(line)),
      ),
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
function equalBesidesCounts(texts: readonly string[], after: string): boolean {
  const kinds = countedKinds(texts);
  if (kinds.size === 0 || kinds.size > MOST_ALIKE) return false;
  for (const kind of kinds) {
    const own = texts.map((text) => ofKind(text, kind));
    const other = ofKind(after, kind);
    if (other.length === 0 && own.every((lines) => lines.length > 0)) return false;
    if (!alike(other, own.flat())) return false;
  }
  const without = (text: string): string =>
    text
      .split('\n')
      .filter((line) => line === '' || !kinds.has(firstWord(line)))
      .join('\n');
  const [before = '', ...agains] = texts.map(without);
  const rest = without(after);
  const same = agains.every((again) => again.split('\n').length === before.split('\n').length);
  return before === rest || (same && equalWhereSteady(before, agains, rest));
}

/**
 * Whether `after` equals `before` in everything in which `before` equals `agains`, further runs of the same image: content
 * that is random, counted or in no fixed order cannot tell two images apart. Texts of as many lines are compared line by
 * line, others as a whole, both word by word; what all runs confirm must be there, and nothing may stand where it did not.
 */
export function equalWhereSteady(before: string, agains: readonly string[], after: string): boolean {
  if (before === after || agains.includes(after)) return true;
  if (agains.every((again) => again === before)) return false;
  const ordered = inAnyOrder(before, agains, after, sortedLines);
  if (ordered !== null) return ordered;
  const [first, other] = [before.split('\n'), after.split('\n')];
  const more = agains.map((again) => again.split('\n'));
  if (more.every((again) => again.length === first.length)) {
    if (other.length !== first.length) return false;
    return first.every((line, index) =>
      lineEquals(
        line,
        more.map((again) => again[index] ?? ''),
        other[index] ?? '',
      ),
    );
  }
  const inOrder = withWordsInOrder([before, ...agains]);
  const texts = [before, ...agains].map(inOrder);
  const template = templateOf(texts);
  if (template !== null && fits(template, texts, inOrder(after))) return true;
  return equalBesidesCounts(texts, inOrder(after));
}

import { fits, templateOf } from './template.js';

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
  const texts = [before, ...agains];
  const template = templateOf(texts);
  return template !== null && fits(template, texts, after);
}

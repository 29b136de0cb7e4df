import { diffArrays } from 'diff';
import { isErrorLine } from './error-lines.js';
import { isLike, linesAreLike, worst, type Likeness } from './likeness.js';

/** Words in which two texts of one program may differ; beyond that they have no common ground. */
const MOST_EDITS = 3000;

/** What several texts of one program share, and what each of them has in between. */
export interface Template {
  /** Words that all texts have, in stretches without a gap. */
  readonly stretches: readonly (readonly string[])[];
  /** Whether nothing may stand in front of the first stretch, and behind the last one. */
  readonly closed: { readonly start: boolean; readonly end: boolean };
  /** By gap, what the texts have there: in front of every stretch, and behind the last. */
  readonly seen: readonly (readonly string[])[];
}

/** Words and single other characters: `a=12` is three of them. A uuid is one, as a part of it may be there twice by chance. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\w+|\W/gi) ?? [];
}

/** Where a stretch stands in a text, from a place on; -1 when nowhere. */
function find(words: readonly string[], stretch: readonly string[], from: number): number {
  for (let at = from; at + stretch.length <= words.length; at++) {
    if (stretch.every((word, index) => words[at + index] === word)) return at;
  }
  return -1;
}

/** What a text has in the gaps; null when it does not have the stretches, in their order. */
function gapsOf(
  { stretches, closed }: Pick<Template, 'stretches' | 'closed'>,
  text: string,
): readonly string[] | null {
  const words = wordsOf(text);
  const gaps: string[] = [];
  let from = 0;
  for (const [index, stretch] of stretches.entries()) {
    const atEnd = closed.end && index === stretches.length - 1;
    const at = find(words, stretch, atEnd ? Math.max(from, words.length - stretch.length) : from);
    if (at === -1 || (index === 0 && closed.start && at > 0)) return null;
    gaps.push(words.slice(from, at).join(''));
    from = at + stretch.length;
  }
  return [...gaps, words.slice(from).join('')];
}

/** Signs of base64 in a random string are its own: two such strings may share one by chance. */
function withoutChance(
  stretches: readonly (readonly string[])[],
  closed: Template['closed'],
): readonly (readonly string[])[] {
  const last = stretches.length - 1;
  return stretches.filter((stretch, index) => {
    const fixed = (index === 0 && closed.start) || (index === last && closed.end);
    return fixed || !/^[+/=_-]+$/.test(stretch.join(''));
  });
}

/** What texts of one program have in common; null when there is too little, or they are too far apart to tell. */
export function templateOf(texts: readonly string[]): Template | null {
  const words = wordsOf(texts[0] ?? '');
  const kept = words.map(() => true);
  /** By place in front of a word: another text has more there. */
  const open = new Set<number>();
  for (const text of texts.slice(1)) {
    const changes = diffArrays([...words], [...wordsOf(text)], { maxEditLength: MOST_EDITS });
    if (changes === undefined) return null;
    let at = 0;
    for (const { added, removed, value } of changes) {
      if (added) open.add(at);
      if (removed) kept.fill(false, at, at + value.length);
      if (!added) at += value.length;
    }
  }
  const stretches: string[][] = [];
  for (const [index, word] of words.entries()) {
    if (kept[index] !== true) continue;
    const last = stretches.at(-1);
    if (last === undefined || kept[index - 1] !== true || open.has(index)) stretches.push([word]);
    else last.push(word);
  }
  const closed = {
    start: kept[0] === true && !open.has(0),
    end: kept.at(-1) === true && !open.has(words.length),
  };
  const frame = { stretches: withoutChance(stretches, closed), closed };
  const gaps = texts.map((text) => gapsOf(frame, text));
  const count = frame.stretches.length + 1;
  const seen = Array.from({ length: count }, (_, gap) => gaps.flatMap((each) => each?.[gap] ?? []));
  return frame.stretches.length > 0 && gaps.every((each) => each !== null) ? { ...frame, seen } : null;
}

/** The word that a line begins with, by which lines of one kind are known. */
export function firstWord(line: string): string {
  return /[a-z]+/i.exec(line)?.[0] ?? line.replaceAll(/\d+/g, '#');
}

/** What something in a gap comes to, by what stood there: it tells no new error, and has no other kind of lines. */
function inGap(
  text: string,
  seen: readonly string[],
  known: ReadonlySet<string>,
  atLineStart: boolean,
): Likeness {
  if (seen.includes(text)) return 'equal';
  const has = (pattern: RegExp): boolean => seen.some((each) => pattern.test(each));
  if (isErrorLine(text) && !seen.some(isErrorLine)) return 'different';
  if (/\s/.test(text) && !has(/\s/)) return 'different';
  if (text.includes('\n')) {
    const lines = text.split('\n').slice(atLineStart ? 0 : 1);
    if (!has(/\n/) || lines.some((line) => line !== '' && !known.has(firstWord(line)))) return 'different';
  }
  const like = has(/\n/) ? linesAreLike(text, seen) : isLike(text, seen);
  return like ? 'equal' : 'unlike';
}

/** Whether a text could be one more of those that a template was made of. */
export function fit(template: Template, texts: readonly string[], text: string): Likeness {
  const gaps = gapsOf(template, text);
  if (gaps === null) return 'different';
  const known = new Set(texts.flatMap((each) => each.split('\n').map(firstWord)));
  return worst(
    gaps.map((gap, index) => {
      const start = index === 0 || template.stretches[index - 1]?.at(-1) === '\n';
      return inGap(gap, template.seen[index] ?? [], known, start);
    }),
  );
}

/** Words and single other characters: `a=12` is three of them. A uuid is one, as a part of it may be there twice by chance. */
function tokens(line: string): readonly string[] {
  return line.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\w+|\W/gi) ?? [];
}

function sharedStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count++;
  return count;
}

function sharedEnd(a: string, b: string, from: number): number {
  const most = Math.min(a.length, b.length) - from;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

/** Whether a line equals another one outside the places where that differs from its own second run. */
function lineEquals(before: string, again: string, after: string): boolean {
  if (before === again || before === after || again === after) return before === after || before !== again;
  const [first, second, other] = [tokens(before), tokens(again), tokens(after)];
  if (first.length === second.length && first.length === other.length) {
    return first.every((token, index) => token !== second[index] || token === other[index]);
  }
  const start = sharedStart(before, again);
  const end = sharedEnd(before, again, start);
  return (
    after.length >= start + end &&
    after.startsWith(before.slice(0, start)) &&
    after.endsWith(before.slice(before.length - end))
  );
}

/**
 * Whether `after` equals `before` in everything in which `before` equals `again`, a second run of the same image: content that
 * is random, counted or in no fixed order cannot tell two images apart. The three are compared line by line, and inside a
 * line word by word; what a second run confirms must be there.
 */
export function equalWhereSteady(before: string, again: string, after: string): boolean {
  if (before === after || again === after) return true;
  if (before === again) return false;
  const [first, second, other] = [before.split('\n'), again.split('\n'), after.split('\n')];
  if (first.length === second.length && first.length === other.length) {
    if (first.every((line, index) => lineEquals(line, second[index] ?? '', other[index] ?? ''))) return true;
  }
  const sorted = [...first].sort().join('\n');
  if (sorted === [...second].sort().join('\n')) return sorted === [...other].sort().join('\n');
  if (first.length === second.length) return false;
  const confirmed = new Set(second);
  const there = new Set(other);
  return first.every((line) => !confirmed.has(line) || there.has(line));
}

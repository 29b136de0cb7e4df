const AROUND = 60;
const LENGTH = 200;

function firstDifference(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at++;
  return at;
}

function cut(text: string, from: number): string {
  const end = Math.min(text.length, from + LENGTH);
  return `${from > 0 ? '…' : ''}${text.slice(from, end)}${end < text.length ? '…' : ''}`;
}

/** Two texts cut down to the surroundings of the first place in which they differ. */
export function excerpts(before: string, after: string): { readonly before: string; readonly after: string } {
  const from = Math.max(0, firstDifference(before, after) - AROUND);
  return { before: cut(before, from), after: cut(after, from) };
}

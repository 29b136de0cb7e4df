/** What `{a,b}` or `{1..3}` stands for in bash; null when it is nested or holds anything but plain characters. */
export function expandBraces(text: string): readonly string[] | null {
  const inner = text.slice(1, -1);
  if (/[{}$`'"\\]/.test(inner)) return null;
  if (inner.includes(',')) return inner.split(',');
  const range = /^(-?\d{1,6})\.\.(-?\d{1,6})$/.exec(inner);
  const [from, to] = [range?.[1], range?.[2]];
  // A leading zero pads every number of the range; rare enough to leave alone.
  if (from === undefined || to === undefined || /^-?0\d/.test(from) || /^-?0\d/.test(to)) return null;
  const [first, last] = [Number(from), Number(to)];
  const count = Math.abs(last - first) + 1;
  if (count > 1000) return null;
  const step = last >= first ? 1 : -1;
  return Array.from({ length: count }, (_, i) => String(first + i * step));
}

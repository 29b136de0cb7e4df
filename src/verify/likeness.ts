/**
 * How a text compares with what varies in the original: `equal` when it could be one more of its texts, `unlike` when it has
 * something else where they vary (no token, a much longer one), `different` when it has not what they share.
 */
export type Likeness = 'equal' | 'unlike' | 'different';

/** What programs print for something that they do not have. */
const NOTHING = /^(?:null|NULL|undefined|NaN|None|nil|Infinity)$/;
const ZERO = /(?<![\w.])0+(?:\.0+)?(?![\w.])/;
const BASE64_SIGNS = /^[+/=_-]$/;
/** Letters of hexadecimal numbers alone are no chance from so many characters on. */
const SURELY_HEX = 12;
/** Digits that a number may have that was seen with one. */
export const FEW_DIGITS = 3;
/** Characters that something short may have more than was seen. */
const FEW_MORE = 4;

function hasNothing(text: string, seen: readonly string[], zero: boolean): boolean {
  const words = new Set(seen.flatMap((each) => each.match(/\w+/g) ?? []));
  const empty = text.match(/\w+/g)?.some((word) => NOTHING.test(word) && !words.has(word)) ?? false;
  return empty || (zero && ZERO.test(text) && !seen.some((each) => ZERO.test(each)));
}

/** The kinds of characters of a text: each sign is one of its own. */
function kindsOf(text: string): ReadonlySet<string> {
  const kind = (sign: string): string => {
    if (/\d/.test(sign)) return 'digit';
    if (/\p{Ll}/u.test(sign)) return 'small';
    if (/\p{Lu}/u.test(sign)) return 'capital';
    if (/\s/.test(sign)) return 'space';
    return sign;
  };
  return new Set([...new Set(text)].map(kind));
}

function hasCharactersOf(text: string, seen: readonly string[]): boolean {
  const all = seen.join('');
  const kinds = kindsOf(all);
  const base64 =
    [...kinds].some((kind) => BASE64_SIGNS.test(kind)) || (kinds.has('small') && kinds.has('capital'));
  for (const kind of kindsOf(text)) {
    if (!kinds.has(kind) && !(base64 && BASE64_SIGNS.test(kind))) return false;
  }
  const letters = all.replaceAll(/[\W_]/g, '');
  const hex = letters.length >= SURELY_HEX && /^[\da-f]*$/i.test(letters);
  return !hex || !/[g-z]/i.test(text);
}

function hasLengthOf(text: string, seen: readonly string[]): boolean {
  const lengths = seen.map((each) => each.length);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  const numbers = seen.every((each) => /^\d+$/.test(each));
  const more = numbers ? FEW_DIGITS : most + FEW_MORE;
  return text.length >= least / 2 && text.length <= Math.max(2 * most, more);
}

/**
 * Whether a text looks like those that were seen in one place, in which every run has another one: of the same kinds of
 * characters, half to twice as long, and empty, `null` or zero only when that was seen.
 */
export function isLike(text: string, seen: readonly string[]): boolean {
  if (seen.includes(text)) return true;
  if (text === '' || seen.length === 0 || hasNothing(text, seen, true)) return false;
  return hasCharactersOf(text, seen) && hasLengthOf(text, seen);
}

/** The same for lines of which there are now more and now fewer: they have no common length. */
export function linesAreLike(text: string, seen: readonly string[]): boolean {
  return text !== '' && !hasNothing(text, seen, true) && hasCharactersOf(text, seen);
}

/** Whether a measured or drawn value is there at all, where others were seen; it may be zero. */
export function isThere(text: string, seen: readonly string[]): boolean {
  return !hasNothing(text, seen, false);
}

const ORDER: readonly Likeness[] = ['equal', 'unlike', 'different'];

/** What several parts of a text come to: as bad as the worst. */
export function worst(parts: readonly Likeness[]): Likeness {
  return ORDER.findLast((each) => parts.includes(each)) ?? 'equal';
}

/** What several ways to compare come to: as good as the best. */
export function best(ways: readonly Likeness[]): Likeness {
  return ORDER.find((each) => ways.includes(each)) ?? 'different';
}

/** What JSON text is made of, outside of its signs: strings (a key when a colon follows) and numbers. */
const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*/g;
/** Digits that every number of double precision keeps. */
const EXACT_DIGITS = 15;

function exact(number: string): boolean {
  const [mantissa = ''] = number.split(/e/i);
  const digits = mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '');
  const value = Number(number);
  // What languages print of a number of double precision has up to 17 digits, and reads back as it stands.
  if (digits.length > EXACT_DIGITS && String(value) !== number) return false;
  return Number.isFinite(value) && (value !== 0 || digits === '');
}

/** How many keys a text has; null when it has a number that would not be read exactly. */
function keysOf(text: string): number | null {
  let keys = 0;
  for (const [token, string, colon] of text.matchAll(TOKENS)) {
    if (colon !== undefined) keys++;
    if (string === undefined && !exact(token)) return null;
  }
  return keys;
}

/** A value with the members of its objects in order, and how many members that are. */
function sorted(value: unknown, count: () => void): unknown {
  if (Array.isArray(value)) return value.map((each) => sorted(each, count));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => {
        count();
        return [key, sorted(each, count)];
      }),
  );
}

/**
 * A JSON text with the members of its objects in order, one value per line: their order means nothing (RFC 8259, section 4);
 * that of arrays does. Null for other texts, and for those of which reading would lose something: numbers that are too long
 * or too large to be read exactly, and keys that stand twice in an object, whose order counts.
 */
export function orderedJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const keys = keysOf(text);
  if (keys === null) return null;
  try {
    let members = 0;
    const ordered = sorted(JSON.parse(text), () => {
      members++;
    });
    return members === keys ? JSON.stringify(ordered, null, 1) : null;
  } catch {
    return null;
  }
}

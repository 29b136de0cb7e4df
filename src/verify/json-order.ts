function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/**
 * A JSON text with the members of its objects in order, one value per line: their order means nothing (RFC 8259, section 4);
 * that of arrays does. Null for other texts, and for numbers too long to be read exactly.
 */
export function orderedJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text) || /\d{16}/.test(text)) return null;
  try {
    return JSON.stringify(sorted(JSON.parse(text)), null, 1);
  } catch {
    return null;
  }
}

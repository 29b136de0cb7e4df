/** A JSON or YAML mapping as read. It has no prototype or must be asked with `field`: a package may be called `constructor`. */
export type DataRecord = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export function isRecord(value: unknown): value is DataRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The record itself, or an empty one for anything else. */
export function recordOf(value: unknown): DataRecord {
  return isRecord(value) ? value : {};
}

/** An own field; undefined when absent. */
export function field(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A string, or null for anything else. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The strings of a list; a lone string is a list of one. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The string fields of a mapping, in a record without a prototype. */
export function textFields(value: unknown): Readonly<Record<string, string>> {
  const out: Record<string, string> = Object.create(null);
  for (const [key, item] of Object.entries(recordOf(value))) if (typeof item === 'string') out[key] = item;
  return out;
}

/** JSON, with or without a byte order mark; undefined when it is malformed. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}

/** Blanks out comments and the commas before a closing bracket; strings stay as they are. */
function plainJson(text: string): string {
  let out = '';
  let comma = -1;
  for (let i = 0; i < text.length;) {
    const char = text.charAt(i);
    if (char === '"') {
      let end = i + 1;
      while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === '\\' ? 2 : 1;
      out += text.slice(i, end + 1);
      i = end + 1;
      comma = -1;
    } else if (char === '/' && text.charAt(i + 1) === '/') {
      const end = text.indexOf('\n', i);
      i = end < 0 ? text.length : end;
    } else if (char === '/' && text.charAt(i + 1) === '*') {
      const end = text.indexOf('*/', i + 2);
      i = end < 0 ? text.length : end + 2;
    } else {
      if ((char === '}' || char === ']') && comma >= 0) out = out.slice(0, comma) + out.slice(comma + 1);
      if (char === ',') comma = out.length;
      else if (!/\s/u.test(char)) comma = -1;
      out += char;
      i++;
    }
  }
  return out;
}

/** JSON with comments and trailing commas (bun.lock, tsconfig.json); undefined when it is malformed all the same. */
export function parseJsonc(text: string): unknown {
  const plain = parseJson(text);
  return plain === undefined ? parseJson(plainJson(text.replace(/^\uFEFF/u, ''))) : plain;
}

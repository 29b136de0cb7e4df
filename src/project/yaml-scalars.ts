/** Every scalar is a string as written (`true`, `5.4`); an empty value is null. Mappings have no prototype. */
export type YamlValue = string | null | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Deeper nesting than any lockfile's is garbage. */
export const MAX_DEPTH = 64;

/** Offset behind a quoted scalar that starts at `start`, or -1 when it does not end here. */
export function quotedEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let i = start + 1; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote === '"' && char === '\\') i++;
    else if (char === quote) {
      if (quote === "'" && text.charAt(i + 1) === "'") i++;
      else return i + 1;
    }
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  b: '\b',
  f: '\f',
  e: '\x1b',
};

/** A quoted scalar, quotes included, as text. */
export function unquote(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  return text
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([\s\S]))/giu, (whole, x, u, long, char) => {
      const hex = x ?? u ?? long;
      if (hex === undefined) return ESCAPES[char] ?? char;
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}

const plain = (text: string): string => text.replace(/(?:^|\s+)#.*$/u, '').trim();

/** A scalar behind `key:` or `- `, its comment taken off. */
export function scalar(text: string): YamlValue {
  if (text.startsWith('"') || text.startsWith("'")) {
    const end = quotedEnd(text, 0);
    if (end > 0) return unquote(text.slice(0, end));
  }
  const value = plain(text);
  return value === '' || value === '~' || value === 'null' ? null : value;
}

/** A flow collection or scalar at `at`; gives the value and where it ends. */
export function flow(text: string, at: number, depth: number): { value: YamlValue; end: number } {
  let i = at;
  const blank = (): void => {
    while (i < text.length && /\s/u.test(text.charAt(i))) i++;
  };
  blank();
  const open = text.charAt(i);
  if ((open === '{' || open === '[') && depth < MAX_DEPTH) {
    i++;
    const list: YamlValue[] = [];
    const map: Record<string, YamlValue> = Object.create(null);
    const close = open === '{' ? '}' : ']';
    for (blank(); i < text.length && text.charAt(i) !== close; blank()) {
      if (text.charAt(i) === ',') {
        i++;
        continue;
      }
      const item = flow(text, i, depth + 1);
      // A stray bracket would stand still.
      i = item.end > i ? item.end : i + 1;
      blank();
      if (open === '{' && text.charAt(i) === ':') {
        const value = flow(text, i + 1, depth + 1);
        i = Math.max(value.end, i + 1);
        map[typeof item.value === 'string' ? item.value : ''] = value.value;
      } else if (open === '{') map[typeof item.value === 'string' ? item.value : ''] = null;
      else list.push(item.value);
    }
    return { value: open === '{' ? map : list, end: i + 1 };
  }
  if (open === '"' || open === "'") {
    const end = quotedEnd(text, i);
    if (end > 0) return { value: unquote(text.slice(i, end)), end };
  }
  const rest = text.slice(i);
  const stop = rest.search(/[,[\]{}]|:(?=[\s,[\]{}]|$)/u);
  const word = stop < 0 ? rest : rest.slice(0, stop);
  return { value: scalar(word.trim()), end: i + word.length };
}

/** Is every bracket and quote of a flow collection closed? */
export function balanced(text: string): boolean {
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if ((char === '"' || char === "'") && /[\s,:[{]/u.test(text.charAt(i - 1) || ' ')) {
      const end = quotedEnd(text, i);
      if (end < 0) return false;
      i = end - 1;
    } else if (char === '{' || char === '[') open++;
    else if (char === '}' || char === ']') open--;
  }
  return open <= 0;
}

/** A variable's value; null when it is not known. */
export type Lookup = (name: string) => string | null;

function closing(text: string, open: number): number {
  const opener = text[open] ?? '(';
  const closer = opener === '(' ? ')' : '}';
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === opener) depth++;
    else if (text[i] === closer && --depth === 0) return i;
  }
  return -1;
}

/**
 * Expands `$(NAME)`, `${NAME}`, `$@` and `$$`. What is not known, functions included, becomes `$(NAME)` again: to the
 * shell that is a command substitution, whose value nobody knows either.
 */
export function expandMake(text: string, lookup: Lookup, depth = 0): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? '';
    if (letter !== '$') {
      out += letter;
      continue;
    }
    const next = text[i + 1] ?? '';
    if (next === '$') {
      out += '$';
      i++;
      continue;
    }
    if (next !== '(' && next !== '{') {
      out += known(next, lookup, depth) ?? '$(unknown)';
      i++;
      continue;
    }
    const end = closing(text, i + 1);
    if (end < 0) return out + text.slice(i);
    const name = expandMake(text.slice(i + 2, end), lookup, depth + 1);
    out += known(name, lookup, depth) ?? `$(${name})`;
    i = end;
  }
  return out;
}

function known(name: string, lookup: Lookup, depth: number): string | null {
  if (depth > 20 || !/^(?:[\w.%/-]+|[@<^])$/.test(name)) return null;
  const value = lookup(name);
  return value === null ? null : expandMake(value, lookup, depth + 1);
}

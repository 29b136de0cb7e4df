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

/** Functions of make that look at names and texts, and change nothing (GNU make, Functions for Transforming Text and others). */
const PURE = new Set(
  `abspath addprefix addsuffix and basename dir filter filter-out findstring firstword flavor foreach if join lastword
  notdir or origin patsubst realpath sort strip subst suffix value wildcard word wordlist words`.split(/\s+/),
);

/** The substitutions in a text, whatever stands between them. */
function substitutionsIn(text: string): readonly string[] {
  const found: string[] = [];
  for (let i = text.indexOf('$('); i >= 0; i = text.indexOf('$(', i)) {
    const end = closing(text, i + 1);
    if (end < 0) break;
    found.push(text.slice(i, end + 1));
    i = end;
  }
  return found;
}

/**
 * A function's call as a shell would run it, expanded already: `shell date +%Y` is the command itself, and what changes
 * nothing is `true` with the commands in its arguments.
 */
function functionCall(text: string): string {
  const [, name = '', rest = ''] = /^([\w-]+)[ \t]+([^]*)$/.exec(text) ?? [];
  if (name === 'shell') return rest;
  return PURE.has(name) ? ['true', ...substitutionsIn(rest)].join(' ') : text;
}

/**
 * Expands `$(NAME)`, `${NAME}`, `$@` and `$$`. What is not known becomes `$(NAME)` again: to the
 * shell that is a command substitution, whose value nobody knows either. `$(shell CMD)` becomes `$(CMD)`.
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
    out += known(name, lookup, depth) ?? `$(${functionCall(name)})`;
    i = end;
  }
  return out;
}

function known(name: string, lookup: Lookup, depth: number): string | null {
  if (depth > 20 || !/^(?:[\w.%/-]+|[@<^])$/.test(name)) return null;
  const value = lookup(name);
  return value === null ? null : expandMake(value, lookup, depth + 1);
}

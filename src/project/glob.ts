import { dirname, joinPath } from './path.js';
import type { ReadonlyFileSystem } from './types.js';

/** Does BuildKit take a COPY source for a wildcard? A backslash takes the meaning off the next character. */
export function hasWildcard(pattern: string): boolean {
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '\\') i++;
    else if (char === '*' || char === '?' || char === '[') return true;
  }
  return false;
}

/** A literal source with its escapes taken off. */
function unescapeGlob(pattern: string): string {
  return pattern.replace(/\\(.)/gsu, '$1');
}

interface ClassMatch {
  readonly matched: boolean;
  readonly end: number;
}

/** Reads `[a-z]` or `[^a-z]` at `start`; null when it is malformed. */
function matchClass(pattern: readonly string[], start: number, char: string): ClassMatch | null {
  let at = start + 1;
  const negated = pattern[at] === '^';
  if (negated) at++;
  let matched = false;
  for (let count = 0; ; count++) {
    if (pattern[at] === ']' && count > 0) break;
    const low = classChar(pattern, at);
    if (low === null) return null;
    at = low.end;
    let high = low.char;
    if (pattern[at] === '-') {
      const upper = classChar(pattern, at + 1);
      if (upper === null) return null;
      at = upper.end;
      high = upper.char;
    }
    if (low.char <= char && char <= high) matched = true;
  }
  return { matched: matched !== negated, end: at + 1 };
}

function classChar(pattern: readonly string[], at: number): { char: string; end: number } | null {
  const char = pattern[at];
  if (char === undefined || char === '-' || char === ']') return null;
  if (char !== '\\') return { char, end: at + 1 };
  const escaped = pattern[at + 1];
  return escaped === undefined ? null : { char: escaped, end: at + 2 };
}

/**
 * Go's `path.Match` for one path component (no slash on either side): `*`, `?`, `[a-z]`, `[^a]`, backslash escapes. Names
 * that start with a dot are nothing special. A malformed pattern matches nothing.
 */
export function matchName(pattern: string, name: string): boolean {
  const glyphs = [...pattern];
  const chars = [...name];
  let p = 0;
  let n = 0;
  let starAt = -1;
  let starName = 0;
  while (n < chars.length || p < glyphs.length) {
    const glyph = glyphs[p];
    const char = chars[n];
    if (glyph === '*') {
      starAt = p++;
      starName = n;
      continue;
    }
    let next = -1;
    if (char !== undefined && glyph !== undefined) {
      if (glyph === '?') next = p + 1;
      else if (glyph === '[') {
        const found = matchClass(glyphs, p, char);
        if (found === null) return false;
        if (found.matched) next = found.end;
      } else if (glyph === '\\') {
        if (glyphs[p + 1] === char) next = p + 2;
      } else if (glyph === char) next = p + 1;
    }
    if (next >= 0) {
      p = next;
      n++;
      continue;
    }
    if (starAt < 0 || starName >= chars.length) return false;
    p = starAt + 1;
    n = ++starName;
  }
  return true;
}

/**
 * Does a pattern match a whole path? Component by component as in `matchName`, with `**` standing for any number of
 * components, none included (the pattern language of .dockerignore, `--exclude` and `--parents`).
 */
export function matchPath(pattern: string, path: string): boolean {
  const patterns = pattern.split('/');
  const parts = path === '' ? [] : path.split('/');
  // One row of the table for each pattern component keeps `**/**/**/x` from growing exponentially.
  let row: boolean[] = [true, ...parts.map(() => false)];
  for (const component of patterns) {
    const next: boolean[] = [];
    for (let i = 0; i <= parts.length; i++) {
      if (component === '**') next.push(row[i] === true || next[i - 1] === true);
      else next.push(i > 0 && row[i - 1] === true && matchName(component, parts[i - 1] ?? ''));
    }
    row = next;
  }
  return row[parts.length] === true;
}

/** Does a pattern match a path or a directory above it? Excluding a directory excludes what is in it. */
export function matchPathOrParent(pattern: string, path: string): boolean {
  for (let at = path; at !== ''; at = dirname(at)) if (matchPath(pattern, at)) return true;
  return false;
}

/** How many directory entries a `**` may look at before the answer is "not known". */
const WALK_LIMIT = 20_000;

/**
 * Paths that a COPY source stands for, in BuildKit's order (a lexical walk). A literal source is given back when it
 * exists. Directories before the first wildcard are followed through symbolic links, later ones are not, as BuildKit's
 * walk does not. Null when `**` would have to look at too many files.
 */
export function expandGlob(fs: ReadonlyFileSystem, pattern: string): readonly string[] | null {
  let found: readonly string[] = [''];
  let budget = WALK_LIMIT;
  let wild = false;
  for (const component of pattern.split('/')) {
    if (component === '' || component === '.') continue;
    if (component === '..') return null;
    const next: string[] = [];
    if (component === '**') {
      wild = true;
      const open = found.toReversed();
      for (let dir = open.pop(); dir !== undefined; dir = open.pop()) {
        next.push(dir);
        if (dir !== '' && fs.stat(dir)?.kind !== 'directory') continue;
        const names = fs.list(dir);
        budget -= names.length;
        if (budget < 0) return null;
        for (let i = names.length - 1; i >= 0; i--) open.push(joinPath(dir, names[i] ?? ''));
      }
      found = [...new Set(next)];
      continue;
    }
    if (!hasWildcard(component)) {
      const name = unescapeGlob(component);
      for (const dir of found) {
        if (wild && dir !== '' && fs.stat(dir)?.kind !== 'directory') continue;
        const path = joinPath(dir, name);
        if (fs.stat(path) !== null) next.push(path);
      }
    } else {
      for (const dir of found) {
        if (wild && dir !== '' && fs.stat(dir)?.kind !== 'directory') continue;
        for (const name of fs.list(dir)) if (matchName(component, name)) next.push(joinPath(dir, name));
      }
      wild = true;
    }
    found = next;
  }
  return found;
}

import dockerignore from '@balena/dockerignore';
import { matchName } from './glob.js';
import { followLinks } from './links.js';
import { joinPath, treePath } from './path.js';
import type { FileEntry, ReadonlyFileSystem } from './types.js';

/** How many entries below an ignored directory are looked at to learn whether a `!` pattern brings one back. */
const LOOK_LIMIT = 5_000;

interface Rules {
  readonly ignores: (path: string) => boolean;
  /** Component lists of the `!` patterns. */
  readonly exceptions: readonly (readonly string[])[];
  /** False when a pattern was malformed and left out. */
  readonly sound: boolean;
}

/** Lines that carry a pattern. A `#` counts as a comment only in the first column; Docker trims the line after that. */
function patternLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    const pattern = line.trim();
    if (line.startsWith('#') || pattern === '' || pattern === '!') continue;
    lines.push(pattern);
  }
  return lines;
}

function readRules(text: string): Rules {
  const sound: string[] = [];
  const lines = patternLines(text);
  for (const line of lines) {
    // Patterns turn into regular expressions at their first use; Docker refuses a build over a malformed one.
    try {
      dockerignore.default({ ignorecase: false }).add([line]).ignores('a/b');
      sound.push(line);
    } catch {
      continue;
    }
  }
  const matcher = dockerignore.default({ ignorecase: false }).add(sound);
  return {
    ignores: (path) => matcher.ignores(path),
    exceptions: sound
      .filter((line) => line.startsWith('!'))
      .map((line) => treePath(line.slice(1).trim()).split('/')),
    sound: sound.length === lines.length,
  };
}

/**
 * Can a `!` pattern match something below this directory? A pattern that ends at or above it has already been decided
 * for the directory itself.
 */
function reaches(exception: readonly string[], dir: readonly string[]): boolean {
  for (const [index, part] of dir.entries()) {
    const pattern = exception[index];
    if (pattern === undefined) return false;
    if (pattern.includes('**')) return true;
    if (!matchName(pattern, part)) return false;
  }
  return exception.length > dir.length;
}

/**
 * The build context as the builder gets it: `fs` without what a .dockerignore text hides. Decided path by path when
 * asked for, so that a context of any size costs nothing until it is looked at. An ignored directory is there only when
 * something below it is brought back by a `!` pattern. Symbolic links are followed among visible paths only.
 */
export function ignoredView(fs: ReadonlyFileSystem, text: string): ReadonlyFileSystem {
  const rules = readRules(text);
  const visibility = new Map<string, boolean>();

  const holdsVisible = (dir: string): boolean => {
    const open = [dir];
    let left = LOOK_LIMIT;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const parts = at.split('/');
      if (!rules.exceptions.some((exception) => reaches(exception, parts))) continue;
      for (const name of fs.list(at)) {
        const path = joinPath(at, name);
        if (!rules.ignores(path)) return true;
        if (--left < 0) return true;
        if (fs.stat(path)?.kind === 'directory') open.push(path);
      }
    }
    return false;
  };

  const decide = (path: string, entry: FileEntry): boolean => {
    if (path === '') return true;
    const known = visibility.get(path);
    if (known !== undefined) return known;
    let visible = !rules.ignores(path);
    if (!visible && entry.kind === 'directory' && rules.exceptions.length > 0) visible = holdsVisible(path);
    visibility.set(path, visible);
    return visible;
  };

  const stat = (path: string): FileEntry | null => {
    const entry = fs.stat(path);
    return entry !== null && decide(path, entry) ? entry : null;
  };

  // A directory with 100,000 files is listed without looking at each of them.
  const shows = (path: string): boolean =>
    !rules.ignores(path) || (rules.exceptions.length > 0 && stat(path) !== null);

  return followLinks(
    {
      complete: fs.complete && rules.sound,
      stat,
      read: (path) => (stat(path) === null ? null : fs.read(path)),
      list: (path) => fs.list(path).filter((name) => shows(joinPath(path, name))),
    },
    'outside',
  );
}

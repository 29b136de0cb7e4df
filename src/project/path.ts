/** An empty, `.` or `..` part somewhere. */
const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * Cleans a POSIX path against the root of a tree: `.`, `..`, doubled and surrounding slashes go, `..` stops at the
 * root (BuildKit joins every COPY source with `/` first). The root is `''`.
 */
export function treePath(path: string): string {
  if (!UNCLEAN.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** An absolute, cleaned path; a relative one is taken against `workdir`. */
export function absolutePath(path: string, workdir: string): string {
  return '/' + treePath(path.startsWith('/') ? path : `${workdir}/${path}`);
}

/** Joins tree paths; `''` stands for the root. The result is cleaned. */
export function joinPath(...parts: readonly string[]): string {
  return treePath(parts.join('/'));
}

/** The part before the last slash; `''` when there is none. Takes tree paths. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The part after the last slash. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `path` as seen from `dir` (`''` when they are the same), or null when it is not inside. Takes tree paths. */
export function relativePath(dir: string, path: string): string | null {
  if (dir === '') return path;
  if (path === dir) return '';
  return path.startsWith(dir + '/') ? path.slice(dir.length + 1) : null;
}

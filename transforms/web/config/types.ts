/** A file or directory that a configuration names. */
export interface NamedPath {
  /** As written, quotes taken off; what stands before the first variable when there is one. */
  readonly path: string;
  /** `root`: its contents are served. `file`: read when the server starts or answers. */
  readonly use: 'root' | 'file';
  readonly directive: string;
}

/** What one configuration file says about files. */
export interface ConfigPaths {
  readonly paths: readonly NamedPath[];
  /** Other configuration files, as written: relative names, globs. */
  readonly includes: readonly string[];
  /** Why the list may not be complete. */
  readonly gaps: readonly string[];
}

/** Collects while a reader walks its file. */
export interface Collector {
  readonly paths: NamedPath[];
  readonly includes: string[];
  readonly gaps: string[];
}

/** Nothing found yet, to be filled while a configuration is read. */
export function collector(): Collector {
  return { paths: [], includes: [], gaps: [] };
}

/**
 * Adds a path of which a part may be computed. The directory before the first variable holds whatever it turns out to be, so
 * that directory stands for it; nothing is left of a path that begins with a variable.
 */
export function addPath(
  found: Collector,
  directive: string,
  text: string,
  use: NamedPath['use'],
  variable: RegExp,
): void {
  const at = text.search(variable);
  if (at < 0) {
    found.paths.push({ path: text, use, directive });
    return;
  }
  const prefix = text.slice(0, at).replace(/\/[^/]*$/, '');
  if (prefix === '') found.gaps.push(`${directive} ${text} is computed when the server runs`);
  else found.paths.push({ path: prefix, use: 'root', directive });
}

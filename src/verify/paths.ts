import type { ListedFile, Listing } from './types.js';

/** As many links as Linux follows in one path (`MAXSYMLINKS`). */
const MAX_LINKS = 40;

/** An absolute path without `.`, `..`, empty parts or a slash at its end; what is relative starts at the root. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The directory that holds the path; the root for the root. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True for the directory itself and all that is below it. */
export function isWithin(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`);
}

/** Path without symbolic links in any part, as the kernel finds it in that file system; null when there is nothing. */
export function realPath(listing: Listing, path: string): string | null {
  const rest = path.split('/').toReversed();
  let at = '';
  let links = 0;
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    const next = `${at}/${part}`;
    const found = listing.get(next);
    if (found === undefined) return null;
    if (found.kind !== 'symlink') {
      at = next;
      continue;
    }
    if (++links > MAX_LINKS || found.link === null) return null;
    if (found.link.startsWith('/')) at = '';
    rest.push(...found.link.split('/').toReversed());
  }
  return at === '' ? '/' : at;
}

/** The file behind a path, with its path; null when there is none. */
export function lookUp(listing: Listing, path: string): { path: string; file: ListedFile } | null {
  const real = realPath(listing, path);
  if (real === null) return null;
  const file = listing.get(real);
  return file === undefined ? null : { path: real, file };
}

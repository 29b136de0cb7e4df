import type { ListedFile, Listing } from './types.js';

/** As many links as Linux follows in one path (`MAXSYMLINKS`). */
const MAX_LINKS = 40;

/** The directory that holds the path; the root for the root. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
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

import { basename } from '../project/path.js';
import { parentPath, realPath } from './paths.js';
import type { Finding, ListedFile, Listing } from './types.js';

/** The same path in another image, where a directory above it may be a link (`/bin` on Debian, not on Alpine). */
export function counterpart(listing: Listing, path: string): ListedFile | null {
  const direct = listing.get(path);
  if (direct !== undefined) return direct;
  const directory = realPath(listing, parentPath(path));
  if (directory === null || directory === parentPath(path)) return null;
  return listing.get(directory === '/' ? path : `${directory}/${basename(path)}`) ?? null;
}

/** What is there to keep a directory in a repository: the directory is empty. */
const PLACEHOLDER = /\/\.(?:gitkeep|keep|gitignore|placeholder|empty)$/;

/** True for a file that a repository holds for the sake of its directory alone. */
export function isPlaceholder(path: string): boolean {
  return PLACEHOLDER.test(path);
}

/** Directories with a file somewhere below them, placeholders not counted. */
export function directoriesWithFiles(listing: Listing): ReadonlySet<string> {
  const holding = new Set<string>(['/']);
  for (const [path, file] of listing) {
    if (file.kind === 'directory' || isPlaceholder(path)) continue;
    for (let at = parentPath(path); !holding.has(at); at = parentPath(at)) holding.add(at);
  }
  return holding;
}

/** The topmost directory of the path that the other image does not have: one line for a tree that is gone. */
export function topmostMissing(path: string, other: Listing): string {
  let top = path;
  for (let at = parentPath(path); at !== '/' && counterpart(other, at) === null; at = parentPath(at))
    top = at;
  return top;
}

/** A whole tree that is in one image only, as one finding for its topmost directory. */
export function treeFindings(
  paths: ReadonlyMap<string, ListedFile>,
  other: Listing,
  make: (subject: string, count: string) => Finding,
): readonly Finding[] {
  const trees = new Map<string, { files: number; bytes: number }>();
  for (const [path, file] of paths) {
    const top = topmostMissing(path, other);
    const tree = trees.get(top) ?? { files: 0, bytes: 0 };
    trees.set(top, tree);
    tree.files++;
    tree.bytes += file.size;
  }
  return [...trees].map(([top, { files, bytes }]) =>
    make(top, files === 1 ? `${bytes} bytes` : `${files} files, ${bytes} bytes`),
  );
}

import { joinPath } from './path.js';
import type { FileEntry, ReadonlyFileSystem } from './types.js';

/** The kernel's limit too. */
const MAX_LINKS = 40;

/** What a tree knows without following any link; paths are tree paths. */
export type PlainTree = ReadonlyFileSystem;

export interface LinkedTree extends ReadonlyFileSystem {
  /** The path with links in its directories followed, and with `last` the final one too; null: out of the tree, a loop, absent. */
  readonly resolve: (path: string, last: boolean) => string | null;
}

/**
 * Follows symbolic links over a tree that knows none: in directories for `stat`, and at the end as well for `read` and
 * `list`. `absolute` says what a link to `/x` means: the tree's own root (an image) or a place outside (a build context).
 * A link out of the tree is a dead end, so is a loop.
 */
export function followLinks(tree: PlainTree, absolute: 'root' | 'outside'): LinkedTree {
  const directories = new Map<string, string | null>();

  const target = (path: string, link: string, left: number): string | null => {
    if (link.startsWith('/') && absolute === 'outside') return null;
    const start = link.startsWith('/') ? [] : path.split('/').slice(0, -1);
    const parts = [...start];
    const rest: string[] = [];
    let climbing = true;
    for (const part of link.split('/')) {
      if (part === '' || part === '.') continue;
      if (part === '..' && climbing) {
        if (parts.length === 0 && absolute === 'outside') return null;
        parts.pop();
        continue;
      }
      climbing = false;
      rest.push(part);
    }
    return walk(parts.join('/'), rest, true, left - 1);
  };

  const walk = (from: string, parts: readonly string[], last: boolean, left: number): string | null => {
    if (left < 0) return null;
    let at = from;
    for (const [index, part] of parts.entries()) {
      if (part === '..') {
        if (at === '' && absolute === 'outside') return null;
        at = at.split('/').slice(0, -1).join('/');
        continue;
      }
      const path = joinPath(at, part);
      const final = index === parts.length - 1;
      if (!final || last) {
        const entry = tree.stat(path);
        if (entry === null) return null;
        if (entry.kind === 'symlink') {
          const next = target(path, entry.link ?? '', left);
          if (next === null) return null;
          at = next;
          continue;
        }
        if (!final && entry.kind !== 'directory') return null;
      }
      at = path;
    }
    return at;
  };

  const directory = (path: string): string | null => {
    if (path === '') return '';
    const known = directories.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    const parent = directory(slash < 0 ? '' : path.slice(0, slash));
    const found = parent === null ? null : walk(parent, [path.slice(slash + 1)], true, MAX_LINKS);
    const resolved =
      found !== null && (found === '' || tree.stat(found)?.kind === 'directory') ? found : null;
    directories.set(path, resolved);
    return resolved;
  };

  const resolve = (path: string, last: boolean): string | null => {
    const clean = joinPath(path);
    if (clean === '') return '';
    const slash = clean.lastIndexOf('/');
    const parent = directory(slash < 0 ? '' : clean.slice(0, slash));
    return parent === null ? null : walk(parent, [clean.slice(slash + 1)], last, MAX_LINKS);
  };

  return {
    complete: tree.complete,
    resolve,
    stat: (path): FileEntry | null => {
      const at = resolve(path, false);
      return at === null ? null : tree.stat(at);
    },
    read: (path) => {
      const at = resolve(path, true);
      return at === null || tree.stat(at)?.kind !== 'file' ? null : tree.read(at);
    },
    list: (path) => {
      const at = resolve(path, true);
      return at === null || tree.stat(at)?.kind !== 'directory' ? [] : tree.list(at);
    },
  };
}

import { lstatSync, readFileSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ignoredView } from '../project/dockerignore.js';
import { emptyFileSystem } from '../project/file-system.js';
import { followLinks } from '../project/links.js';
import type { FileEntry, ReadonlyFileSystem } from '../project/types.js';

/** Larger files are not source code or configuration, and nobody here reads them. */
const READ_LIMIT = 2 * 1024 * 1024;
/** Lockfiles of large monorepos run to tens of megabytes. */
const LOCK_LIMIT = 64 * 1024 * 1024;
const LOCKFILES: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'composer.lock',
  'go.sum',
  'modules.txt',
]);
/** How much text is kept in memory for a second read. */
const KEEP_LIMIT = 64 * 1024 * 1024;

/** Sockets, pipes and devices count as absent. Any error does too: a file may vanish or be closed to us at any time. */
function entryAt(path: string): FileEntry | null {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    const mode = stats.mode & 0o7777;
    if (stats.isFile()) return { kind: 'file', mode, size: stats.size };
    if (stats.isDirectory()) return { kind: 'directory', mode, size: 0 };
    return stats.isSymbolicLink() ? { kind: 'symlink', mode, size: 0, link: readlinkSync(path) } : null;
  } catch {
    return null;
  }
}

/** UTF-8 text; null when it is binary (a NUL byte), larger than `limit` bytes or unreadable. */
function textAt(path: string, limit: number): string | null {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > limit) return null;
    const bytes = readFileSync(path);
    return bytes.includes(0) ? null : bytes.toString('utf8');
  } catch {
    return null;
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

/**
 * A directory on disk as a tree, without any .dockerignore. Looked at only when asked, each path once. Symbolic links are
 * followed by name inside the directory and never out of it. What is not a directory gives the empty, incomplete tree.
 */
export function openDirectory(dir: string): ReadonlyFileSystem {
  let root: string;
  try {
    root = realpathSync(dir);
    if (!statSync(root).isDirectory()) return emptyFileSystem;
  } catch {
    return emptyFileSystem;
  }
  const entries = new Map<string, FileEntry | null>();
  const texts = new Map<string, string | null>();
  const lists = new Map<string, readonly string[]>();
  let kept = 0;

  return followLinks(
    {
      complete: true,
      stat: (path) => {
        const known = entries.get(path);
        if (known !== undefined) return known;
        const entry = entryAt(join(root, path));
        entries.set(path, entry);
        return entry;
      },
      read: (path) => {
        const known = texts.get(path);
        if (known !== undefined) return known;
        const text = textAt(join(root, path), LOCKFILES.has(basename(path)) ? LOCK_LIMIT : READ_LIMIT);
        kept += text?.length ?? 0;
        if (kept <= KEEP_LIMIT) texts.set(path, text);
        return text;
      },
      list: (path) => {
        const known = lists.get(path);
        if (known !== undefined) return known;
        const names = namesIn(join(root, path));
        lists.set(path, names);
        return names;
      },
    },
    'outside',
  );
}

/**
 * The .dockerignore in force: `<Dockerfile>.dockerignore` beside the Dockerfile, else `.dockerignore` in the context's
 * root (BuildKit's order). `dockerfile` is a path as the user gave it, against the working directory or the context.
 */
function findDockerignore(
  dir: string,
  dockerfile: string | null,
): { readonly path: string; readonly text: string } | null {
  const paths = [join(dir, '.dockerignore')];
  if (dockerfile !== null) {
    const places = [resolve(dockerfile), resolve(dir, dockerfile)];
    const place = places.find((path) => entryAt(path) !== null) ?? resolve(dir, dockerfile);
    paths.unshift(`${place}.dockerignore`);
  }
  for (const path of paths) {
    const text = textAt(path, READ_LIMIT);
    if (text !== null) return { path, text };
  }
  return null;
}

/** A build context on disk as the builder gets it: read when asked for, with its .dockerignore applied. */
export function openContext(dir: string, dockerfile: string | null): ReadonlyFileSystem {
  const tree = openDirectory(dir);
  if (!tree.complete) return tree;
  const ignore = findDockerignore(dir, dockerfile);
  return ignore === null ? tree : ignoredView(tree, ignore.text);
}

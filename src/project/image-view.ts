import { copyMounts } from './copy.js';
import type { ImageCopy, Mount } from './copy.js';
import { DIRECTORY } from './file-system.js';
import { matchPathOrParent } from './glob.js';
import { followLinks } from './links.js';
import { joinPath, relativePath, treePath } from './path.js';
import type { FileEntry, ImageView, ReadonlyFileSystem } from './types.js';

/** An image view that can also say where it does not know. */
export interface CopiedView extends ImageView {
  /** True when something that this view does not show was copied to, or may stand at, this absolute path. */
  readonly unknown: (path: string) => boolean;
}

interface Found {
  readonly entry: FileEntry;
  /** Context path; null for a heredoc's file and for a directory that only leads to something copied. */
  readonly from: string | null;
  readonly text: string | null;
}

function covers(mount: Mount, path: string): boolean {
  return mount.type === 'unknown' && relativePath(mount.path, path) !== null;
}

function withMode(entry: FileEntry, mode: number | null): FileEntry {
  return mode === null || entry.kind === 'symlink' ? entry : { ...entry, mode };
}

/** What one mount has at exactly this path. */
function inMount(context: ReadonlyFileSystem, mount: Mount, path: string): Found | null {
  if (mount.type === 'unknown') return null;
  const relative = relativePath(mount.path, path);
  if (relative === null) return null;
  if (mount.type === 'inline')
    return relative === '' ? { entry: mount.entry, from: null, text: mount.text } : null;
  if (mount.type === 'file' && relative !== '') return null;
  if (mount.type === 'directory' && matchPathExcluded(mount.excludes, relative)) return null;
  const from = joinPath(mount.from, relative);
  const entry = context.stat(from);
  return entry === null ? null : { entry: withMode(entry, mount.mode), from, text: null };
}

function matchPathExcluded(excludes: readonly string[], relative: string): boolean {
  return excludes.some((pattern) => matchPathOrParent(pattern, relative));
}

/** The name below `path` that leads to what a mount has, or null when the mount is not below it. */
function childTowards(mount: Mount, path: string): string | null {
  const below = relativePath(path, mount.path);
  if (below === null || below === '') return null;
  return below.split('/')[0] ?? null;
}

function viewOf(context: ReadonlyFileSystem, mounts: readonly Mount[]): CopiedView {
  const memo = new Map<string, Found | null>();

  const search = (path: string): Found | null => {
    let implied = path === '';
    for (let i = mounts.length - 1; i >= 0; i--) {
      const mount = mounts[i];
      if (mount === undefined) continue;
      const found = inMount(context, mount, path);
      if (found !== null)
        return implied && found.entry.kind !== 'directory'
          ? { entry: DIRECTORY, from: null, text: null }
          : found;
      if (mount.type === 'unknown') {
        if (mount.hides && covers(mount, path)) break;
      } else if (childTowards(mount, path) !== null) implied = true;
    }
    return implied ? { entry: DIRECTORY, from: null, text: null } : null;
  };

  const find = (path: string): Found | null => {
    const known = memo.get(path);
    if (known !== undefined) return known;
    const found = search(path);
    memo.set(path, found);
    return found;
  };

  const names = (path: string): readonly string[] => {
    const all = new Set<string>();
    for (const mount of mounts) {
      if (mount.type === 'unknown') continue;
      const towards = childTowards(mount, path);
      if (towards !== null) all.add(towards);
      const relative = mount.type === 'directory' ? relativePath(mount.path, path) : null;
      if (relative === null || mount.type !== 'directory') continue;
      for (const name of context.list(joinPath(mount.from, relative))) all.add(name);
    }
    // What an exclude or a later unknown copy hides is found out by asking for it.
    return [...all].filter((name) => find(joinPath(path, name)) !== null).sort();
  };

  const hidesSomething = (index: number, region: Mount): boolean =>
    mounts
      .slice(0, index)
      .some(
        (mount) =>
          mount.type !== 'unknown' &&
          (relativePath(region.path, mount.path) !== null || inMount(context, mount, region.path) !== null),
      );

  const isComplete = (): boolean =>
    context.complete &&
    !mounts.some(
      (mount, index) =>
        mount.type === 'unknown' && (mount.context || (mount.hides && hidesSomething(index, mount))),
    );

  const tree = followLinks(
    {
      complete: true,
      stat: (path) => find(path)?.entry ?? null,
      read: (path) => {
        const found = find(path);
        if (found === null) return null;
        return found.from === null ? found.text : context.read(found.from);
      },
      list: names,
    },
    'root',
  );

  let complete: boolean | null = null;
  return {
    get complete() {
      complete ??= isComplete();
      return complete;
    },
    stat: (path) => tree.stat(treePath(path)),
    read: (path) => tree.read(treePath(path)),
    list: (path) => tree.list(treePath(path)),
    origin: (path) => {
      const at = tree.resolve(treePath(path), false);
      return at === null ? null : (find(at)?.from ?? null);
    },
    unknown: (path) => {
      const at = tree.resolve(treePath(path), false) ?? treePath(path);
      for (let i = mounts.length - 1; i >= 0; i--) {
        const mount = mounts[i];
        if (mount === undefined) continue;
        if (covers(mount, at)) return true;
        const found = inMount(context, mount, at);
        if (found !== null && found.entry.kind !== 'directory') return false;
      }
      return !context.complete && find(at) === null;
    },
  };
}

/**
 * The image's file system as far as COPY and ADD tell, as the first `count` of these copies leave it, for every count.
 * Later copies win; what another stage, a URL or an unpacked archive brings is not known: there `unknown` says true, and
 * earlier files that it may have replaced are not shown. `complete` speaks of the context alone: copies from other stages
 * leave it true unless they may have replaced something. Each COPY is resolved once and views are kept, so asking for the
 * view before every instruction of a file costs little. `context` has .dockerignore applied.
 */
export function imageViews(
  context: ReadonlyFileSystem,
  copies: readonly ImageCopy[],
): (count: number) => CopiedView {
  const views: CopiedView[] = [viewOf(context, [])];
  const mounts: Mount[] = [];
  const directories = new Set<string>();

  return (count) => {
    const wanted = Math.max(0, Math.min(count, copies.length));
    for (let made = views.length; made <= wanted; made++) {
      const before = views[made - 1];
      const copy = copies[made - 1];
      if (before === undefined || copy === undefined) break;
      const added = copyMounts(
        context,
        copy,
        (path) => directories.has(path) || before.stat(path)?.kind === 'directory',
      );
      for (let at = treePath(copy.workdir); at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
        directories.add(at);
      }
      mounts.push(...added);
      views.push(added.length === 0 ? before : viewOf(context, [...mounts]));
    }
    return views[wanted] ?? viewOf(context, mounts);
  };
}

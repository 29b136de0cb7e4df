import { ARCHIVE, BASE_DIRECTORIES, GIT_SOURCE, URL_SOURCE, isFileName, urlName } from './copy-source.js';
import { expandGlob, matchPath } from './glob.js';
import { absolutePath, basename, dirname, joinPath, relativePath, treePath } from './path.js';
import type { FileEntry, ReadonlyFileSystem } from './types.js';

/** A file that a heredoc gives (`COPY <<EOF /path`); `content` is null when it holds an unknown variable. */
export interface ImageHeredoc {
  readonly name: string;
  readonly content: string | null;
}

/** A COPY or ADD with its variables filled in. */
export interface ImageCopy {
  readonly kind: 'copy' | 'add';
  /** Context paths, wildcards, URLs or `<<NAME`; null for a word with an unknown variable. */
  readonly sources: readonly (string | null)[];
  /** As written after expansion; null when it holds an unknown variable. */
  readonly destination: string | null;
  /** Absolute. */
  readonly workdir: string;
  /** True with any `--from`: another stage, an image or a named context. */
  readonly fromStage: boolean;
  readonly flags: readonly { readonly name: string; readonly value: string | null }[];
  readonly heredocs?: readonly ImageHeredoc[];
  /** Absolute directories known to exist in the image before it: `RUN mkdir`, the base image's own. */
  readonly directories?: readonly string[];
}

/** What one COPY puts where. Image paths are tree paths (no leading slash). */
export type Mount =
  /** One context file. */
  | { readonly type: 'file'; readonly path: string; readonly from: string; readonly mode: number | null }
  /** A context directory's contents. */
  | {
      readonly type: 'directory';
      readonly path: string;
      readonly from: string;
      readonly mode: number | null;
      readonly excludes: readonly string[];
    }
  /** A heredoc's file. */
  | { readonly type: 'inline'; readonly path: string; readonly entry: FileEntry; readonly text: string }
  /** Something unknown at and below a path. `hides`: it may replace what was there; `context`: it came from the context. */
  | { readonly type: 'unknown'; readonly path: string; readonly hides: boolean; readonly context: boolean };

function flagOn(copy: ImageCopy, name: string): boolean {
  return copy.flags.some((flag) => flag.name === name && flag.value !== 'false' && flag.value !== '0');
}

function flagValues(copy: ImageCopy, name: string): readonly string[] {
  return copy.flags.flatMap((flag) => (flag.name === name && flag.value !== null ? [flag.value] : []));
}

/** `--chmod` in octal; symbolic modes (`u=rwX`) leave the files' own bits, which is near enough to tell executables. */
function chmodOf(copy: ImageCopy): number | null {
  const value = flagValues(copy, 'chmod').at(-1);
  return value !== undefined && /^[0-7]{3,4}$/u.test(value) ? Number.parseInt(value, 8) : null;
}

/** Follows a source that is a symbolic link itself, as COPY does: to a file, or to a directory's contents. */
function followSource(
  context: ReadonlyFileSystem,
  path: string,
): { path: string; kind: 'file' | 'directory' } | null {
  let at = path;
  for (let left = 40; left > 0; left--) {
    const entry = context.stat(at);
    if (entry === null) return null;
    if (entry.kind !== 'symlink') return { path: at, kind: entry.kind };
    const link = entry.link ?? '';
    if (link.startsWith('/')) return null;
    at = joinPath(dirname(at), link);
  }
  return null;
}

interface Target {
  /** Destination's tree path. */
  readonly path: string;
  /** Certainly a directory, because of its spelling or because it is there already. */
  readonly directory: boolean;
}

function targetOf(copy: ImageCopy, destination: string, known: (path: string) => boolean): Target {
  const path = treePath(absolutePath(destination, copy.workdir));
  const spelled = /(?:^|\/)\.{0,2}$/u.test(destination) || copy.sources.length > 1;
  const given = [copy.workdir, ...(copy.directories ?? [])].some(
    (dir) => relativePath(path, treePath(dir)) !== null,
  );
  return { path, directory: spelled || given || BASE_DIRECTORIES.has(path) || known(path) };
}

/** `--parents` keeps the directories of each match, from the `/./` pivot on when there is one. */
function parentMounts(
  context: ReadonlyFileSystem,
  source: string,
  target: Target,
  copy: ImageCopy,
): readonly Mount[] {
  const pivot = source.indexOf('/./');
  const base = pivot < 0 ? '' : treePath(source.slice(0, pivot));
  const matches = expandGlob(context, source);
  if (matches === null) return [{ type: 'unknown', path: target.path, hides: true, context: true }];
  const mounts: Mount[] = [];
  for (const match of matches) {
    const relative = relativePath(base, match);
    const found = followSource(context, match);
    if (relative === null || found === null) continue;
    mounts.push(mountOf(joinPath(target.path, relative), found, copy));
  }
  return mounts;
}

function mountOf(path: string, found: { path: string; kind: 'file' | 'directory' }, copy: ImageCopy): Mount {
  const mode = chmodOf(copy);
  if (found.kind === 'file') return { type: 'file', path, from: found.path, mode };
  return {
    type: 'directory',
    path,
    from: found.path,
    mode,
    excludes: flagValues(copy, 'exclude').map(treePath),
  };
}

function contextMounts(
  context: ReadonlyFileSystem,
  source: string,
  target: Target,
  copy: ImageCopy,
): readonly Mount[] {
  if (flagOn(copy, 'parents')) return parentMounts(context, source, target, copy);
  const excludes = flagValues(copy, 'exclude').map(treePath);
  // BuildKit cleans the path before it looks for wildcards, so `..` cannot climb out.
  const matches = expandGlob(context, treePath(source)) ?? [];
  const mounts: Mount[] = [];
  let directory = target.directory;
  for (const match of matches) {
    const found = followSource(context, match);
    if (found === null) continue;
    if (found.kind === 'directory') directory = true;
    else if (excludes.some((pattern) => matchPath(pattern, match) || matchPath(pattern, basename(match))))
      continue;
    const name = basename(match);
    if (copy.kind === 'add' && found.kind === 'file' && ARCHIVE.test(name) && mayUnpack(copy)) {
      mounts.push({ type: 'unknown', path: target.path, hides: false, context: true });
      continue;
    }
    const path = found.kind === 'file' && directory ? joinPath(target.path, name) : target.path;
    mounts.push(mountOf(path, found, copy));
  }
  return mounts;
}

function mayUnpack(copy: ImageCopy): boolean {
  return !copy.flags.some((flag) => flag.name === 'unpack' && (flag.value === 'false' || flag.value === '0'));
}

/** The file name as it stands in the context for a source, or null for what does not come from there. */
function contextSource(copy: ImageCopy, source: string | null): string | null {
  if (source === null || copy.fromStage || source.startsWith('<<')) return null;
  if (copy.kind === 'add' && (URL_SOURCE.test(source) || GIT_SOURCE.test(source))) return null;
  return source;
}

function inlineMount(copy: ImageCopy, source: string, target: Target): Mount {
  const name = source.replace(/^<<-?/u, '').replace(/["']/gu, '');
  const path = target.directory ? joinPath(target.path, name) : target.path;
  const content = (copy.heredocs ?? []).find((heredoc) => heredoc.name === name)?.content ?? null;
  if (content === null) return { type: 'unknown', path, hides: true, context: false };
  return {
    type: 'inline',
    path,
    entry: { kind: 'file', mode: chmodOf(copy) ?? 0o644, size: content.length },
    text: content,
  };
}

/**
 * What one COPY or ADD puts into the image, in the order in which it does: a directory source gives its contents, a file
 * goes into a directory (trailing slash, several sources, a directory that exists) or takes the destination's name.
 * `known` says whether an image path is a directory because of an earlier COPY. Source: BuildKit's dispatchCopy and
 * tonistiigi/fsutil's copy.
 */
export function copyMounts(
  context: ReadonlyFileSystem,
  copy: ImageCopy,
  known: (path: string) => boolean,
): readonly Mount[] {
  if (copy.destination === null)
    return [{ type: 'unknown', path: '', hides: true, context: !copy.fromStage }];
  const target = targetOf(copy, copy.destination, known);
  const mounts: Mount[] = [];
  for (const source of copy.sources) {
    if (source === null) {
      mounts.push({ type: 'unknown', path: target.path, hides: true, context: !copy.fromStage });
    } else if (copy.fromStage) {
      const path =
        target.directory && isFileName(source) ? joinPath(target.path, basename(source)) : target.path;
      mounts.push({ type: 'unknown', path, hides: true, context: false });
    } else if (source.startsWith('<<')) {
      mounts.push(inlineMount(copy, source, target));
    } else if (contextSource(copy, source) === null) {
      const name = GIT_SOURCE.test(source) ? null : urlName(source);
      const path = target.directory && name !== null ? joinPath(target.path, name) : target.path;
      mounts.push({ type: 'unknown', path, hides: true, context: false });
    } else {
      mounts.push(...contextMounts(context, source, target, copy));
    }
  }
  return mounts;
}

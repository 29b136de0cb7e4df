import { appendFile, chmod, copyFile, mkdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { ReadonlyFileSystem } from '../../project/types.js';
import { openContext } from '../context.js';
import { temporaryDirectory } from '../engine/temporary.js';
import { systemReason } from '../system-error.js';

const SOURCE = /\.(?:go|[cm]?[jt]sx?|php|py|rb|java|kt|rs|cs|vue|svelte)$/;
/** Tests and settings are not what people change most, and a compiler may not read them. */
const SELDOM =
  /(?:^|\/)(?:\.|node_modules\/|vendor\/|tests?\/|__tests__\/)|[._](?:test|spec|config|d)\.|_test\.go$/;

/** What is copied at most: the directory for temporary files may be one in memory. */
export interface CopyLimits {
  readonly files: number;
  readonly bytes: number;
}

const LIMITS: CopyLimits = { files: 50_000, bytes: 512 * 1024 * 1024 };
/** Directories that are looked at before others have their turn. */
const AT_ONCE = 50;

interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  readonly mode: number;
}

/** Everything in a context, a directory before what is in it; in words why it is too much. */
async function entriesOf(
  context: ReadonlyFileSystem,
  limits: CopyLimits,
  signal: AbortSignal,
): Promise<readonly Entry[] | string> {
  const found: Entry[] = [];
  const waiting = [''];
  let bytes = 0;
  for (let at = waiting.pop(), count = 1; at !== undefined; at = waiting.pop(), count++) {
    if (count % AT_ONCE === 0) await turn();
    if (signal.aborted) return 'interrupted';
    for (const name of context.list(at)) {
      const path = at === '' ? name : `${at}/${name}`;
      const entry = context.stat(path);
      if (entry === null) continue;
      found.push({ path, kind: entry.kind, mode: entry.mode });
      bytes += entry.size;
      if (entry.kind === 'directory') waiting.push(path);
    }
    if (found.length > limits.files) return `the context has more than ${limits.files} files`;
    if (bytes > limits.bytes)
      return `the context is larger than ${Math.round(limits.bytes / 1024 / 1024)} MiB`;
  }
  return found;
}

/** A copy of a build context in which one source file is different. */
export interface ChangedContext {
  readonly directory: string;
  /** The file that was changed, relative to the context. */
  readonly file: string;
  readonly remove: () => Promise<void>;
}

/** Copies with modes: a builder's cache looks at those of files and directories, and at no times and owners. */
async function copy(entries: readonly Entry[], from: string, to: string, signal: AbortSignal): Promise<void> {
  for (const { path, kind } of entries) {
    signal.throwIfAborted();
    if (kind === 'directory') await mkdir(join(to, path));
    else if (kind === 'symlink') await symlink(await readlink(join(from, path)), join(to, path));
    else await copyFile(join(from, path), join(to, path));
  }
}

/** Last, and from the inside out: a directory may not be one to write in. */
async function copyModes(entries: readonly Entry[], to: string): Promise<void> {
  for (const { path, kind, mode } of entries.toReversed())
    if (kind !== 'symlink') await chmod(join(to, path), mode);
}

/**
 * Copies what the build sees of a context to a temporary directory and appends an empty line to one source file, so that
 * a build shows what its cache is worth after a change. In words why there is no such copy.
 */
export async function changedContext(
  context: string,
  dockerfile: string | null,
  signal: AbortSignal,
  limits: CopyLimits = LIMITS,
): Promise<ChangedContext | string> {
  const entries = await entriesOf(openContext(context, dockerfile), limits, signal);
  if (typeof entries === 'string') return entries;
  const [file] = entries
    .filter(({ path, kind }) => kind === 'file' && SOURCE.test(path) && !SELDOM.test(path))
    .map(({ path }) => path)
    .sort((a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b));
  if (file === undefined) return 'the context has no source file of a known language';
  const { path: directory, remove } = temporaryDirectory();
  try {
    await copy(entries, context, directory, signal);
    await chmod(join(directory, file), 0o600);
    await appendFile(join(directory, file), '\n');
    await copyModes(entries, directory);
    return { directory, file, remove };
  } catch (error) {
    await remove();
    return `the context cannot be copied (${systemReason(error)})`;
  }
}

import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ReadonlyFileSystem } from '../../project/types.js';
import { openContext } from '../context.js';

const SOURCE = /\.(?:go|[cm]?[jt]sx?|php|py|rb|java|kt|rs|cs|vue|svelte)$/;
/** Tests and settings are not what people change most, and a compiler may not read them. */
const SELDOM =
  /(?:^|\/)(?:\.|node_modules\/|vendor\/|tests?\/|__tests__\/)|[._](?:test|spec|config|d)\.|_test\.go$/;

function files(context: ReadonlyFileSystem, directory: string, most: number): readonly string[] {
  const found: string[] = [];
  const waiting = [directory];
  while (waiting.length > 0 && found.length < most) {
    const at = waiting.pop() ?? '';
    for (const name of context.list(at)) {
      const path = at === '' ? name : `${at}/${name}`;
      if (context.stat(path)?.kind === 'directory') waiting.push(path);
      else found.push(path);
    }
  }
  return found;
}

/** A copy of a build context in which one source file is different; `null` when it has no file of a known language. */
export interface ChangedContext {
  readonly directory: string;
  /** The file that was changed, relative to the context. */
  readonly file: string;
  readonly remove: () => void;
}

const MOST_FILES = 50_000;

/**
 * Copies what the build sees of a context to a temporary directory and appends an empty line to one source file, so that
 * a build shows what its cache is worth after a change.
 */
export function changedContext(context: string, dockerfile: string | null): ChangedContext | null {
  const view = openContext(context, dockerfile);
  const all = files(view, '', MOST_FILES);
  const sources = all.filter((path) => SOURCE.test(path) && !SELDOM.test(path));
  const [file] = [...sources].sort((a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b));
  if (file === undefined || all.length >= MOST_FILES) return null;
  const directory = mkdtempSync(join(tmpdir(), 'dockopt-changed-'));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    for (const path of all) {
      const [from, to] = [join(context, path), join(directory, path)];
      mkdirSync(dirname(to), { recursive: true });
      if (view.stat(path)?.kind === 'symlink') symlinkSync(readlinkSync(from), to);
      else copyFileSync(from, to);
    }
    appendFileSync(join(directory, file), '\n');
    return { directory, file, remove };
  } catch {
    remove();
    return null;
  }
}

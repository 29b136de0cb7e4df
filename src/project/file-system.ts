import { followLinks } from './links.js';
import { treePath } from './path.js';
import type { FileEntry, ReadonlyFileSystem } from './types.js';

/** A directory that something else implies. */
export const DIRECTORY: FileEntry = { kind: 'directory', mode: 0o755, size: 0 };

/** No context at hand: nothing is found, and that proves nothing. */
export const emptyFileSystem: ReadonlyFileSystem = {
  complete: false,
  stat: (path) => (treePath(path) === '' ? DIRECTORY : null),
  read: () => null,
  list: () => [],
};

/** A file's text, a file with a mode, a symbolic link, or an empty directory. */
export type MemoryFile =
  | string
  | { readonly text: string; readonly mode?: number }
  | { readonly link: string }
  | { readonly directory: true; readonly mode?: number };

/** The bytes that a text takes in UTF-8; lone surrogates count as the replacement character. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function entryOf(file: MemoryFile): { entry: FileEntry; text: string | null } {
  if (typeof file === 'string')
    return { entry: { kind: 'file', mode: 0o644, size: utf8Length(file) }, text: file };
  if ('link' in file)
    return { entry: { kind: 'symlink', mode: 0o777, size: 0, link: file.link }, text: null };
  if ('directory' in file) return { entry: { ...DIRECTORY, mode: file.mode ?? 0o755 }, text: null };
  return { entry: { kind: 'file', mode: file.mode ?? 0o644, size: utf8Length(file.text) }, text: file.text };
}

/**
 * A complete tree held in memory: paths (cleaned) to files; their directories come by themselves. A path below a file
 * takes that file's place. Text with a NUL character is binary and cannot be read, as on disk.
 */
export function memoryFileSystem(files: Readonly<Record<string, MemoryFile>>): ReadonlyFileSystem {
  const entries = new Map<string, FileEntry>([['', DIRECTORY]]);
  const texts = new Map<string, string>();
  const children = new Map<string, Set<string>>([['', new Set()]]);

  const mkdir = (path: string): void => {
    if (children.has(path)) return;
    entries.set(path, DIRECTORY);
    texts.delete(path);
    children.set(path, new Set());
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    mkdir(parent);
    children.get(parent)?.add(path.slice(slash + 1));
  };

  for (const [name, file] of Object.entries(files)) {
    const path = treePath(name);
    const { entry, text } = entryOf(file);
    if (entry.kind === 'directory') {
      mkdir(path);
      entries.set(path, entry);
      continue;
    }
    if (path === '' || children.has(path)) continue;
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '' : path.slice(0, slash);
    mkdir(parent);
    children.get(parent)?.add(path.slice(slash + 1));
    entries.set(path, entry);
    if (text !== null && !text.includes('\0')) texts.set(path, text);
  }

  const sorted = new Map<string, readonly string[]>();
  for (const [path, names] of children) sorted.set(path, [...names].sort());

  return followLinks(
    {
      complete: true,
      stat: (path) => entries.get(path) ?? null,
      read: (path) => texts.get(path) ?? null,
      list: (path) => sorted.get(path) ?? [],
    },
    'outside',
  );
}

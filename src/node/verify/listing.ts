import type { Readable } from 'node:stream';
import { Parser } from 'tar';
import type { ReadEntry } from 'tar';
import { absolutePath } from '../../project/path.js';
import type { ListedFile, Listing } from '../../verify/types.js';
import { contentReader } from './content.js';
import type { Keep } from './content.js';

export interface ReadListing {
  readonly listing: Listing;
  /** Bytes of all regular files, hard links counted once. */
  readonly bytes: number;
}

/** Small files of the system that tell who is who and where libraries are. */
const TEXTS =
  /^\/(?:etc\/(?:passwd|group|timezone|ld\.so\.conf|ld\.so\.conf\.d\/[^/]+|ld-musl-[^/]+\.path)|(?:etc|usr\/lib)\/os-release)$/;
/** Where no file of an app is compared by its text: the system's own, and packages that come as they are. */
const NOT_BUILT =
  /^\/(?:bin|boot|dev|etc|lib\d*|proc|sbin|sys|usr\/(?!src\/|share\/nginx\/)|var\/(?:lib|cache|log)\/)|\/(?:node_modules|vendor|\.git|site-packages|pkg\/mod)\//;
/** Largest file whose text is looked at (bytes). */
const MAX_TEXT = 256 * 1024;

function keepOf(path: string, size: number): Keep {
  if (size === 0 || size > MAX_TEXT) return 'nothing';
  if (TEXTS.test(path)) return 'text';
  if (path === '/etc/ld.so.cache') return 'bytes';
  return NOT_BUILT.test(path) ? 'nothing' : 'steady';
}

function kindOf(type: string): ListedFile['kind'] {
  if (type === 'File' || type === 'OldFile' || type === 'ContiguousFile') return 'file';
  if (type === 'Directory' || type === 'GNUDumpDir') return 'directory';
  return type === 'SymbolicLink' ? 'symlink' : 'other';
}

function plainEntry(entry: ReadEntry, kind: ListedFile['kind']): ListedFile {
  return {
    kind,
    mode: (entry.mode ?? 0) & 0o7777,
    uid: entry.uid ?? 0,
    gid: entry.gid ?? 0,
    size: kind === 'file' ? entry.size : 0,
    digest: null,
    link: kind === 'symlink' ? (entry.linkpath ?? '') : null,
    elf: null,
    script: null,
    names: [],
  };
}

/** Hard links name an entry that may itself be one, and that comes earlier in a well-made archive. */
function resolveHardLinks(files: Map<string, ListedFile>, links: ReadonlyMap<string, string>): string | null {
  for (const [path, first] of links) {
    let target = first;
    const seen = new Set([path]);
    while (!files.has(target) && !seen.has(target)) {
      seen.add(target);
      target = links.get(target) ?? target;
    }
    const file = files.get(target);
    if (file === undefined) return `the archive has no ${first}, which ${path} is a hard link to`;
    files.set(path, file);
  }
  return null;
}

/** setcap(8) writes an attribute of the file, which `docker export` hands on in the PAX header before it. */
const CAPABILITY = /SCHILY\.xattr\.security\.capability=([^\n]*)/;

function capabilityOf(header: string): string | null {
  const value = CAPABILITY.exec(header)?.[1];
  return value === undefined ? null : Buffer.from(value, 'utf8').toString('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Lists a file system from the tar stream of `docker export`, in one pass and without unpacking it. Reads ustar, PAX and
 * GNU archives, compressed or not. A stream that breaks off, or that is no archive, is a problem in one line.
 */
export async function readListing(tar: Readable): Promise<ReadListing | { readonly problem: string }> {
  const files = new Map<string, ListedFile>();
  const hardLinks = new Map<string, string>();
  let bytes = 0;
  let problem: string | null = null;
  let capability: string | null = null;
  let complete = false;

  const onReadEntry = (entry: ReadEntry): void => {
    const path = absolutePath(entry.path, '/');
    if (entry.type === 'Link') {
      files.delete(path);
      hardLinks.set(path, absolutePath(entry.linkpath ?? '', '/'));
      entry.resume();
      return;
    }
    const kind = kindOf(entry.type);
    const plain = { ...plainEntry(entry, kind), ...(capability === null ? {} : { capability }) };
    capability = null;
    hardLinks.delete(path);
    files.set(path, plain);
    if (kind !== 'file') {
      entry.resume();
      return;
    }
    bytes += entry.size;
    const content = contentReader(entry.size, keepOf(path, entry.size));
    entry.on('data', (chunk: Buffer) => content.add(chunk));
    entry.on('end', () => files.set(path, { ...plain, ...content.end() }));
  };

  const parser = new Parser({
    onReadEntry,
    onwarn: (code, message) => {
      // What has no place in a listing (a file type of another system) is passed over; all else means data was lost.
      if (code !== 'TAR_ENTRY_INFO' && code !== 'TAR_ENTRY_UNSUPPORTED')
        problem ??= `${messageOf(message)} (${code})`;
    },
  });
  parser.on('meta', (header: string) => (capability = capabilityOf(header) ?? capability));
  parser.on('eof', () => (complete = true));
  parser.on('error', (error: unknown) => (problem ??= messageOf(error)));
  const ended = new Promise<void>((settle) => {
    parser.on('end', settle);
    parser.on('abort', settle);
  });
  try {
    for await (const chunk of tar) {
      if (!parser.write(chunk)) await new Promise<void>((go) => parser.once('drain', go));
      if (problem !== null) break;
    }
    if (problem === null) {
      parser.end();
      await ended;
    }
  } catch (error) {
    problem ??= messageOf(error);
  }
  // A stream that ends between two files looks whole but for the empty blocks at the end.
  if (!complete) problem ??= 'the archive breaks off';
  problem ??= resolveHardLinks(files, hardLinks);
  return problem === null ? { listing: files, bytes } : { problem };
}

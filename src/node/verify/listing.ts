import type { Readable } from 'node:stream';
import type { ReadEntry } from 'tar';
import { absolutePath } from '../../project/path.js';
import { namedCalls } from '../../verify/named-calls.js';
import { isProgram } from '../../verify/named-files.js';
import { isTellingPlace, mayNamePlaces } from '../../verify/named-places.js';
import type { ListedFile, Listing } from '../../verify/types.js';
import { contentReader, digestReader } from './content.js';
import type { Content, ContentReader, Keep } from './content.js';
import { feedTar } from './tar-feed.js';

/** Small files of the system that tell who is who and where libraries are. */
const TEXTS =
  /^\/(?:etc\/(?:passwd|group|timezone|ld\.so\.conf|ld\.so\.conf\.d\/[^/]+|ld-musl-[^/]+\.path)|(?:etc|usr\/lib)\/os-release)$/;
/** Where no file of an app is compared by its text: the system's own, and packages that come as they are. */
const NOT_BUILT =
  /^\/(?:bin|boot|dev|etc|lib\d*|proc|sbin|sys|usr\/(?!src\/|share\/nginx\/)|var\/(?:lib|cache|log)\/)|\/(?:node_modules|vendor|\.git|site-packages|pkg\/mod)\//;
/** What installed packages own, as dpkg and apk note it. */
const PACKAGE_LISTS = /^\/(?:var\/lib\/dpkg\/info\/[^/]+\.list|(?:usr\/)?lib\/apk\/db\/installed)$/;
/** Largest of them that is read (bytes): apk has one for all. */
const MAX_LIST = 8 * 1024 * 1024;
/** What an app declares of its packages. */
const MANIFEST = /\/(?:package|composer)\.json$/;
/** Largest file whose text is looked at (bytes). */
const MAX_TEXT = 256 * 1024;
/** Largest file that is looked at for what varies from build to build (bytes): bundles and their source maps. */
const MAX_BUNDLE = 8 * 1024 * 1024;
/** Bytes of larger texts than `MAX_TEXT` that are looked at in one image: some seconds. */
const MAX_BUNDLES = 64 * 1024 * 1024;

/** `spent`: bytes of large texts that were looked at before. */
function keepOf(path: string, size: number, spent: number): Keep {
  if (size === 0) return 'nothing';
  if (PACKAGE_LISTS.test(path)) return size > MAX_LIST ? 'nothing' : 'text';
  if (size > MAX_TEXT && NOT_BUILT.test(path)) return 'nothing';
  if (size > MAX_TEXT) return size > MAX_BUNDLE || spent + size > MAX_BUNDLES ? 'long' : 'digests';
  if (TEXTS.test(path)) return 'text';
  if (path === '/etc/ld.so.cache') return 'bytes';
  if (NOT_BUILT.test(path)) return 'nothing';
  if (MANIFEST.test(path)) return 'manifest';
  return isProgram(path) ? 'program' : 'steady';
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

/** Another name of a file, and what the archive says of the file in this place alone. */
interface HardLink {
  readonly target: string;
  readonly own: Pick<ListedFile, 'capability'>;
}

/**
 * Hard links name an entry that may itself be one, and that comes earlier in a well-made archive. All names are one file:
 * a capability that stands at one of them is everyone's.
 */
function resolveHardLinks(
  files: Map<string, ListedFile>,
  links: ReadonlyMap<string, HardLink>,
): string | null {
  const targets = new Map<string, string>();
  for (const [path, { target: first, own }] of links) {
    let target = first;
    const seen = new Set([path]);
    while (!files.has(target) && !seen.has(target)) {
      seen.add(target);
      target = links.get(target)?.target ?? target;
    }
    const file = files.get(target);
    if (file === undefined) return `the archive has no ${first}, which ${path} is a hard link to`;
    files.set(target, { ...own, ...file });
    targets.set(path, target);
  }
  for (const [path, target] of targets) {
    const file = files.get(target);
    if (file) files.set(path, file);
  }
  return null;
}

/** setcap(8) writes an attribute of the file, which `docker export` hands on in the PAX header before it. */
const CAPABILITY = /SCHILY\.xattr\.security\.capability=([^\n]*)/;

function capabilityOf(header: string): string | null {
  const value = CAPABILITY.exec(header)?.[1];
  return value === undefined ? null : Buffer.from(value, 'utf8').toString('hex');
}

/** A file system, or in one line why it could not be read. */
export type ReadListing = { readonly listing: Listing } | { readonly problem: string };

/** Lists a file system; `readerOf` says what is read of a regular file. */
async function readEntries(
  tar: Readable,
  readerOf: (path: string, entry: ReadEntry) => ContentReader,
): Promise<ReadListing> {
  const files = new Map<string, ListedFile>();
  const hardLinks = new Map<string, HardLink>();
  let capability: string | null = null;

  const onEntry = (entry: ReadEntry): void => {
    const path = absolutePath(entry.path, '/');
    const own = capability === null ? {} : { capability };
    capability = null;
    if (entry.type === 'Link') {
      files.delete(path);
      hardLinks.set(path, { target: absolutePath(entry.linkpath ?? '', '/'), own });
      entry.resume();
      return;
    }
    const kind = kindOf(entry.type);
    const plain = { ...plainEntry(entry, kind), ...own };
    hardLinks.delete(path);
    files.set(path, plain);
    if (kind !== 'file') {
      entry.resume();
      return;
    }
    const content = readerOf(path, entry);
    entry.on('data', (chunk: Buffer) => content.add(chunk));
    entry.on('end', () => files.set(path, { ...plain, ...content.end() }));
  };

  const problem =
    (await feedTar(tar, {
      onEntry,
      onHeader: (header) => (capability = capabilityOf(header) ?? capability),
      onPassedOver: () => (capability = null),
    })) ?? resolveHardLinks(files, hardLinks);
  return problem === null ? { listing: files } : { problem };
}

/**
 * Lists a file system from the tar stream of `docker export`, in one pass and without unpacking it. Reads ustar, PAX and
 * GNU archives, compressed or not. A stream that breaks off, or that is no archive, is a problem in one line. With an
 * `original`, the files of the app tell which of its paths they name.
 */
export function readListing(tar: Readable, original?: Listing): Promise<ReadListing> {
  const known = original ? (path: string): boolean => isTellingPlace(path, original) : null;
  let spent = 0;
  return readEntries(tar, (path, entry) => {
    const places = mayNamePlaces(path) ? known : null;
    const written = entry.mtime?.getTime() ?? null;
    const keep = keepOf(path, entry.size, spent);
    const { add, end } = contentReader(entry.size, keep, places, written, (text) => namedCalls(path, text));
    if (keep !== 'digests') return { add, end };
    const counted = (): Content => {
      const content = end();
      if (content.steady !== undefined) spent += entry.size;
      return content;
    };
    return { add, end: counted };
  });
}

/**
 * The same with nothing of the contents but their digests, and what packages own: enough to tell what another image changed.
 */
export function readDigests(tar: Readable): Promise<ReadListing> {
  return readEntries(tar, (path, entry) =>
    PACKAGE_LISTS.test(path) && entry.size <= MAX_LIST
      ? contentReader(entry.size, 'text')
      : digestReader(entry.size),
  );
}

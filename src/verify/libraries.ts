import { absolutePath, basename } from '../project/path.js';
import { lookUp, parentPath } from './paths.js';
import type { ElfFacts, Listing } from './types.js';

/** How a library was found: by the loader's own search, only in a place that it does not look at, or not at all. */
export type Found = 'found' | 'elsewhere' | 'missing';

/** Finds libraries in one image as its dynamic loader does. */
export interface Loader {
  /** Where the library is that an ELF file at `path` needs, and its real path. */
  readonly find: (
    name: string,
    path: string,
    elf: ElfFacts,
  ) => { readonly state: Found; readonly path: string | null };
}

/** Directories that Debian builds into its loader, by ELF machine number; other distributions use `lib64` alone. */
const TRIPLETS: Readonly<Record<number, string>> = {
  3: 'i386-linux-gnu',
  8: 'mipsel-linux-gnu',
  21: 'powerpc64le-linux-gnu',
  22: 's390x-linux-gnu',
  40: 'arm-linux-gnueabihf',
  62: 'x86_64-linux-gnu',
  183: 'aarch64-linux-gnu',
  243: 'riscv64-linux-gnu',
  258: 'loongarch64-linux-gnu',
};

/** musl's own search path when no file sets one (`ldso/dynlink.c`). */
const MUSL_DEFAULT = ['/lib', '/usr/local/lib', '/usr/lib'];

function directoriesOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/[\n:,\t ]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry.startsWith('/') && !entry.includes('*'));
}

/** Directories that `ldconfig` reads: ld.so.conf and the files that it includes. */
function configuredDirectories(listing: Listing): readonly string[] {
  const found: string[] = [];
  for (const [path, file] of listing) {
    if (!/^\/etc\/ld\.so\.conf(?:$|\.d\/[^/]+\.conf$)/.test(path)) continue;
    for (const line of (file.text ?? '').split('\n')) {
      if (!/^\s*(?:include\b|#)/.test(line)) found.push(...directoriesOf(line));
    }
  }
  return found;
}

/**
 * Paths of libraries by name as glibc's cache has them. glibc reads the cache and never ld.so.conf: a library that was put
 * into `/usr/local/lib` without running ldconfig is not found. Null when the cache is there and was not read.
 */
function cachedLibraries(listing: Listing): ReadonlyMap<string, readonly string[]> | null {
  const cache = lookUp(listing, '/etc/ld.so.cache')?.file;
  if (cache !== undefined && cache.text === undefined) return null;
  const found = new Map<string, string[]>();
  for (const text of (cache?.text ?? '').split('\0')) {
    if (!text.startsWith('/')) continue;
    const name = basename(text);
    found.set(name, [...(found.get(name) ?? []), text]);
  }
  return found;
}

/** Libraries by name wherever they are. */
function librariesByName(listing: Listing): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [path, file] of listing) {
    if (file.kind !== 'symlink' && file.elf === null) continue;
    const name = basename(path);
    if (!name.includes('.so') && !name.endsWith('.node')) continue;
    const paths = found.get(name);
    if (paths === undefined) found.set(name, [path]);
    else paths.push(path);
  }
  return found;
}

function muslDirectories(listing: Listing): readonly string[] | null {
  let musl = false;
  for (const [path, file] of listing) {
    if (/^\/etc\/ld-musl-[^/]+\.path$/.test(path) && file.text !== undefined) return directoriesOf(file.text);
    musl ||= /^\/(?:usr\/)?lib\/ld-musl-[^/]+$/.test(path);
  }
  return musl ? MUSL_DEFAULT : null;
}

function isMusl(elf: ElfFacts): boolean {
  return (
    (elf.interpreter?.includes('/ld-musl-') ?? false) ||
    elf.needed.some((name) => name.startsWith('libc.musl-'))
  );
}

function isGlibc(elf: ElfFacts): boolean {
  return elf.needed.includes('libc.so.6') || (elf.interpreter?.includes('/ld-linux') ?? false);
}

function originOf(entry: string, path: string, machine: number): string {
  return entry
    .replace(/\$(?:ORIGIN\b|\{ORIGIN\})/g, parentPath(path))
    .replace(/\$(?:LIB\b|\{LIB\})/g, `lib/${TRIPLETS[machine] ?? ''}`);
}

/**
 * A loader for one image. Search order of ld.so(8): RPATH or RUNPATH, LD_LIBRARY_PATH, the cache, the built-in
 * directories; musl: its path file or its default instead of the last two. A library of another machine or word size is
 * passed over, as the loader does. RPATH of the program that loads a library is not followed: what is found only that way
 * counts as `elsewhere`.
 */
export function createLoader(listing: Listing, env: Readonly<Record<string, string>>): Loader {
  const cached = cachedLibraries(listing);
  const configured = cached === null ? configuredDirectories(listing) : [];
  const byName = librariesByName(listing);
  const musl = muslDirectories(listing);
  const extra = (env['LD_LIBRARY_PATH'] ?? '').split(/[:;]/).filter((entry) => entry.startsWith('/'));

  const fits = (path: string, elf: ElfFacts): string | null => {
    const found = lookUp(listing, path);
    const other = found?.file.elf ?? null;
    if (found === null || other === null) return null;
    return other.machine === elf.machine && other.bits === elf.bits ? found.path : null;
  };
  const defaults = (elf: ElfFacts): readonly string[] => {
    const triplet = TRIPLETS[elf.machine];
    const multiarch = triplet === undefined ? [] : [`/lib/${triplet}`, `/usr/lib/${triplet}`];
    const wide = elf.bits === 64 ? ['/lib64', '/usr/lib64'] : [];
    return [...multiarch, ...wide, '/lib', '/usr/lib'];
  };
  const candidates = (name: string, path: string, elf: ElfFacts): readonly string[] => {
    const own = elf.runpath
      .map((entry) => originOf(entry, path, elf.machine))
      .filter((entry) => entry.startsWith('/'));
    const glibc = isMusl(elf) ? [] : [...configured, ...defaults(elf)];
    const muslOnly = isGlibc(elf) ? [] : (musl ?? []);
    const fromCache = isMusl(elf) ? [] : (cached?.get(name) ?? []);
    return [
      ...[...own, ...extra].map((directory) => `${directory}/${name}`),
      ...fromCache,
      ...[...glibc, ...muslOnly].map((directory) => `${directory}/${name}`),
    ];
  };
  return {
    find(name, path, elf) {
      const direct = name.includes('/') ? [absolutePath(name, '/')] : candidates(name, path, elf);
      for (const candidate of direct) {
        const real = fits(absolutePath(candidate, '/'), elf);
        if (real !== null) return { state: 'found', path: real };
      }
      for (const candidate of byName.get(name) ?? []) {
        const real = fits(candidate, elf);
        if (real !== null) return { state: 'elsewhere', path: real };
      }
      return { state: 'missing', path: null };
    },
  };
}

import type { Listing } from './types.js';

/** Which packages of dpkg or apk are installed in an image, and what is theirs. */
export interface PackageOwners {
  /** The package that brought a path; null when none did, or another package manager did. */
  readonly owner: (path: string) => string | null;
  /** The same mark in two images: the package is of the same version in both; null when that is not told. */
  readonly version: (name: string) => string | null;
}

const DPKG = '/var/lib/dpkg/info/';
const APK: readonly string[] = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];

/**
 * Reads dpkg's lists of files (`NAME.list`; `NAME.md5sums` changes with every version) and apk's database: `P:` is a package,
 * `V:` its version, `F:` a directory, `R:` a file in it.
 */
export function packageOwners(listing: Listing): PackageOwners {
  const owners = new Map<string, string>();
  const versions = new Map<string, string | null>();
  for (const [path, { text }] of listing) {
    if (text === undefined || !path.startsWith(DPKG) || !path.endsWith('.list')) continue;
    const name = path.slice(DPKG.length, -'.list'.length);
    versions.set(name, listing.get(`${DPKG}${name}.md5sums`)?.digest ?? null);
    for (const line of text.split('\n')) if (line.startsWith('/')) owners.set(line, name);
  }
  for (const database of APK) {
    let name = '';
    let directory = '';
    for (const line of (listing.get(database)?.text ?? '').split('\n')) {
      const value = line.slice(2);
      if (line.startsWith('P:')) versions.set((name = value), null);
      else if (line.startsWith('V:')) versions.set(name, value);
      else if (line.startsWith('F:')) owners.set((directory = `/${value}`), name);
      else if (line.startsWith('R:')) owners.set(`${directory}/${value}`, name);
    }
  }
  // On merged systems a package owns `/bin/x`, and the file is `/usr/bin/x`.
  const owner = (path: string): string | null =>
    owners.get(path) ??
    (path.startsWith('/usr/') ? owners.get(path.slice('/usr'.length)) : undefined) ??
    null;
  return { owner, version: (name) => versions.get(name) ?? null };
}

/** Whether the package that owns a path in the first image is in the other one in the same version. */
export function sameVersion(packages: PackageOwners, others: PackageOwners, path: string): boolean {
  const name = packages.owner(path);
  const version = name === null ? null : packages.version(name);
  return name !== null && version !== null && version === others.version(name);
}

import type { OsPackageManager } from '../effects/types.js';
import { counterparts, sameEverywhere } from './counterparts.js';
import {
  basePackages,
  coveredSuites,
  indexedCounterparts,
  installedBytes,
  packageClosure,
} from './debian-table.js';
import { classifyPackage } from './package-classes.js';
import { programsOf } from './package-commands.js';

export { classifyPackage };

/** True when some table has a package of that name; dnf has no tables. */
export function isKnownPackage(name: string, manager: OsPackageManager): boolean {
  if (manager === 'dnf') return false;
  if (programsOf(name, manager) !== null || classifyPackage(name, manager) !== 'unknown') return true;
  return manager === 'apt' && coveredSuites().some((suite) => installedBytes(name, suite) !== null);
}

const debianColumns = ['bullseye', 'bookworm', 'trixie'];
const ubuntuColumns = ['22.04', '24.04'];

function bareName(name: string): string {
  return name.replace(/:(amd64|arm64|i386|armhf|native|any)$/, '');
}

function aptCounterparts(name: string, release: string | null): readonly string[] | null {
  const debian = debianColumns.indexOf(release ?? '');
  if (release !== null && debian >= 0) {
    return indexedCounterparts(name, release) ?? counterparts('debian', name, debian);
  }
  const ubuntu = ubuntuColumns.indexOf(release ?? '');
  if (ubuntu >= 0) {
    const own = counterparts('ubuntu', name, ubuntu);
    if (own !== null) return own;
  }
  // Ubuntu's JPEG and MySQL libraries are others than Debian's; which distro an unknown release belongs to is not known.
  const differs = counterparts('ubuntu', name, 0) !== null || name === 'libjpeg62-turbo-dev';
  return sameEverywhere('debian', name) && !differs ? counterparts('debian', name, 0) : null;
}

/**
 * Run-time packages that must be installed in place of a development package so that what was compiled with it still
 * starts. `release` is a Debian code name or a version (`3.20`, `22.04`); without one only names that are the same in every
 * release are given. Null: not known, keep the package itself.
 */
export function runtimeCounterparts(
  devPackage: string,
  manager: OsPackageManager,
  release: string | null,
): readonly string[] | null {
  const name = bareName(devPackage);
  if (manager === 'apt') return aptCounterparts(name, release);
  if (manager === 'dnf') return counterparts('redhat', name, 0);
  if (name === 'openssl-dev') return opensslOf(release);
  return counterparts('alpine', name, 0);
}

/** OpenSSL's libraries carry its version: Alpine up to 3.16 has 1.1, later ones 3. */
function opensslOf(release: string | null): readonly string[] | null {
  const minor = Number(/^3\.(\d+)$/.exec(release ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(minor)) return release === 'edge' ? ['libssl3', 'libcrypto3'] : null;
  return minor <= 16 ? ['libssl1.1', 'libcrypto1.1'] : ['libssl3', 'libcrypto3'];
}

export interface ClosureSize {
  readonly bytes: number;
  /** `measured`: out of this release's package index; `estimate`: out of another release's. */
  readonly basis: 'measured' | 'estimate';
}

/**
 * Installed size of packages with everything that they add to the release's base image, each package once. Packages of a
 * release without a table are sized like bookworm's. Null when a package is in no table.
 */
export function closureSize(
  packages: readonly string[],
  release: string | null,
  recommends: boolean,
): ClosureSize | null {
  const covered = release !== null && coveredSuites().includes(release);
  const suite = covered && release !== null ? release : 'bookworm';
  const base = basePackages(suite) ?? [];
  const names = new Set<string>();
  let exact = covered;
  for (const request of packages) {
    const name = bareName(request);
    if (base.includes(name)) continue;
    const closure = packageClosure(name, suite, recommends);
    if (closure === null && installedBytes(name, suite) === null) return null;
    // Of a package that only occurs as a dependency, its own size is known: what it needs is too little by some.
    if (closure === null) exact = false;
    for (const part of closure ?? [name]) names.add(part);
  }
  let bytes = 0;
  for (const name of names) bytes += installedBytes(name, suite) ?? 0;
  return { bytes, basis: exact ? 'measured' : 'estimate' };
}

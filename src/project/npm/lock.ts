import type { ReadonlyFileSystem } from '../types.js';
import type { PackageManifest } from './manifest.js';

/** A build context or an image view: both can be read the same way. */
export type FileReader = Pick<ReadonlyFileSystem, 'stat' | 'read' | 'list'>;

export type LockKind = 'npm' | 'yarn1' | 'berry' | 'pnpm' | 'bun';

/** One installed package version. */
export interface LockEntry {
  /** The name that an import uses; for an alias the alias. */
  readonly name: string;
  readonly version: string | null;
  /** True: only development needs it. */
  readonly dev: boolean | null;
  /** True: its absence is no error (platform packages such as `fsevents`). */
  readonly optional: boolean;
  /** True: it compiles or downloads something when installed. Null when the lockfile does not tell. */
  readonly hasInstallScript: boolean | null;
  /** Names of what it depends on, optional ones included, peers not. */
  readonly dependencies: readonly string[];
  /** `node_modules/a/node_modules/b`, where the lockfile fixes the layout (npm 7 and later, npm 5 and 6); else null. */
  readonly path: string | null;
}

/** A lockfile, whatever tool wrote it. */
export interface Lock {
  readonly kind: LockKind;
  /** Path of the file. */
  readonly file: string;
  /** `lockfileVersion`, or yarn's metadata version; null when it is not known. */
  readonly version: string | null;
  /** False when the content could not be read (bun.lockb, merge conflicts, garbage): nothing below is known then. */
  readonly readable: boolean;
  readonly entries: readonly LockEntry[];
  /**
   * Names that the app can import after a production prune. npm's in-place prune does not hoist again, so there a name
   * counts only when the copy that is not nested in another package is a production one. Null when not known.
   */
  readonly productionNames: ReadonlySet<string> | null;
  /** Installed versions; null when not known. */
  readonly counts: { readonly all: number; readonly production: number; readonly dev: number } | null;
  /** Direct dependencies of package.json that the lockfile lacks: it is out of date, or a local package. */
  readonly missing: readonly string[];
}

/** A lockfile's packages before it is known which ones production needs. */
export interface LockPackage extends Omit<LockEntry, 'dev'> {
  readonly key: string;
  /** Keys of the packages that it depends on. */
  readonly needs: readonly string[];
}

/** An unreadable lockfile of a known kind. */
export function closedLock(kind: LockKind, file: string, version: string | null): Lock {
  return {
    kind,
    file,
    version,
    readable: false,
    entries: [],
    productionNames: null,
    counts: null,
    missing: [],
  };
}

/** Keys that can be reached from `roots`. */
function reach(packages: ReadonlyMap<string, LockPackage>, roots: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...roots];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const found = packages.get(key);
    if (found === undefined || seen.has(key)) continue;
    seen.add(key);
    open.push(...found.needs);
  }
  return seen;
}

export interface WalkInput {
  readonly kind: LockKind;
  readonly file: string;
  readonly version: string | null;
  readonly packages: ReadonlyMap<string, LockPackage>;
  /** Keys of the production roots; null when nobody knows them (no package.json). */
  readonly roots: readonly string[] | null;
  readonly missing: readonly string[];
  /** Direct production dependencies that the graph knows by another name or not at all: aliases, workspace members. */
  readonly direct: readonly string[];
}

/** Sorts a lockfile's packages into production and development by walking from the production roots. */
export function walkLock(input: WalkInput): Lock {
  const production = input.roots === null ? null : reach(input.packages, input.roots);
  const entries: LockEntry[] = [];
  for (const { key, needs: _, ...entry } of input.packages.values()) {
    entries.push({ ...entry, dev: production === null ? null : !production.has(key) });
  }
  const lock = sumUp({ ...input, entries, importable: () => true });
  if (lock.productionNames === null) return lock;
  return { ...lock, productionNames: new Set([...lock.productionNames, ...input.direct]) };
}

export interface SumInput {
  readonly kind: LockKind;
  readonly file: string;
  readonly version: string | null;
  readonly entries: readonly LockEntry[];
  readonly missing: readonly string[];
  /** Can own source import this copy by its name? */
  readonly importable: (entry: LockEntry) => boolean;
}

/** Makes a readable lock out of entries with their `dev` set. */
export function sumUp(input: SumInput): Lock {
  const { kind, file, version, entries, missing } = input;
  const known = entries.every((entry) => entry.dev !== null);
  const importable = new Set<string>();
  let production = 0;
  for (const entry of entries) {
    if (entry.dev !== false) continue;
    production++;
    if (input.importable(entry)) importable.add(entry.name);
  }
  return {
    kind,
    file,
    version,
    readable: true,
    entries,
    productionNames: known ? importable : null,
    counts: known ? { all: entries.length, production, dev: entries.length - production } : null,
    missing,
  };
}

/** A package of a workspace with where it is; the first one is the root. */
export interface WorkspacePackage {
  /** Path as the reader takes it. */
  readonly dir: string;
  readonly manifest: PackageManifest;
}

/** A range that no registry answers: the package lies in the repository. */
export function isLocalRange(range: string): boolean {
  return /^(?:workspace|link|portal|file):/u.test(range);
}

/** A file in a directory of a context (`''` is the root) or of an image (`/app`). */
export function fileIn(dir: string, name: string): string {
  if (dir === '') return name;
  return dir.endsWith('/') ? dir + name : `${dir}/${name}`;
}

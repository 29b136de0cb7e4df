import { bunLock } from './bun-lock.js';
import { berryLock } from './berry-lock.js';
import { closedLock, fileIn } from './lock.js';
import type { FileReader, Lock, LockKind, WorkspacePackage } from './lock.js';
import type { PackageManifest } from './manifest.js';
import { npmLock } from './npm-lock.js';
import { pnpmLock } from './pnpm-lock.js';
import { pnpmLinker, readNpmrc, yarnSettings } from './settings.js';
import type { Npmrc, YarnSettings } from './settings.js';
import { readManifest, readWorkspace } from './workspace.js';
import type { Workspace } from './workspace.js';
import { yarn1Lock } from './yarn1-lock.js';

export type PackageManagerName = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** Everything that a directory with a package.json says about its packages. */
export interface NpmProject {
  readonly dir: string;
  readonly manifest: PackageManifest | null;
  /** Every lockfile found; the one that counts when no command says otherwise comes first. */
  readonly locks: readonly Lock[];
  /** Out of `packageManager`, a yarn release in the repository, or the lockfile; commands in the Dockerfile go before it. */
  readonly manager: {
    readonly name: PackageManagerName;
    /** Exact version when it is pinned, the lowest major that writes this lockfile otherwise; null when not known. */
    readonly version: string | null;
    readonly from: 'packageManager' | 'yarnPath' | 'lockfile' | 'default';
  };
  /** How modules are laid out: `node-modules` (flat), `pnp`, or `pnpm` (links into a store). */
  readonly nodeLinker: 'node-modules' | 'pnp' | 'pnpm';
  readonly npmrc: Npmrc;
  readonly workspace: Workspace | null;
}

/** Lockfiles in npm's and everybody's order of precedence: a shrinkwrap goes before package-lock.json. */
const LOCK_FILES: readonly string[] = [
  'npm-shrinkwrap.json',
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
];

const MANAGER_OF: Readonly<Record<LockKind, PackageManagerName>> = {
  npm: 'npm',
  yarn1: 'yarn',
  berry: 'yarn',
  pnpm: 'pnpm',
  bun: 'bun',
};

/** Reads a lockfile's text by its file name; null when the name is none of a lockfile's. */
export function parseLock(file: string, text: string, packages: readonly WorkspacePackage[]): Lock | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (name === 'npm-shrinkwrap.json' || name === 'package-lock.json') return npmLock(file, text, packages);
  if (name === 'pnpm-lock.yaml') return pnpmLock(file, text, packages);
  if (name === 'bun.lock') return bunLock(file, text, packages);
  if (name !== 'yarn.lock') return null;
  return /^__metadata:/mu.test(text) ? berryLock(file, text, packages) : yarn1Lock(file, text, packages);
}

function closedKind(name: string): LockKind {
  if (name.startsWith('bun')) return 'bun';
  if (name.startsWith('pnpm')) return 'pnpm';
  return name === 'yarn.lock' ? 'yarn1' : 'npm';
}

/** All lockfiles of a directory. `packages` are the workspace's, root first: yarn's lockfiles mark nothing themselves. */
function readLocks(view: FileReader, dir: string, packages: readonly WorkspacePackage[]): readonly Lock[] {
  const locks: Lock[] = [];
  for (const name of LOCK_FILES) {
    const file = fileIn(dir, name);
    if (view.stat(file) === null) continue;
    const text = view.read(file);
    locks.push(
      (text === null ? null : parseLock(file, text, packages)) ?? closedLock(closedKind(name), file, null),
    );
  }
  return locks;
}

/** pnpm's lockfile versions by the first major that wrote them. */
function pnpmMajor(lockVersion: string | null): string | null {
  if (lockVersion === null) return null;
  if (lockVersion.startsWith('5.4')) return '7';
  if (lockVersion.startsWith('5.3')) return '6';
  if (lockVersion.startsWith('6')) return '8';
  return lockVersion.startsWith('9') ? '9' : null;
}

function managerOf(
  manifest: PackageManifest | null,
  yarn: YarnSettings | null,
  lock: Lock | undefined,
): NpmProject['manager'] {
  const pinned = /^(npm|yarn|pnpm|bun)@([^+]+)/u.exec(manifest?.packageManager ?? '');
  const name = pinned?.[1];
  if (name === 'npm' || name === 'yarn' || name === 'pnpm' || name === 'bun') {
    return { name, version: pinned?.[2] ?? null, from: 'packageManager' };
  }
  const release = /yarn-([0-9][^/]*?)\.c?js$/u.exec(yarn?.yarnPath ?? '');
  if (release !== null) return { name: 'yarn', version: release[1] ?? null, from: 'yarnPath' };
  if (lock === undefined) return { name: 'npm', version: null, from: 'default' };
  const version = lock.kind === 'yarn1' ? '1' : lock.kind === 'pnpm' ? pnpmMajor(lock.version) : null;
  return { name: MANAGER_OF[lock.kind], version, from: 'lockfile' };
}

function linkerOf(
  manager: NpmProject['manager'],
  yarn: YarnSettings | null,
  pnpm: string | null,
  lock: Lock | undefined,
): NpmProject['nodeLinker'] {
  if (manager.name === 'pnpm') {
    if (pnpm === 'hoisted') return 'node-modules';
    return pnpm === 'pnp' ? 'pnp' : 'pnpm';
  }
  if (manager.name !== 'yarn') return 'node-modules';
  const linker = yarn?.nodeLinker;
  if (linker === 'node-modules' || linker === 'pnp' || linker === 'pnpm') return linker;
  const modern =
    lock?.kind === 'berry' || (manager.version !== null && !/^[01](?:\.|$)/u.test(manager.version));
  return modern ? 'pnp' : 'node-modules';
}

/**
 * What a directory's package.json, lockfiles and settings say. `dir` is a context path (`''` for the root) when `view` is a
 * build context, an absolute image path when it is an image view.
 */
export function npmProject(view: FileReader, dir: string): NpmProject {
  // Command models and packs ask again and again, and a lockfile can be megabytes long.
  const known = PROJECTS.get(view) ?? new Map<string, NpmProject>();
  PROJECTS.set(view, known);
  const project = known.get(dir) ?? readProject(view, dir);
  known.set(dir, project);
  return project;
}

const PROJECTS = new WeakMap<FileReader, Map<string, NpmProject>>();

function readProject(view: FileReader, dir: string): NpmProject {
  const manifest = readManifest(view, dir);
  const workspace = readWorkspace(view, dir);
  const packages = manifest === null ? [] : [{ dir, manifest }, ...(workspace?.packages ?? [])];
  const locks = readLocks(view, dir, packages);
  const npmrc = readNpmrc(view, dir);
  const yarnText = view.read(fileIn(dir, '.yarnrc.yml'));
  const yarn = yarnText === null ? null : yarnSettings(yarnText);
  const pnpm = pnpmLinker(view.read(fileIn(dir, 'pnpm-workspace.yaml')), manifest, npmrc);
  const first = managerOf(manifest, yarn, locks[0]);
  const own = locks.filter((lock) => MANAGER_OF[lock.kind] === first.name);
  const ordered = [...own, ...locks.filter((lock) => !own.includes(lock))];
  return {
    dir,
    manifest,
    locks: ordered,
    manager: first,
    nodeLinker: linkerOf(first, yarn, pnpm, ordered[0]),
    npmrc,
    workspace,
  };
}

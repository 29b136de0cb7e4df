import { npmProject, type NpmProject } from '../../src/project/npm/project.js';
import type { Lock, LockEntry, LockKind } from '../../src/project/npm/lock.js';
import { dirname } from '../../src/project/path.js';
import type { Facts } from '../../src/transform/types.js';
import { findInstalls, type Install } from './installs.js';
import { type Manifest, nearestManifest } from './manifest.js';
import { type Manager, yarnFlavour } from './managers.js';

/** The project that the container runs, as the image has it. */
export interface AppProject {
  readonly dir: string;
  readonly manifest: Manifest | null;
  readonly facts: NpmProject;
  /** Installs in this directory, in order. */
  readonly installs: readonly Install[];
  /** Links and prunes included. */
  readonly all: readonly Install[];
  readonly manager: Manager | null;
  /** The lock file that the install follows; null without one. */
  readonly lock: Lock | null;
  /** Entries of the production tree; null when that is not known. */
  readonly production: readonly LockEntry[] | null;
  readonly workspaces: boolean;
  readonly pnp: boolean;
}

const kinds: Readonly<Record<Manager, readonly LockKind[]>> = {
  npm: ['npm'],
  yarn: ['yarn1', 'berry'],
  pnpm: ['pnpm'],
  bun: ['bun'],
};

/** The root of the workspace that a package without a lock file of its own belongs to: it was installed from there. */
function workspaceRoot(facts: Facts, member: Manifest): Manifest | null {
  if (npmProject(facts.files, member.dir).locks.length > 0) return null;
  let at = member.dir;
  while (at !== '' && at !== '/') {
    const root = nearestManifest(facts.files, at.slice(0, at.lastIndexOf('/')) || '/');
    if (root === null) return null;
    const packages = npmProject(facts.files, root.dir).workspace?.packages ?? [];
    if (packages.some((each) => each.dir === member.dir)) return root;
    at = root.dir;
  }
  return null;
}

/**
 * Looks the project up from the directory in which the container starts its program, or, where that has none, from the
 * script's own: `CMD node /usr/src/app/server.js` without a WORKDIR.
 */
export function appProject(facts: Facts, cwd: string, script: string | null = null): AppProject {
  const nearest =
    nearestManifest(facts.files, cwd) ??
    (script === null ? null : nearestManifest(facts.files, dirname(script)));
  const manifest = nearest && (workspaceRoot(facts, nearest) ?? nearest);
  const dir = manifest?.dir ?? cwd;
  const found = npmProject(facts.files, dir);
  const all = findInstalls(
    facts,
    (at) => yarnFlavour(facts.files, nearestManifest(facts.files, at)?.dir ?? at).generation === 'berry',
  );
  const here = all.filter((each) => each.dir === dir || (manifest === null && each.dir === cwd));
  const installs = here.filter((each) => each.kind === 'install');
  const last = installs.at(-1);
  const manager = last?.manager ?? null;
  const lock =
    manager === null
      ? (found.locks[0] ?? null)
      : (found.locks.find((each) => kinds[manager].includes(each.kind)) ?? null);
  const readable = lock?.readable === true && lock.productionNames !== null;
  return {
    dir,
    manifest,
    facts: found,
    installs,
    all: here,
    manager,
    lock,
    production: readable ? lock.entries.filter((entry) => entry.dev === false) : null,
    workspaces: found.workspace !== null || (manifest?.workspaces ?? null) !== null,
    pnp: manager === 'yarn' && yarnFlavour(facts.files, dir).linker === 'pnp',
  };
}

/** May run-time code import this name after a production install? Null when nobody can tell. */
export function inProduction(project: AppProject, name: string): boolean | null {
  const { manifest, lock } = project;
  if (manifest === null) return null;
  if (name === manifest.name) return true;
  const added = project.installs.some((each) => each.saved === 'production' && each.packages.includes(name));
  if (added) return true;
  const declared =
    Object.hasOwn(manifest.dependencies, name) || Object.hasOwn(manifest.optionalDependencies, name);
  if (declared) return true;
  if (lock?.readable && lock.productionNames !== null) return lock.productionNames.has(name);
  // Without a lock file the tree is what package.json says: peers are installed by npm 7 and later only.
  return Object.hasOwn(manifest.peerDependencies, name) && project.manager === 'npm' ? null : false;
}

/** Does package.json or the lock file name this package, for development or not? */
export function declaredAnywhere(project: AppProject, name: string): boolean {
  const { manifest, lock } = project;
  if (
    manifest &&
    [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].some((each) =>
      Object.hasOwn(each, name),
    )
  )
    return true;
  return lock?.entries.some((entry) => entry.name === name) ?? false;
}

import { inside } from '../../src/effects/commands/place.js';
import { composerLock } from '../../src/project/composer/lock.js';
import { composerJson } from '../../src/project/composer/manifest.js';
import type { ImageView } from '../../src/project/types.js';

/** What the pack reads of a composer.json. Paths are as written, relative to the project, without placeholders. */
export interface Manifest {
  readonly require: readonly string[];
  readonly requireDev: readonly string[];
  /** Script lines by event or name. */
  readonly scripts: Readonly<Record<string, readonly string[]>>;
  readonly vendorDir: string;
  /** True when any plugin is allowed to run. */
  readonly plugins: boolean;
  /** Directories that installer plugins fill. */
  readonly installerPaths: readonly string[];
  /** Directories of path repositories, which vendor/ links to. */
  readonly pathRepositories: readonly string[];
}

/** Package names out of a composer.lock. */
export interface Lock {
  readonly packages: readonly string[];
  readonly packagesDev: readonly string[];
  /** True when a package is a plugin, which may write anywhere in the project. */
  readonly plugins: boolean;
}

/** The directory part of a path that no `{$name}`, `*` or `$VAR` is in. */
function fixedPart(path: string): string {
  const cut = path.search(/[{*$]/);
  return cut < 0 ? path : path.slice(0, cut).replace(/[^/]*$/, '');
}

/** The composer.json in a directory of the image, or null when it is not there or not readable. */
export function readManifest(files: ImageView, directory: string): Manifest | null {
  const text = files.read(inside(directory, 'composer.json'));
  const found = text === null ? null : composerJson(text);
  if (!found) return null;
  const allowed = found.allowPlugins;
  return {
    require: Object.keys(found.require),
    requireDev: Object.keys(found.requireDev),
    scripts: found.scripts,
    vendorDir: found.vendorDir,
    plugins: typeof allowed === 'boolean' ? allowed : Object.values(allowed ?? {}).includes(true),
    installerPaths: found.installerPaths.map(fixedPart),
    pathRepositories: found.pathRepositories.map((each) => fixedPart(each)),
  };
}

/** The composer.lock in a directory of the image, or null when it is not there or not readable. */
export function readLock(files: ImageView, directory: string): Lock | null {
  const text = files.read(inside(directory, 'composer.lock'));
  const found = text === null ? null : composerLock(text);
  if (!found) return null;
  return {
    packages: found.packages.map((each) => each.name),
    packagesDev: found.packagesDev.map((each) => each.name),
    plugins: [...found.packages, ...found.packagesDev].some((each) =>
      /^composer-(?:plugin|installer)$/.test(each.type),
    ),
  };
}

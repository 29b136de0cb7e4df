import { effects, mergeEffects } from '../../../src/effects/effects.js';
import type { CommandContext, Effects, Write } from '../../../src/effects/types.js';
import { npmProject } from '../../../src/project/npm/project.js';
import { binsOfPackage } from '../bins.js';
import { type Manifest, nearestManifest } from '../manifest.js';
import { fillerPlace, hasUnknownScript, homeCache, homeFiller } from './home-places.js';
import { localPackageEffects } from './local-packages.js';
import { lifecycleEffects } from './scripts.js';
import { packageName, projectOpaque, withEffects, write } from './shared.js';

/**
 * Places in the home directory that installing this project's dependencies fills: browsers that known packages fetch, and,
 * for production packages whose install script nobody knows, the cache as a whole.
 */
function homeWrites(install: TreeInstall, manifest: Manifest, context: CommandContext): readonly Write[] {
  const entries = npmProject(context.files, manifest.dir).locks.flatMap((lock) =>
    lock.entries.filter((entry) => entry.dev === false),
  );
  const { dependencies, optionalDependencies, devDependencies } = manifest;
  const named = (install.packages ?? []).map((spec): Wanted => {
    const name = packageName(spec);
    return [name, spec.slice(name.length + 1) || null, true];
  });
  const wanted: readonly Wanted[] = [
    ...named,
    ...Object.entries({ ...dependencies, ...optionalDependencies }).map(([name, range]): Wanted => [
      name,
      range,
      true,
    ]),
    ...entries.map((entry): Wanted => [entry.name, entry.version, true]),
    ...Object.entries(devDependencies).map(([name, range]): Wanted => [name, range, false]),
  ];
  const writes = wanted.flatMap(([name, range, production]) => {
    const filler = homeFiller(name, range);
    const place = filler ? fillerPlace(filler, context.home, context.env) : null;
    // A test runner's browser serves tests only; what is started by the app may stand among the development packages.
    const role = production || name !== 'cypress' ? 'dependencies' : 'cache';
    return place === null ? [] : [write(place, role)];
  });
  if (entries.some(hasUnknownScript)) writes.push(write(homeCache(context.home), 'dependencies'));
  return writes.filter((each, at) => writes.findIndex((other) => other.path === each.path) === at);
}

/** A package's name, its version or range, and whether production needs it. */
type Wanted = readonly [name: string, range: string | null, production: boolean];

/** A dependency install in a directory: what is common to all managers. */
export interface TreeInstall {
  readonly model: string;
  readonly manager: string;
  readonly dir: string;
  /** Root life cycle scripts that run, in order; empty with --ignore-scripts. */
  readonly lifecycle: readonly string[];
  /** True with --ignore-scripts: no package's scripts run. */
  readonly ignoresScripts?: boolean;
  /** Packages named on the command line, as written. */
  readonly packages?: readonly string[];
  /** Files and directories written beside node_modules, relative to `dir`. */
  readonly files: readonly string[];
  /** Absolute trees outside the project. */
  readonly outside: readonly Write[];
}

/**
 * A lock file that was not there before may or may not be written (`package-lock=false`, bun's two kinds), and nothing that
 * runs in the container reads it: it counts as a cache. Yarn 2 and later read theirs.
 */
function projectFile(at: string, path: string, context: CommandContext): Write {
  const full = `${at}/${path}`;
  if (path.startsWith('.pnp') || path.startsWith('.yarn'))
    return write(full, 'dependencies', path === '.yarn');
  const lock = /lock/.test(path) && context.files.stat(full) === null;
  return write(full, lock ? 'cache' : 'source', false);
}

/** True when a setting says that no install script runs. */
function switchedOff(root: string, context: CommandContext): boolean {
  const set =
    context.env('npm_config_ignore_scripts') ??
    context.env('NPM_CONFIG_IGNORE_SCRIPTS') ??
    npmProject(context.files, root).npmrc.values['ignore-scripts'];
  return set === 'true';
}

/** Effects of installing a project's dependencies, its own life cycle scripts included. */
export function treeInstall(install: TreeInstall, context: CommandContext): Effects {
  const { model, dir } = install;
  const manifest = nearestManifest(context.files, dir);
  const root = manifest?.dir ?? dir;
  const at = root === '/' ? '' : root;
  const scripts = install.ignoresScripts !== true && !switchedOff(root, context);
  const own = effects(model, {
    reads: [`${at}/package.json`],
    writes: [
      write(`${at}/node_modules`, 'dependencies'),
      ...install.files.map((path) => projectFile(at, path, context)),
      ...(manifest && scripts ? homeWrites(install, manifest, context) : []),
      ...install.outside,
    ],
    programs: [install.manager],
    network: true,
  });
  if (manifest === null) {
    // Without package.json nobody knows the root's scripts; what they are for is in the project.
    return withEffects(
      model,
      own,
      projectOpaque(model, 'package.json is not known, so its install scripts are not', root),
    );
  }
  const parts: Effects[] = [own, ...lifecycleEffects(manifest, install.lifecycle, context)];
  if (scripts) parts.push(...localPackageEffects(manifest, install.manager, context));
  if (manifest.workspaces !== null || context.files.read(`${at}/pnpm-workspace.yaml`) !== null)
    parts.push(projectOpaque(model, 'workspaces have dependencies and install scripts of their own', root));
  return { ...mergeEffects(model, parts), model, replayable: false };
}

/** Where global installs go: npm's prefix. */
export function globalPrefix(env: (name: string) => string | undefined): string {
  const prefix = env('NPM_CONFIG_PREFIX') ?? env('npm_config_prefix');
  return prefix?.startsWith('/') ? prefix.replace(/\/+$/, '') : '/usr/local';
}

/** Package managers carry all their own dependencies, so that the version alone says what an install gives. */
const selfContained = ['npm', 'pnpm', 'yarn', 'corepack', 'bun'];

/** Effects of `npm install -g` of these packages: a tree and links per package. */
export function globalInstall(
  model: string,
  specs: readonly string[],
  manager: string,
  context: CommandContext,
): Effects {
  const prefix = globalPrefix(context.env);
  const named = specs.map(packageName).filter((name) => /^(?:@[\w.-]+\/)?[\w.-]+$/.test(name));
  const base = effects(model, {
    writes: [
      ...named.flatMap((name) => [
        write(`${prefix}/lib/node_modules/${name}`, 'tool'),
        ...binsOfPackage(name).map((bin) => write(`${prefix}/bin/${bin}`, 'tool', false)),
      ]),
      ...specs.flatMap((spec) => {
        const name = packageName(spec);
        const filler = homeFiller(name, spec.slice(name.length + 1) || null);
        const place = filler ? fillerPlace(filler, context.home, context.env) : null;
        return place === null ? [] : [write(place, 'dependencies')];
      }),
      write(`${context.home}/.npm`, 'cache'),
    ],
    programs: [manager],
    network: true,
    replayable: named.length > 0 && named.every((name) => selfContained.includes(name)),
  });
  if (named.length === specs.length) return base;
  // A directory, a tarball or a git URL: the package's name, and so its place, is not known.
  return {
    ...base,
    opaque: {
      because: 'a package without a name is installed',
      within: [`${prefix}/lib/node_modules`, `${prefix}/bin`],
    },
    confidence: 'weak',
  };
}

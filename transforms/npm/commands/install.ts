import { effects, mergeEffects } from '../../../src/effects/effects.js';
import type { CommandContext, Effects, Write } from '../../../src/effects/types.js';
import { binsOfPackage } from '../bins.js';
import { type Manifest, nearestManifest } from '../manifest.js';
import { lifecycleEffects } from './scripts.js';
import { packageName, projectOpaque, withEffects, write } from './shared.js';

/** Where packages that fetch a browser when installed put it, seen from the home directory. */
const browsers: Readonly<Record<string, { path: string; variable: string; skip: readonly string[] }>> = {
  puppeteer: {
    path: '.cache/puppeteer',
    variable: 'PUPPETEER_CACHE_DIR',
    skip: ['PUPPETEER_SKIP_DOWNLOAD', 'PUPPETEER_SKIP_CHROMIUM_DOWNLOAD'],
  },
  playwright: {
    path: '.cache/ms-playwright',
    variable: 'PLAYWRIGHT_BROWSERS_PATH',
    skip: ['PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD'],
  },
  cypress: { path: '.cache/Cypress', variable: 'CYPRESS_CACHE_FOLDER', skip: ['CYPRESS_INSTALL_BINARY'] },
};

function major(range: string | undefined): number | null {
  const found = /^\D{0,2}(\d+)/.exec(range ?? '');
  return found ? Number(found[1]) : null;
}

/** Browser caches that installing this package.json's dependencies fills. */
function browserWrites(manifest: Manifest, context: Pick<CommandContext, 'env' | 'home'>): readonly Write[] {
  const writes: Write[] = [];
  for (const [name, browser] of Object.entries(browsers)) {
    const production = manifest.dependencies[name] ?? manifest.optionalDependencies[name];
    const range = production ?? manifest.devDependencies[name];
    if (range === undefined) continue;
    const version = major(range);
    // puppeteer before 19 keeps Chromium inside its package; playwright fetches nothing by itself from 1.38 on.
    if (name === 'puppeteer' && version !== null && version < 19) continue;
    if (browser.skip.some((variable) => !['', '0', 'false', undefined].includes(context.env(variable))))
      continue;
    const place = context.env(browser.variable) ?? `${context.home}/${browser.path}`;
    if (!place.startsWith('/')) continue;
    // A test runner's browser serves tests only; the others may be started by the app.
    writes.push(write(place, name === 'cypress' ? 'cache' : 'dependencies'));
  }
  return writes;
}

/** A dependency install in a directory: what is common to all managers. */
export interface TreeInstall {
  readonly model: string;
  readonly manager: string;
  readonly dir: string;
  /** Root life cycle scripts that run, in order; empty with --ignore-scripts. */
  readonly lifecycle: readonly string[];
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

/** Effects of installing a project's dependencies, its own life cycle scripts included. */
export function treeInstall(install: TreeInstall, context: CommandContext): Effects {
  const { model, dir } = install;
  const manifest = nearestManifest(context.files, dir);
  const root = manifest?.dir ?? dir;
  const at = root === '/' ? '' : root;
  const own = effects(model, {
    reads: [`${at}/package.json`],
    writes: [
      write(`${at}/node_modules`, 'dependencies'),
      ...install.files.map((path) => projectFile(at, path, context)),
      ...(manifest ? browserWrites(manifest, context) : []),
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

import { effects, mergeEffects } from '../../../src/effects/effects.js';
import type { CommandContext, Effects } from '../../../src/effects/types.js';
import { tokensOf } from '../../../src/effects/source/tokens.js';
import { within } from '../../../src/classify/places.js';
import { npmProject } from '../../../src/project/npm/project.js';
import { absolutePath } from '../../../src/project/path.js';
import { type Manifest, manifestAt } from '../manifest.js';
import { isNodeModule } from '../module-names.js';
import { homeCache } from './home-places.js';
import { callsUnknownTool, lifecycleEffects } from './scripts.js';
import { relativeImports } from './source-library.js';
import { withEffects, write } from './shared.js';

/** A package of the repository that the project depends on. */
interface LocalPackage {
  readonly manifest: Manifest;
  /** True when installing it runs its scripts for sure; pnpm and bun ask for leave, and links of yarn run none. */
  readonly runs: boolean;
}

const SCRIPTS = ['preinstall', 'install', 'postinstall'];

/** The directory that a range names, as written; null for a range of a registry, an archive or a repository. */
function localRange(range: string): string | null {
  const named =
    /^(?:file|link|portal):(.+)$/.exec(range)?.[1] ?? (/^(?:\.{1,2})?\//.test(range) ? range : null);
  return named === null || /\.(?:tgz|tar\.gz|tar)$/.test(named) ? null : named.replace(/^\/\/(?=\/)/, '');
}

/** Packages of the repository below the production dependencies, and members of npm's workspace, each once. */
function localPackages(root: Manifest, manager: string, context: CommandContext): readonly LocalPackage[] {
  const found = new Map<string, LocalPackage>();
  const open: Manifest[] = [root];
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (const range of Object.values({ ...from.dependencies, ...from.optionalDependencies })) {
      const named = localRange(range);
      const manifest = named === null ? null : manifestAt(context.files, absolutePath(named, from.dir));
      if (manifest === null || manifest.dir === root.dir || found.has(manifest.dir)) continue;
      const runs = manager === 'npm' || (manager === 'yarn' && range.startsWith('file:'));
      found.set(manifest.dir, { manifest, runs });
      open.push(manifest);
    }
  if (manager !== 'npm') return [...found.values()];
  for (const { dir, manifest } of npmProject(context.files, root.dir).workspace?.packages ?? [])
    if (!found.has(dir)) found.set(dir, { manifest: { ...manifest, dir }, runs: true });
  return [...found.values()];
}

/** What the source of a script says of the home directory, beside the writes that can be followed. */
interface Hints {
  /** It loads packages, which may write where they like. */
  readonly loads: boolean;
  /** It speaks of the home directory, and of a cache in it. */
  readonly home: boolean;
  readonly cache: boolean;
}

const IMPORT = /(?:\brequire\s*\(|\bimport\s*\(|\bfrom\b|\bimport\b)\s*['"]([^'"\n]+)['"]/g;
/** More than an install script brings in. */
const MOST_FILES = 20;

function hintsOf(paths: readonly string[], context: CommandContext): Hints {
  const seen = new Set<string>();
  const open = [...paths];
  const texts: string[] = [];
  for (let path = open.pop(); path !== undefined && texts.length < MOST_FILES; path = open.pop()) {
    const text = seen.has(path) ? null : (context.files.read(path) ?? context.files.read(`${path}.js`));
    seen.add(path);
    if (text === null) continue;
    texts.push(text);
    open.push(...relativeImports({ path, tokens: tokensOf(text, 'js') }));
  }
  const all = texts.join('\n');
  return {
    loads: [...all.matchAll(IMPORT)].some(([, name = '.']) => !/^[./]/.test(name) && !isNodeModule(name)),
    home: /\bhomedir\b|\benv\W{1,3}HOME\b|\buserInfo\b/.test(all),
    cache: /\.cache\b|\bXDG_CACHE_HOME\b/.test(all),
  };
}

/** What installing one of them does; what cannot be followed may keep things in the home directory. */
function installed({ manifest, runs }: LocalPackage, context: CommandContext): Effects | null {
  const texts = SCRIPTS.flatMap((name) => manifest.scripts[name] ?? []);
  if (texts.length === 0) return null;
  const model = `install scripts of ${manifest.name ?? manifest.dir}`;
  const own = mergeEffects(model, runs ? lifecycleEffects(manifest, SCRIPTS, context) : []);
  const cache = homeCache(context.home);
  const hints = hintsOf(own.reads, context);
  const speaksOnly = hints.home && !own.writes.some((each) => within(each.path, context.home));
  const unclear =
    !runs ||
    own.opaque?.within === null ||
    own.opaque?.named?.some((path) => within(path, cache)) === true ||
    hints.loads ||
    speaksOnly ||
    texts.some((text) => callsUnknownTool(text, context));
  if (!unclear) return own;
  // A place at home that is no cache has no name here, and nothing says that it may be left behind.
  const named = speaksOnly && !hints.cache ? [context.home] : [];
  const because = `what the ${model} do${named.length > 0 ? ' in the home directory' : ''} is not known`;
  const rest = effects(model, {
    writes: [write(cache, 'dependencies')],
    opaque: { because, within: [manifest.dir], ...(named.length > 0 ? { named } : {}) },
    confidence: 'strong',
  });
  const clear = own.opaque?.within === null ? { ...own, opaque: null } : own;
  return withEffects(model, { ...clear, confidence: 'strong' }, rest);
}

/**
 * Effects of the install scripts of packages that lie in the repository (`file:`, `link:`, workspaces), which run when the
 * project is installed (docs.npmjs.com, "scripts").
 */
export function localPackageEffects(
  root: Manifest,
  manager: string,
  context: CommandContext,
): readonly Effects[] {
  return localPackages(root, manager, context).flatMap((each) => installed(each, context) ?? []);
}

import type { Facts, TraceNeed } from '../../src/transform/types.js';
import type { ImageView } from '../../src/project/types.js';
import type { Start } from './entry/judge.js';
import { absolute } from './entry/trail.js';
import type { AppProject } from './project.js';
import { compilerOptions } from './tsconfig.js';

const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const testFile =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e|cypress|stories|\.storybook)(?:\/|$)|\.(?:test|spec|stories|e2e-spec|d)\.[cm]?[jt]sx?$/;

function existing(files: ImageView, stem: string): string | null {
  for (const extension of sourceExtensions)
    if (files.stat(`${stem}${extension}`)?.kind === 'file') return `${stem}${extension}`;
  return null;
}

/** Directories that compilers were told to write, with the directory that they read: `babel src -d dist`. */
function compiledDirectories(
  project: AppProject,
  files: ImageView,
): readonly { readonly from: string; readonly to: string }[] {
  const found: { from: string; to: string }[] = [];
  for (const name of [
    'tsconfig.build.json',
    'tsconfig.prod.json',
    'tsconfig.production.json',
    'tsconfig.server.json',
    'tsconfig.json',
  ]) {
    const options = compilerOptions(name, (path) => files.read(`${project.dir}/${path}`));
    if (!options?.outDir) continue;
    for (const from of options.rootDir === null ? ['src', ''] : [options.rootDir])
      found.push({ from, to: options.outDir });
  }
  for (const text of Object.values(project.manifest?.scripts ?? {})) {
    const babel =
      /\b(?:babel|swc)\s+(?:--?[\w-]+(?:[= ]\S+)?\s+)*([\w./-]+)\s.*?(?:-d|--out-dir)[= ]\s*([\w./-]+)/.exec(
        text,
      );
    if (babel?.[1] && babel[2]) found.push({ from: clean(babel[1]), to: clean(babel[2]) });
    const bundled =
      /\b(?:esbuild|tsup|ncc build|bun build|rollup|pkgroll)\s+(?:--?[\w:-]+(?:=\S+)?\s+)*([\w./-]+\.[cm]?[jt]sx?)\b/.exec(
        text,
      );
    if (bundled?.[1]) found.push({ from: `=${clean(bundled[1])}`, to: '' });
  }
  // Nest's compiler and most templates: src to dist, build, lib or out.
  for (const to of ['dist', 'build', 'lib', 'out']) for (const from of ['src', '']) found.push({ from, to });
  return found;
}

function clean(path: string): string {
  return path.replace(/^\.\//, '').replace(/\/+$/, '');
}

/**
 * The source file of a started script: the script itself when it is in the build context, else the source that a compiler
 * made it from (tsconfig's outDir and rootDir, babel's and swc's --out-dir, bundlers' entry). Null when that is not known.
 */
function sourceOf(script: string, project: AppProject, files: ImageView): string | null {
  if (files.stat(script)?.kind === 'file' && files.origin(script) !== null) return script;
  const direct = existing(files, script) ?? existing(files, `${script}/index`);
  if (direct !== null) return direct;
  if (!script.startsWith(`${project.dir}/`)) return null;
  const relative = script.slice(project.dir.length + 1).replace(/\.[cm]?js$/, '');
  const bundles: string[] = [];
  for (const { from, to } of compiledDirectories(project, files)) {
    if (from.startsWith('=')) {
      bundles.push(`${project.dir}/${from.slice(1)}`);
      continue;
    }
    if (to === '' || (relative !== to && !relative.startsWith(`${to}/`))) continue;
    const rest = relative === to ? 'index' : relative.slice(to.length + 1);
    const stem = [project.dir, from, rest].filter((part) => part !== '').join('/');
    const found = existing(files, stem) ?? existing(files, `${stem}/index`);
    if (found !== null) return found;
  }
  return bundles.find((path) => files.stat(path)?.kind === 'file') ?? null;
}

function walk(files: ImageView, dir: string, found: string[], depth: number): void {
  if (depth > 12 || found.length > 4000) return;
  for (const name of files.list(dir)) {
    const path = `${dir}/${name}`;
    if (name === 'node_modules' || testFile.test(path)) continue;
    const entry = files.stat(path);
    if (entry?.kind === 'directory') walk(files, path, found, depth + 1);
    else if (entry?.kind === 'file' && /\.[cm]?[jt]sx?$/.test(name)) found.push(path);
  }
}

/** Every source file that a framework's own server loads: Next's pages and app, and its configuration. */
function frameworkSources(program: string, project: AppProject, files: ImageView): readonly string[] {
  const found: string[] = [];
  const names =
    program === 'next'
      ? ['pages', 'app', 'src', 'lib', 'components', 'middleware', 'instrumentation', 'server', 'utils']
      : ['app', 'src', 'server'];
  for (const name of names) walk(files, `${project.dir}/${name}`, found, 0);
  for (const name of files.list(project.dir))
    if (
      /^(?:next|next-i18next|remix|react-router|instrumentation|middleware)[\w.-]*\.(?:[cm]?[jt]s|tsx)$/.test(
        name,
      )
    )
      found.push(`${project.dir}/${name}`);
  return found;
}

const migrations: Readonly<Record<string, readonly string[]>> = {
  knex: ['knexfile.js', 'knexfile.ts'],
  sequelize: ['.sequelizerc', 'config/config.js', 'config/config.json'],
  'sequelize-cli': ['.sequelizerc', 'config/config.js', 'config/config.json'],
  typeorm: ['ormconfig.js', 'ormconfig.ts', 'ormconfig.json'],
  'drizzle-kit': ['drizzle.config.ts', 'drizzle.config.js'],
  prisma: ['prisma.config.ts'],
  'mikro-orm': ['mikro-orm.config.js', 'mikro-orm.config.ts'],
};

/**
 * What has to be traced to know the imports of run-time code: context paths. Null when nothing of the project's own code
 * runs, or where it lies is not known.
 */
export function traceNeed(facts: Facts, start: Start, project: AppProject): TraceNeed | null {
  const { files } = facts;
  const at = project.dir === '/' ? '' : project.dir;
  const manifest = files.origin(`${at}/package.json`);
  if (manifest === null || project.manifest === null) return null;
  const root = manifest.includes('/') ? manifest.slice(0, manifest.lastIndexOf('/')) : '';
  const entries = new Set<string>();
  let complete = true;
  const add = (path: string | null): void => {
    const origin = path === null ? null : files.origin(path);
    if (origin === null) complete = false;
    else entries.add(origin);
  };
  const processes = [...start.trail.processes, ...start.health.processes];
  for (const process of processes) {
    const script = process.args.find((word) => !word.startsWith('-'));
    if ((process.kind === 'node' || process.kind === 'types') && script !== undefined)
      add(sourceOf(absolute(process.cwd, script) ?? script, project, files));
    if (process.kind === 'framework') {
      const sources = frameworkSources(process.program, project, files);
      if (sources.length === 0) complete = false;
      for (const path of sources) add(path);
    }
    for (const name of migrations[process.program] ?? [])
      if (files.stat(`${at}/${name}`) !== null) add(`${at}/${name}`);
  }
  for (const [preload, cwd] of [...start.trail.preloads, ...start.health.preloads])
    if (/^[./]/.test(preload)) add(sourceOf(absolute(cwd, preload) ?? preload, project, files));
  // Configuration that process managers read is code as well.
  for (const path of start.trail.paths.keys()) if (/\.config\.[cm]?js$/.test(path)) add(path);
  if (entries.size === 0 || !complete)
    return { kind: 'trace', pack: 'npm', entries: [], root, imageRoot: project.dir };
  return { kind: 'trace', pack: 'npm', entries: [...entries].sort(), root, imageRoot: project.dir };
}

import { basename, dirname, joinPath, relativePath } from '../../../src/project/path.js';
import type { ReadonlyFileSystem } from '../../../src/project/types.js';
import type { CompilerSettings, Settings } from './settings.js';

export const codeExtension = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
/** Languages that compile to JavaScript and that no parser here reads. */
export const foreignCode = /\.(?:coffee|litcoffee|ls|iced|civet|re|res|elm|imba|mdx)$/;
const declaration = /\.d\.[cm]?ts$|\.d\.\w+\.ts$/;

export type EntryKind = 'file' | 'directory' | null;

/** Looks files up the way Node, TypeScript and bundlers do. Paths are context paths. */
export interface SourceFiles {
  readonly kindOf: (path: string) => EntryKind;
  /** The own file that a module path stands for: as written, with an extension, an index, what it is compiled from. */
  readonly find: (path: string) => string | null;
  /** Source files in a directory and below it. Null when they are too many. */
  readonly below: (dir: string) => readonly string[] | null;
}

const order = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.vue', '.svelte'];
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts', '.ts'],
  '.cjs': ['.cts', '.ts'],
};

const testPath =
  /(?:^|\/)(?:__tests__|__mocks__|__snapshots__|tests?|specs?|e2e|cypress|stories|\.storybook|fixtures)(?:\/|$)|[.-](?:test|spec|stories|e2e-spec|bench)\.[cm]?[jt]sx?$/;

/** Is this a test, a story or a fixture, which no production start loads by a pattern? */
function isTestPath(path: string): boolean {
  return testPath.test(path) || declaration.test(path);
}

const buildConfig =
  /^(?:\.\w+rc|gulpfile|gruntfile|jakefile|karma\.conf|protractor\.conf|(?:webpack|rollup|vite|vitest|jest|babel|postcss|tailwind|eslint|prettier|commitlint|lint-staged|tsup|tsdown|esbuild|playwright|cypress|svelte|craco|metro|release|stylelint|vue|quasar|rspack|rsbuild|nyc|codecept|nightwatch|wdio|stryker|typedoc|graphql|codegen)[\w.-]*\.(?:config|conf))\b[\w.-]*\.?[cm]?[jt]s$|^\.\w+\.[cm]?js$/i;

/** Is this a test or the configuration of a build tool: code that nothing in production loads because its name is written somewhere? */
export function isTestOrSettings(path: string): boolean {
  return isTestPath(path) || buildConfig.test(basename(path));
}

const outputNames = ['dist', 'build', 'lib', 'out', 'output', '.next', 'coverage'];

/** Pairs of directories: what a compiler writes, what it reads. */
function outputsFor(dir: string, settings: CompilerSettings): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  if (settings.outDir !== null) {
    if (settings.rootDir !== null) pairs.push([settings.outDir, settings.rootDir]);
    pairs.push([settings.outDir, joinPath(dir, 'src')], [settings.outDir, dir]);
  }
  for (const name of ['dist', 'build', 'lib', 'out'])
    pairs.push([joinPath(dir, name), joinPath(dir, 'src')], [joinPath(dir, name), dir]);
  return pairs;
}

/** The files that imports can lead to, compiled ones taken back to their sources; what was looked up is kept. */
export function sourceFiles(fs: ReadonlyFileSystem, settings: Settings): SourceFiles {
  const kinds = new Map<string, EntryKind>();
  const kindOf = (path: string): EntryKind => {
    const known = kinds.get(path);
    if (known !== undefined) return known;
    const entry = fs.stat(path);
    let kind: EntryKind = null;
    if (entry?.kind === 'file' || entry?.kind === 'directory') kind = entry.kind;
    // A link is what it leads to.
    else if (entry?.kind === 'symlink')
      kind = fs.read(path) !== null ? 'file' : fs.list(path).length > 0 ? 'directory' : null;
    kinds.set(path, kind);
    return kind;
  };
  const isFile = (path: string): boolean => kindOf(path) === 'file';

  const direct = (path: string, depth: number): string | null => {
    if (path !== '' && isFile(path)) return path;
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
    if (extension !== undefined)
      for (const source of sourcesOf[extension] ?? []) {
        const found = path.slice(0, -extension.length) + source;
        if (isFile(found)) return found;
      }
    if (path !== '') for (const each of order) if (isFile(path + each)) return path + each;
    if (kindOf(path) !== 'directory') return null;
    const main = depth > 2 ? null : (settings.manifestIn(path)?.main ?? null);
    if (main !== null) {
      const found = direct(joinPath(path, main), depth + 1) ?? compiledFrom(joinPath(path, main), depth + 1);
      if (found !== null) return found;
    }
    for (const each of order)
      if (isFile(joinPath(path, `index${each}`))) return joinPath(path, `index${each}`);
    return null;
  };

  const compiledFrom = (path: string, depth: number): string | null => {
    const owner = settings.manifestAt(dirname(path));
    const dir = owner?.dir ?? '';
    for (const [to, from] of outputsFor(dir, settings.compilerAt(dir))) {
      const rest = relativePath(to, path);
      if (rest === null || to === from) continue;
      const found = direct(joinPath(from, rest), depth + 1);
      if (found !== null) return found;
    }
    return null;
  };

  const walk = (dir: string, found: string[], depth: number): boolean => {
    if (depth > 16 || found.length > 4000) return false;
    for (const name of fs.list(dir)) {
      const path = joinPath(dir, name);
      if (name === 'node_modules' || name === '.git' || isTestPath(name) || buildConfig.test(name)) continue;
      const kind = kindOf(path);
      if (kind === 'directory' && fs.stat(path)?.kind !== 'symlink') {
        if (!walk(path, found, depth + 1)) return false;
      } else if (kind === 'file' && codeExtension.test(name)) found.push(path);
    }
    return true;
  };
  return {
    kindOf,
    find: (path) => direct(path, 0) ?? compiledFrom(path, 0),
    below: (dir) => {
      const found: string[] = [];
      return walk(dir, found, 0) ? found : null;
    },
  };
}

/** Every file that may run when nothing says where the program starts: no tests, no compiled output, no settings of build tools. */
export function allSources(
  fs: ReadonlyFileSystem,
  files: SourceFiles,
  root: string,
): readonly string[] | null {
  const found: string[] = [];
  for (const name of fs.list(root)) {
    const path = joinPath(root, name);
    if (name.startsWith('.') || name === 'node_modules' || isTestPath(name)) continue;
    if (files.kindOf(path) === 'directory') {
      // Compiled output is looked into only when nothing else is there.
      if (outputNames.includes(name) && fs.list(joinPath(root, 'src')).length > 0) continue;
      const below = files.below(path);
      if (below === null) return null;
      found.push(...below);
    } else if (codeExtension.test(name)) found.push(path);
  }
  return found.filter((path) => !buildConfig.test(basename(path)));
}

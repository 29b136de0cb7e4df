import type { ImageView } from '../../../src/project/types.js';
import { fileNameFits, type BuildTarget } from './constraints.js';
import { readGoFile, type GoFile } from './file.js';
import type { GoModule } from './modules.js';

/** Where an import path leads. */
export type Resolved =
  | { readonly kind: 'std' }
  | { readonly kind: 'own' | 'vendored'; readonly dir: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'third-party' };

export interface GoPackage {
  readonly path: string;
  readonly dir: string;
  readonly own: boolean;
  readonly files: readonly GoFile[];
}

export interface PackageGraph {
  /** Own packages, then vendored ones, in the order met. */
  readonly packages: readonly GoPackage[];
  /** Standard packages imported by any of them, with the place of the first. */
  readonly std: ReadonlyMap<string, string>;
  /** Packages of modules whose source is not in the image view. */
  readonly thirdParty: ReadonlyMap<string, string>;
  /** Packages of the own module that are not there (generated, or left out by .dockerignore). */
  readonly missing: ReadonlyMap<string, string>;
  /** True when a file of the build could not be read as Go, or more files were met than dockopt reads. */
  readonly broken: readonly string[];
}

/** More than this is not read: a monorepo is judged by its whole directory instead. */
const MOST_FILES = 4000;

/** Standard packages have no dot in their first element; `C` is cgo's. */
function isStandard(path: string): boolean {
  return !(path.split('/')[0] ?? '').includes('.');
}

/** Finds the directory of an import path, seen from a package in `from`. */
function resolveImport(path: string, from: string, modules: readonly GoModule[], files: ImageView): Resolved {
  const owner = modules.find(
    (each) => from === each.dir || from.startsWith(`${each.dir}/`) || each.dir === '/',
  );
  for (const module of modules) {
    if (module.path === '') continue;
    if (path !== module.path && !path.startsWith(`${module.path}/`)) continue;
    const dir = module.dir + path.slice(module.path.length);
    if (files.stat(dir)?.kind === 'directory') return { kind: 'own', dir };
    return { kind: 'missing' };
  }
  if (path === 'C') return { kind: 'std' };
  const gopath = modules.find((each) => each.gopath);
  if (isStandard(path) && !gopath) return { kind: 'std' };
  for (let at = owner?.dir ?? from; at.length > 0; at = at.slice(0, at.lastIndexOf('/'))) {
    const dir = `${at}/vendor/${path}`;
    if (files.stat(dir)?.kind === 'directory') return { kind: 'vendored', dir };
    if (!gopath) break;
  }
  if (gopath) {
    const dir = `${gopath.dir}/${path}`;
    if (files.stat(dir)?.kind === 'directory') return { kind: 'own', dir };
  }
  return isStandard(path) ? { kind: 'std' } : { kind: 'third-party' };
}

/**
 * The part of a file up to its last import: of vendored packages only the imports matter. A later line that looks like an
 * import only makes the part longer.
 */
function importsOnly(text: string): string {
  if (/;[ \t]*import\b/.test(text)) return text;
  const last = Math.max(text.lastIndexOf('\nimport'), text.startsWith('import') ? 0 : -1);
  if (last < 0) {
    const clause = /^package\s.*$/m.exec(text);
    return clause ? text.slice(0, clause.index + clause[0].length) : text;
  }
  const line = text.indexOf('\n', last + 1);
  const grouped = text.slice(last, line < 0 ? undefined : line).includes('(');
  const end = grouped ? text.indexOf('\n)', last) : line;
  return end < 0 ? text : text.slice(0, end + 2);
}

/** Reads every package that the main packages in `roots` (absolute directories) reach. */
export function readGraph(
  roots: readonly { readonly dir: string; readonly only: readonly string[] | null }[],
  modules: readonly GoModule[],
  view: ImageView,
  target: BuildTarget,
): PackageGraph {
  const packages: GoPackage[] = [];
  const std = new Map<string, string>();
  const thirdParty = new Map<string, string>();
  const missing = new Map<string, string>();
  const broken: string[] = [];
  const seen = new Set<string>();
  const queue: { path: string; dir: string; own: boolean; only: readonly string[] | null }[] = roots.map(
    (root) => ({ path: root.dir, dir: root.dir, own: true, only: root.only }),
  );
  let count = 0;
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (seen.has(next.dir)) continue;
    seen.add(next.dir);
    const files: GoFile[] = [];
    for (const name of next.only ?? view.list(next.dir)) {
      if (!next.only && !fileNameFits(name, target)) continue;
      if (++count > MOST_FILES) {
        broken.push(`more than ${MOST_FILES} Go files`);
        return { packages, std, thirdParty, missing, broken };
      }
      const text = view.read(`${next.dir}/${name}`);
      if (text === null) {
        broken.push(`${next.dir}/${name}`);
        continue;
      }
      const file = readGoFile(`${next.dir}/${name}`, next.own ? text : importsOnly(text), target);
      if (file.included === false && !next.only) continue;
      if (!file.clean && next.own) broken.push(file.path);
      files.push(file);
    }
    if (files.length === 0) missing.set(next.path, next.dir);
    packages.push({ path: next.path, dir: next.dir, own: next.own, files });
    for (const file of files)
      for (const each of file.imports) {
        const at = `${file.path}:${each.line}`;
        const found = resolveImport(each.path, next.dir, modules, view);
        if (found.kind === 'std') {
          if (!std.has(each.path)) std.set(each.path, at);
        } else if (found.kind === 'third-party') {
          if (!thirdParty.has(each.path)) thirdParty.set(each.path, at);
        } else if (found.kind === 'missing') missing.set(each.path, at);
        else if (found.kind === 'own' || found.kind === 'vendored')
          queue.push({ path: each.path, dir: found.dir, own: found.kind === 'own' && next.own, only: null });
      }
  }
  return { packages, std, thirdParty, missing, broken };
}

import { dirname, joinPath, relativePath } from '../../../src/project/path.js';
import { matchPath } from '../../../src/project/glob.js';
import type { ModuleUse } from './findings.js';
import type { ImagePaths } from './image-paths.js';
import type { Known } from './known.js';
import { packageOfImport } from '../module-names.js';
import type { Resolver } from './resolve.js';
import { codeExtension, foreignCode, isTestOrSettings, type SourceFiles } from './source-files.js';

/** What one use of a module or path comes to. Files are context paths. */
export interface Reached {
  readonly files: string[];
  readonly packages: { readonly name: string; readonly specifier: string }[];
  /** Context paths of data. */
  readonly data: string[];
  readonly gaps: { readonly kind: 'import' | 'read'; readonly because: string }[];
}

function isCode(path: string): boolean {
  return codeExtension.test(path) || foreignCode.test(path) || !/\.[\w-]+$/.test(path);
}

const codeDirectory =
  /(?:^|\/)(?:migrations?|seed(?:er)?s|models|routes|routers|controllers|handlers|commands|events|jobs|workers|tasks|plugins|subscribers|entities|listeners|functions|services|middlewares?|resolvers|queues|processors|consumers|crons?|hooks|modules)$/;

/** `{ts,js}` written out, at most some dozens of patterns. */
function braces(pattern: string): readonly string[] {
  const found = /\{([^{}]*)\}/.exec(pattern);
  if (found === null || pattern.length > 300) return [pattern];
  const before = pattern.slice(0, found.index);
  const after = pattern.slice(found.index + found[0].length);
  return (found[1] ?? '')
    .split(',')
    .flatMap((each) => braces(before + each + after))
    .slice(0, 60);
}

export interface Surroundings {
  readonly resolver: Resolver;
  readonly files: SourceFiles;
  readonly paths: ImagePaths;
  readonly root: string;
}

/** Finds own files, packages and data behind a use. In: the use and the context path of the file that has it. */
export function reach(use: ModuleUse, from: string, around: Surroundings): Reached {
  const { files, paths, resolver, root } = around;
  const reached: Reached = { files: [], packages: [], data: [], gaps: [] };

  const addFile = (path: string): void => {
    (isCode(path) ? reached.files : reached.data).push(path);
  };

  /** Every source file below a directory whose path goes on as the literal parts say. */
  const addBelow = (dir: string, start: string, tail: string, what: string): void => {
    const compiled = files.kindOf(dir) === 'directory' ? dir : sourceDirectory(dir);
    if (compiled === null) {
      reached.gaps.push({
        kind: 'import',
        because: `${what} loads files of ${dir}, which is not in the build context`,
      });
      return;
    }
    const below = files.below(compiled);
    if (below === null) {
      reached.gaps.push({ kind: 'import', because: `${what} loads too many files of ${compiled}` });
      return;
    }
    const wanted = tail.replace(/\.[cm]?[jt]sx?$/, '');
    const data = /\.[\w-]+$/.test(tail) && !codeExtension.test(tail);
    if (data) return;
    for (const path of below) {
      const rest = relativePath(compiled, path) ?? '';
      const bare = path.replace(codeExtension, '');
      if (
        rest.startsWith(start) &&
        (wanted === '' || bare.endsWith(wanted) || bare.endsWith(`${wanted}/index`))
      )
        reached.files.push(path);
    }
  };
  const sourceDirectory = (dir: string): string | null => {
    const rest = relativePath(root, dir);
    const inside = rest === null ? null : /^(?:dist|build|lib|out)\/(.*)$/.exec(`${rest}/`)?.[1];
    if (inside === null || inside === undefined) return null;
    for (const source of ['src', ''])
      if (files.kindOf(joinPath(root, source, inside)) === 'directory') return joinPath(root, source, inside);
    return null;
  };

  const module = (known: Known): void => {
    const text = known.text;
    if (known.base === 'none' && !known.open && !text.startsWith('/') && !text.startsWith('file:')) {
      const found = resolver.resolve(text, from);
      for (const path of found.files) addFile(path);
      if (found.package !== null && !found.package.startsWith('@types/'))
        reached.packages.push({ name: found.package, specifier: text });
      if (found.missing !== null) missing(found.missing, text);
      return;
    }
    if (known.base === 'none' && known.open && !/^(?:\.{1,2}\/|\/|file:)/.test(text)) {
      const name = packageOfImport(text);
      if (name !== null && text.startsWith(`${name}/`)) reached.packages.push({ name, specifier: name });
      else reached.gaps.push({ kind: 'import', because: `${text}… is a computed name` });
      return;
    }
    const relative = known.base === 'none' && text.startsWith('.');
    const path = paths.contextOf(relative ? { ...known, base: 'file', text: `/${text}` } : known, from);
    own(known, path, 'import');
  };

  const missing = (because: string, text: string): void => {
    const data = /\.[\w-]+$/.exec(text)?.[0];
    const isData =
      data !== undefined &&
      !codeExtension.test(data) &&
      /^\.(?:json|css|s[ac]ss|less|svg|png|jpe?g|gif|graphql|gql|html|txt|md|node|wasm|ya?ml|pem|key|crt)$/.test(
        data,
      );
    reached.gaps.push({ kind: isData ? 'read' : 'import', because });
  };

  /** A path inside the project: a file, or the start of one. */
  const own = (known: Known, path: string | null, what: string): void => {
    if (path === null) {
      reached.gaps.push({ kind: 'import', because: `${known.text} lies outside the build context` });
      return;
    }
    if (!known.open) {
      const found = files.find(path);
      if (found !== null) addFile(found);
      else missing(`${path} is not in the build context`, path);
      return;
    }
    const endsInSlash = known.text.endsWith('/') || known.text === '';
    const dir = endsInSlash ? path : dirname(path);
    addBelow(dir, endsInSlash ? '' : path.slice(dir === '' ? 0 : dir.length + 1), known.tail, what);
  };

  const glob = (known: Known): void => {
    if (known.open) return;
    for (const pattern of braces(known.text)) {
      const path = paths.contextOf({ ...known, text: pattern }, from);
      if (path === null) continue;
      const wild = path.search(/[*?[(+!]/);
      const dir = dirname(path.slice(0, wild < 0 ? path.length : wild));
      const below = files.below(files.kindOf(dir) === 'directory' ? dir : (sourceDirectory(dir) ?? dir));
      if (below === null) {
        reached.gaps.push({ kind: 'import', because: `${known.text} matches too many files` });
        continue;
      }
      const start = files.kindOf(dir) === 'directory' ? dir : (sourceDirectory(dir) ?? dir);
      const rest = path.slice(dir === '' ? 0 : dir.length + 1).replace(/[+@?!]?\([^)]*\)/g, '*');
      for (const file of below) {
        const inside = relativePath(start, file) ?? file;
        // dist/**/*.entity.js was compiled from *.entity.ts.
        if (
          matchPath(rest, inside) ||
          matchPath(rest, inside.replace(/\.([cm]?)tsx?$/, '.$1js')) ||
          matchPath(rest, inside.replace(/\.([cm]?)jsx?$/, '.$1ts'))
        )
          reached.files.push(file);
      }
    }
  };

  for (const known of use.values) {
    if (use.kind === 'module') module(known);
    else if (use.kind === 'glob') glob(known);
    else if (use.kind === 'directory') {
      const base: Known =
        known.base === 'none' && !known.text.startsWith('/')
          ? { ...known, base: 'file', text: `/${known.text}` }
          : known;
      const path = paths.contextOf(base, from);
      if (path === null || known.open)
        reached.gaps.push({ kind: 'import', because: 'files of a computed directory are loaded' });
      else addBelow(path, '', '', 'a loader');
    } else if (use.kind === 'path') own(known, paths.contextOf(known, from), 'the program');
    else if (use.kind === 'script') {
      const path = paths.contextOf(known, from);
      const found = path === null || files.kindOf(path) === 'directory' ? null : files.find(path);
      if (found !== null && codeExtension.test(found) && !isTestOrSettings(found)) reached.files.push(found);
    } else {
      if (known.open) continue;
      if (/[*{]/.test(known.text)) glob(known);
      else {
        const path = paths.contextOf(known, from);
        // Frameworks and migration tools get a directory and load what is in it.
        if (path !== null && files.kindOf(path) === 'directory' && codeDirectory.test(path))
          reached.files.push(...(files.below(path) ?? []));
        const found = path === null || files.kindOf(path) === 'directory' ? null : files.find(path);
        if (found !== null && codeExtension.test(found)) reached.files.push(found);
      }
    }
  }
  return reached;
}

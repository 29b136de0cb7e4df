import { absolutePath, dirname, joinPath, relativePath } from '../../../src/project/path.js';
import type { TraceNeed } from '../../../src/transform/types.js';
import type { Known } from './known.js';
import type { Settings } from './settings.js';

/** Where files of the build context and paths of the running program lie in the image. */
export interface ImagePaths {
  /** Absolute image path of a context path; null when it lies where nobody says. */
  readonly ofContext: (path: string) => string | null;
  /** Context path of an absolute image path, or null. */
  readonly toContext: (path: string) => string | null;
  /** Context path of a path as the program writes it, for finding sources; null when it is outside. */
  readonly contextOf: (known: Known, from: string) => string | null;
  /** Absolute image path of a path as the program writes it; `sure` is false when bundling may have moved the code. */
  readonly imageOf: (known: Known, from: string) => { readonly path: string | null; readonly sure: boolean };
}

const bundlers =
  /\b(?:webpack|rollup|esbuild|ncc|tsup|tsdown|pkgroll|parcel|bun build|vite build|rspack|microbundle|unbuild)\b/;

function textOf(known: Known): string {
  return known.text.replace(/^file:\/\//, '');
}

/** Translates between paths of the context and of the image, for the package that is traced. */
export function imagePaths(need: TraceNeed, settings: Settings): ImagePaths {
  const { root } = need;
  const imageRoot = absolutePath(need.imageRoot, '/');
  const suffix = root === '' ? '' : `/${root}`;
  // COPY . /app gives the context's root a place; COPY apps/api /app does not.
  const contextRoot = imageRoot.endsWith(suffix)
    ? imageRoot.slice(0, imageRoot.length - suffix.length) || '/'
    : null;

  const ofContext = (path: string): string | null => {
    const inside = relativePath(root, path);
    if (inside !== null) return absolutePath(inside, imageRoot);
    return contextRoot === null ? null : absolutePath(path, contextRoot);
  };
  const toContext = (path: string): string | null => {
    const clean = joinPath(path);
    const inside = relativePath(joinPath(imageRoot), clean);
    if (inside !== null) return joinPath(root, inside);
    return contextRoot === null ? null : relativePath(joinPath(contextRoot), clean);
  };

  const compiledDirectory = (from: string): { readonly dir: string; readonly sure: boolean } => {
    const dir = dirname(from);
    const owner = settings.manifestAt(dir);
    const scripts = Object.values(owner?.manifest.scripts ?? {}).join('\n');
    const bundled = bundlers.test(scripts);
    const compiler = settings.compilerAt(dir);
    const typed = /\.[cm]?tsx?$/.test(from);
    const babel = /\b(?:babel|swc)\s+([\w./-]+)\s.*?(?:-d|--out-dir)[= ]\s*([\w./-]+)/.exec(scripts);
    const base = owner?.dir ?? '';
    const outDir = typed ? compiler.outDir : babel?.[2] ? joinPath(base, babel[2]) : null;
    if (outDir === null) return { dir, sure: !bundled && !typed };
    const written = typed ? compiler.rootDir : joinPath(base, babel?.[1] ?? '');
    for (const rootDir of written === null ? [joinPath(base, 'src'), base] : [written]) {
      const rest = relativePath(rootDir, dir);
      if (rest !== null) return { dir: joinPath(outDir, rest), sure: !bundled && written !== null };
    }
    return { dir, sure: false };
  };
  return {
    ofContext,
    toContext,
    contextOf: (known, from) => {
      const text = textOf(known);
      if (known.base === 'file') {
        // `..` out of the build context is no path of it.
        const depth = dirname(from).split('/').filter(Boolean).length;
        const up = text.split('/').filter((part) => part === '..').length;
        return up > depth ? null : joinPath(dirname(from), text);
      }
      if (known.base === 'none' && text.startsWith('/')) return toContext(text);
      return toContext(absolutePath(`./${text}`, imageRoot));
    },
    imageOf: (known, from) => {
      const text = textOf(known);
      if (known.base === 'none' && text.startsWith('/')) return { path: absolutePath(text, '/'), sure: true };
      if (known.base !== 'file') return { path: absolutePath(`./${text}`, imageRoot), sure: true };
      const { dir, sure } = compiledDirectory(from);
      const at = ofContext(dir);
      return { path: at === null ? null : absolutePath(`./${text}`, at), sure };
    },
  };
}

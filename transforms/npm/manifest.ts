import { type PackageManifest, packageJson } from '../../src/project/npm/manifest.js';
import type { ImageView } from '../../src/project/types.js';

/** A package.json and the absolute directory of the image that it lies in. */
export interface Manifest extends PackageManifest {
  readonly dir: string;
}

/** The package.json of a directory of the image, or null. */
export function manifestAt(files: ImageView, dir: string): Manifest | null {
  const source = files.read(dir === '/' ? '/package.json' : `${dir}/package.json`);
  const manifest = source === null ? null : packageJson(source);
  return manifest === null ? null : { ...manifest, dir };
}

/** The nearest package.json at or above a directory: the project that npm, yarn and pnpm work on from there. */
export function nearestManifest(files: ImageView, dir: string): Manifest | null {
  let at = dir.replace(/\/+$/, '');
  for (;;) {
    const found = manifestAt(files, at === '' ? '/' : at);
    if (found) return found;
    if (at === '') return null;
    at = at.slice(0, at.lastIndexOf('/'));
  }
}

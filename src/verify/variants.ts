import type { Loader } from './libraries.js';
import type { Listing } from './types.js';

/** Parts of names that tell one build of a native module from another: `sharp-linuxmusl-x64`, `node.napi.glibc.node`. */
const C_LIBRARY = /[-._]?(?:musl|glibc|gnu)(?=[-._/]|$)/g;

/**
 * Tells for a file whether another build of it, for the other C library, has all that it needs. Packages with prebuilt
 * modules hold both and load the one that fits; the other one never finds its C library.
 */
export function workingVariants(listing: Listing, loader: Loader): (path: string) => boolean {
  const families = new Map<string, string[]>();
  for (const [path, file] of listing) {
    if (file.elf === null || !/\/(?:node_modules|site-packages|prebuilds)\//.test(path)) continue;
    const family = path.replace(C_LIBRARY, '');
    const members = families.get(family);
    if (members === undefined) families.set(family, [path]);
    else members.push(path);
  }
  const works = (path: string): boolean => {
    const elf = listing.get(path)?.elf ?? null;
    return elf !== null && elf.needed.every((name) => loader.find(name, path, elf).state !== 'missing');
  };
  return (path) =>
    (families.get(path.replace(C_LIBRARY, '')) ?? []).some((other) => other !== path && works(other));
}

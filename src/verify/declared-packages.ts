import { packageDirectory } from './gone.js';
import { counterpart } from './trees.js';
import type { ListedFile, Listing } from './types.js';

/** Markers of servers that a tool packed with the part of their packages that it traced: Next.js, Nitro. */
const TRACED: readonly string[] = ['.next/required-server-files.json', '.output/nitro.json', 'nitro.json'];

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

const parsed = new WeakMap<ListedFile, ReadonlySet<string>>();

/** Names below `dependencies` of a package.json or `require` of a composer.json; none of a file that is no JSON. */
function declaredIn(manifest: ListedFile): ReadonlySet<string> {
  const known = parsed.get(manifest);
  if (known !== undefined) return known;
  let names: readonly string[] = [];
  try {
    const { dependencies, require } = record(JSON.parse(manifest.text ?? ''));
    names = [...Object.keys(record(dependencies)), ...Object.keys(record(require))];
  } catch {
    // A broken manifest declares nothing: the package manager fails on it before anything is compared.
  }
  const found = new Set(names);
  parsed.set(manifest, found);
  return found;
}

/**
 * True for a file of a package that the app's manifest in the candidate declares for run time, and that the candidate does
 * not have at all, though it has others beside it. A server that was packed with what it needs has no others of its own.
 */
export function declaredPackage(path: string, before: Listing, after: Listing): boolean {
  const directory = packageDirectory(path);
  const [, home = '', tree = '', name = ''] =
    /^(.*)\/(node_modules|vendor)\/((?:@[^/]+\/)?[^/]+(?:\/[^/]+)?)$/.exec(directory ?? '') ?? [];
  if (tree === '' || counterpart(after, `${home}/${tree}`) === null) return false;
  if (directory === null || counterpart(after, directory) !== null) return false;
  const manifest = before.get(`${home}/${tree === 'vendor' ? 'composer.json' : 'package.json'}`);
  if (manifest === undefined || !declaredIn(manifest).has(name)) return false;
  return !TRACED.some((marker) => counterpart(after, `${home}/${marker}`) !== null);
}

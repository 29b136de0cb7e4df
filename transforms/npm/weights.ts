import type { LockEntry } from '../../src/project/npm/lock.js';

/**
 * KB on disk of development packages that are large by themselves, the smallest that was seen of each (npm 11, November
 * 2026): an average over all packages says nothing about a project with three of them.
 */
const kilobytes: Readonly<Record<string, number>> = {
  '@esbuild/linux-x64': 9000,
  '@oxlint/binding-linux-x64-gnu': 12_000,
  '@ts-morph/common': 9000,
  '@types/node': 2000,
  prettier: 8000,
  typescript: 22_000,
};

/** Bytes that the development packages of a lock file take at the very least. */
export function leastBytes(entries: readonly LockEntry[]): number {
  let total = 0;
  for (const entry of entries)
    if (entry.dev === true && Object.hasOwn(kilobytes, entry.name)) total += kilobytes[entry.name] ?? 0;
  return total * 1024;
}

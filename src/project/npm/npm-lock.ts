import { field, isRecord, parseJson, recordOf, textOf } from '../json.js';
import { closedLock, sumUp } from './lock.js';
import type { Lock, LockEntry, WorkspacePackage } from './lock.js';

const namesIn = (...values: readonly unknown[]): readonly string[] => [
  ...new Set(values.flatMap((value) => Object.keys(recordOf(value)))),
];

/** `node_modules/a/node_modules/@b/c` gives `@b/c`; null for a workspace's own directory. */
function nameOf(path: string): string | null {
  const at = path.lastIndexOf('node_modules/');
  return at < 0 ? null : path.slice(at + 'node_modules/'.length);
}

/** lockfileVersion 2 and 3: `packages` by path. `devOptional` stays after `npm prune --omit=dev`. */
function entriesByPath(packages: unknown): readonly LockEntry[] {
  const entries: LockEntry[] = [];
  for (const [path, value] of Object.entries(recordOf(packages))) {
    const name = nameOf(path);
    if (name === null || !isRecord(value) || field(value, 'extraneous') === true) continue;
    entries.push({
      name,
      version: textOf(field(value, 'version')),
      dev: field(value, 'dev') === true,
      optional: field(value, 'optional') === true || field(value, 'devOptional') === true,
      hasInstallScript: field(value, 'hasInstallScript') === true,
      dependencies: namesIn(field(value, 'dependencies'), field(value, 'optionalDependencies')),
      path,
    });
  }
  return entries;
}

/** lockfileVersion 1: nested `dependencies`, without install scripts. */
function entriesByTree(tree: unknown): readonly LockEntry[] {
  const entries: LockEntry[] = [];
  const open: { readonly tree: unknown; readonly parent: string }[] = [{ tree, parent: '' }];
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    for (const [name, value] of Object.entries(recordOf(level.tree))) {
      if (!isRecord(value)) continue;
      const path = `${level.parent}node_modules/${name}`;
      entries.push({
        name,
        version: textOf(field(value, 'version')),
        dev: field(value, 'dev') === true,
        optional: field(value, 'optional') === true,
        hasInstallScript: null,
        dependencies: namesIn(field(value, 'requires')),
        path,
      });
      open.push({ tree: field(value, 'dependencies'), parent: `${path}/` });
    }
  }
  return entries;
}

/** package-lock.json and npm-shrinkwrap.json, versions 1 to 3. npm itself marks what is for development. */
export function npmLock(file: string, text: string, packages: readonly WorkspacePackage[]): Lock {
  const raw = parseJson(text);
  const version = field(raw, 'lockfileVersion');
  const label = typeof version === 'number' ? String(version) : null;
  const byPath = field(raw, 'packages');
  if (!isRecord(raw) || (!isRecord(byPath) && field(raw, 'lockfileVersion') === undefined)) {
    return closedLock('npm', file, label);
  }
  const entries = isRecord(byPath) ? entriesByPath(byPath) : entriesByTree(field(raw, 'dependencies'));
  const names = new Set(entries.map((entry) => entry.name));
  const root = packages[0]?.manifest;
  const wanted = root === undefined ? [] : namesIn(root.dependencies, root.devDependencies);
  return sumUp({
    kind: 'npm',
    file,
    version: label,
    entries,
    missing: wanted.filter((name) => !names.has(name)),
    importable: (entry) => entry.path?.split('node_modules/').length === 2,
  });
}

import { parseBlockYaml } from '../block-yaml.js';
import { field, isRecord, recordOf, textOf } from '../json.js';
import { closedLock, isLocalRange, walkLock } from './lock.js';
import type { Lock, LockPackage, WorkspacePackage } from './lock.js';

/** `/@a/b/1.0.0_peer@2` (5.x), `/@a/b@1.0.0(peer@2)` (6.x) and `@a/b@1.0.0(peer@2)` (9.0), taken apart. */
function splitKey(key: string, major: number): { readonly name: string; readonly version: string } {
  const bare = key.replace(/\(.*$/su, '').replace(/^\//u, '');
  if (major < 6) {
    const slash = bare.lastIndexOf('/');
    return slash < 0
      ? { name: bare, version: '' }
      : { name: bare.slice(0, slash), version: bare.slice(slash + 1).replace(/_.*$/su, '') };
  }
  const at = bare.indexOf('@', 1);
  return at < 0 ? { name: bare, version: '' } : { name: bare.slice(0, at), version: bare.slice(at + 1) };
}

/** Names to versions: `1.0.0` itself, or `{specifier, version}` since 6.0. */
function versionsOf(value: unknown): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (const [name, item] of Object.entries(recordOf(value))) {
    const version = textOf(item) ?? textOf(field(item, 'version'));
    if (version !== null) found.push([name, version]);
  }
  return found;
}

/**
 * pnpm-lock.yaml 5.x, 6.x and 9.0. Its importers tell production from development themselves, so no package.json is
 * needed. Install scripts are marked up to 6.x (`requiresBuild`), from 9.0 on nobody knows.
 */
export function pnpmLock(file: string, text: string, workspace: readonly WorkspacePackage[]): Lock {
  const raw = parseBlockYaml(text);
  const version = textOf(field(raw, 'lockfileVersion'));
  if (!isRecord(raw) || version === null) return closedLock('pnpm', file, version);
  const major = Number.parseInt(version, 10);
  const described = recordOf(field(raw, 'packages'));
  const snapshots = field(raw, 'snapshots');
  const graph = isRecord(snapshots) ? snapshots : described;

  const find = (name: string, at: string): readonly string[] => {
    const key = [`${name}@${at}`, `/${name}@${at}`, `/${name}/${at}`, at].find((each) =>
      Object.hasOwn(graph, each),
    );
    return key === undefined ? [] : [key];
  };

  const packages = new Map<string, LockPackage>();
  for (const [key, node] of Object.entries(graph)) {
    // From 9.0 on the facts stand apart from the graph, under the key without peers.
    const facts = isRecord(snapshots) ? field(described, key.replace(/\(.*$/su, '')) : node;
    const edges = [
      ...versionsOf(field(node, 'dependencies')),
      ...versionsOf(field(node, 'optionalDependencies')),
    ];
    const split = splitKey(key, major);
    packages.set(key, {
      key,
      name: textOf(field(node, 'name')) ?? split.name,
      version: textOf(field(node, 'version')) ?? textOf(field(facts, 'version')) ?? split.version,
      optional: field(node, 'optional') === 'true',
      hasInstallScript: major < 9 ? field(node, 'requiresBuild') === 'true' : null,
      dependencies: edges.map(([name]) => name),
      path: null,
      needs: edges.flatMap(([name, at]) => find(name, at)),
    });
  }

  const importers = field(raw, 'importers');
  const projects = isRecord(importers) ? Object.values(importers) : [raw];
  const roots: string[] = [];
  const direct: string[] = [];
  const listed = new Set<string>();
  for (const project of projects) {
    const production = [
      ...versionsOf(field(project, 'dependencies')),
      ...versionsOf(field(project, 'optionalDependencies')),
    ];
    for (const [name, at] of [...production, ...versionsOf(field(project, 'devDependencies'))]) {
      if (isLocalRange(at) || find(name, at).length > 0) listed.add(name);
    }
    roots.push(...production.flatMap(([name, at]) => find(name, at)));
    direct.push(...production.map(([name]) => name));
  }
  const root = workspace[0]?.manifest;
  const wanted = root === undefined ? [] : Object.keys({ ...root.dependencies, ...root.devDependencies });
  return walkLock({
    kind: 'pnpm',
    file,
    version,
    packages,
    roots,
    missing: wanted.filter((name) => !listed.has(name)),
    direct,
  });
}

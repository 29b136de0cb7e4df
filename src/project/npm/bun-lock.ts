import { field, isRecord, parseJsonc, recordOf, textOf, textsOf } from '../json.js';
import { closedLock, walkLock } from './lock.js';
import type { Lock, LockPackage, WorkspacePackage } from './lock.js';

/** `@a/b/c` gives `['@a/b', 'c']`: a package's place is its name behind those that it is nested in. */
function placeOf(key: string): readonly string[] {
  const parts: string[] = [];
  const words = key.split('/');
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    parts.push(word.startsWith('@') && i + 1 < words.length ? `${word}/${words[++i] ?? ''}` : word);
  }
  return parts;
}

const namesOf = (value: unknown, kinds: readonly string[]): readonly string[] => [
  ...new Set(kinds.flatMap((kind) => Object.keys(recordOf(field(value, kind))))),
];

/**
 * bun.lock (JSON with trailing commas). A dependency is looked for like node_modules: below the package itself, then
 * outwards. Peers are installed by bun unless they are optional, so they are followed.
 */
export function bunLock(file: string, text: string, workspace: readonly WorkspacePackage[]): Lock {
  const raw = parseJsonc(text);
  const packagesField = field(raw, 'packages');
  const version = field(raw, 'lockfileVersion');
  const label = typeof version === 'number' ? String(version) : null;
  if (!isRecord(packagesField) || label === null) return closedLock('bun', file, label);

  const find = (place: readonly string[], name: string): readonly string[] => {
    for (let depth = place.length; depth >= 0; depth--) {
      const key = [...place.slice(0, depth), name].join('/');
      if (Object.hasOwn(packagesField, key)) return [key];
    }
    return [];
  };

  const packages = new Map<string, LockPackage>();
  for (const [key, value] of Object.entries(packagesField)) {
    if (!Array.isArray(value)) continue;
    const info = value.find(isRecord) ?? {};
    const place = placeOf(key);
    const id = textOf(value[0]) ?? '';
    // Workspace members stand among the packages, but nothing is installed for them.
    if (id.includes('@workspace:')) continue;
    const optionalPeers = textsOf(field(info, 'optionalPeers'));
    const peers = namesOf(info, ['peerDependencies']).filter((name) => !optionalPeers.includes(name));
    const dependencies = namesOf(info, ['dependencies', 'optionalDependencies']);
    packages.set(key, {
      key,
      name: place.at(-1) ?? key,
      version: id.slice(id.indexOf('@', 1) + 1),
      optional: field(info, 'os') !== undefined || field(info, 'cpu') !== undefined,
      hasInstallScript: null,
      dependencies,
      path: null,
      needs: [...dependencies, ...peers].flatMap((name) => find(place, name)),
    });
  }

  const roots: string[] = [];
  const direct: string[] = [];
  for (const project of Object.values(recordOf(field(raw, 'workspaces')))) {
    const name = textOf(field(project, 'name'));
    const optionalPeers = textsOf(field(project, 'optionalPeers'));
    const production = namesOf(project, ['dependencies', 'optionalDependencies', 'peerDependencies']);
    for (const wanted of production) {
      if (optionalPeers.includes(wanted)) continue;
      const found = find(name === null ? [] : [name], wanted);
      roots.push(...found);
      if (found.length > 0) direct.push(wanted);
    }
  }
  const root = workspace[0]?.manifest;
  const wanted = root === undefined ? [] : Object.keys({ ...root.dependencies, ...root.devDependencies });
  const missing = wanted.filter((name) => find([], name).length === 0);
  return walkLock({ kind: 'bun', file, version: label, packages, roots, missing, direct });
}

import { parseBlockYaml } from '../block-yaml.js';
import { field, isRecord, recordOf, textFields, textOf } from '../json.js';
import { closedLock, walkLock } from './lock.js';
import type { Lock, LockPackage, WorkspacePackage } from './lock.js';
import { patternName, rootsOf } from './yarn1-lock.js';

/**
 * yarn.lock of yarn 2 and later. The workspaces' own entries mix production and development, so the roots come from the
 * workspaces' package.json files.
 */
export function berryLock(file: string, text: string, workspace: readonly WorkspacePackage[]): Lock {
  const raw = parseBlockYaml(text);
  const version = textOf(field(field(raw, '__metadata'), 'version'));
  if (!isRecord(raw) || version === null) return closedLock('berry', file, version);

  const keys = new Map<string, string>();
  const byName = new Map<string, string[]>();
  const local = new Set<string>();
  for (const [key, value] of Object.entries(raw)) {
    if (key === '__metadata' || !isRecord(value)) continue;
    const name = patternName(key);
    if (textOf(field(value, 'resolution'))?.includes('@workspace:') === true) {
      local.add(name);
      continue;
    }
    for (const descriptor of key.split(/,\s*/u)) keys.set(descriptor, key);
    byName.set(name, [...(byName.get(name) ?? []), key]);
  }
  const find = (name: string, range: string): readonly string[] => {
    const key = keys.get(`${name}@${range}`) ?? keys.get(`${name}@npm:${range}`);
    return key === undefined ? (byName.get(name) ?? []) : [key];
  };

  const packages = new Map<string, LockPackage>();
  for (const key of new Set(keys.values())) {
    const value = recordOf(raw[key]);
    const dependencies = textFields(field(value, 'dependencies'));
    const conditions = textOf(field(value, 'conditions')) ?? '';
    packages.set(key, {
      key,
      name: patternName(key),
      version: textOf(field(value, 'version')),
      optional: conditions !== '',
      hasInstallScript: null,
      dependencies: Object.keys(dependencies),
      path: null,
      needs: Object.entries(dependencies).flatMap(([name, range]) => find(name, range)),
    });
  }

  const { roots, direct, missing } = rootsOf(workspace, local, find);
  return walkLock({
    kind: 'berry',
    file,
    version,
    packages,
    roots: workspace.length === 0 ? null : roots,
    missing,
    direct,
  });
}

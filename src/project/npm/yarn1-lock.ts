import { closedLock, isLocalRange, walkLock } from './lock.js';
import type { Lock, LockPackage, WorkspacePackage } from './lock.js';
import { productionRanges } from './manifest.js';

interface Block {
  /** `name@range` patterns. */
  readonly patterns: readonly string[];
  version: string | null;
  readonly dependencies: Map<string, string>;
  readonly optional: Set<string>;
}

const unquote = (text: string): string => (/^".*"$/su.test(text) ? text.slice(1, -1) : text);

/** `lodash@^4` gives `lodash`, `@babel/core@^7` gives `@babel/core`. */
export function patternName(pattern: string): string {
  const at = pattern.indexOf('@', 1);
  return at < 0 ? pattern : pattern.slice(0, at);
}

function headerPatterns(line: string): readonly string[] {
  const words = line.slice(0, -1).match(/"[^"]*"|[^\s,"][^,"]*/gu) ?? [];
  return words.map((word) => unquote(word.trim()));
}

/** Reads the blocks; null when a line is not of this format (a merge conflict, another file). */
function readBlocks(text: string): readonly Block[] | null {
  const blocks: Block[] = [];
  let block: Block | null = null;
  let section = '';
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const field = /^( +)("(?:[^"\\]|\\.)*"|[^\s:"]+)(?::$|\s+(.*)$)/u.exec(line);
    if (field === null) {
      if (line.startsWith(' ') || !line.endsWith(':')) return null;
      block = { patterns: headerPatterns(line), version: null, dependencies: new Map(), optional: new Set() };
      blocks.push(block);
      section = '';
      continue;
    }
    if (block === null) return null;
    const name = unquote(field[2] ?? '');
    const value = field[3] === undefined ? null : unquote(field[3].trim());
    if (field[1]?.length === 2) {
      section = value === null ? name : '';
      if (name === 'version' && value !== null) block.version = value;
    } else if (value !== null && (section === 'dependencies' || section === 'optionalDependencies')) {
      block.dependencies.set(name, value);
      if (section === 'optionalDependencies') block.optional.add(name);
    }
  }
  return blocks;
}

/**
 * yarn.lock of yarn 1. It marks nothing, so production is walked from every workspace's `dependencies` and
 * `optionalDependencies`. A pattern that `resolutions` took out of the file falls back to every version of the name.
 */
export function yarn1Lock(file: string, text: string, workspace: readonly WorkspacePackage[]): Lock {
  const blocks = readBlocks(text);
  if (blocks === null) return closedLock('yarn1', file, '1');
  const keys = new Map<string, string>();
  const byName = new Map<string, string[]>();
  for (const block of blocks) {
    const key = block.patterns[0] ?? '';
    for (const pattern of block.patterns) keys.set(pattern, key);
    const name = patternName(key);
    byName.set(name, [...(byName.get(name) ?? []), key]);
  }
  const find = (name: string, range: string): readonly string[] => {
    const key = keys.get(`${name}@${range}`);
    return key === undefined ? (byName.get(name) ?? []) : [key];
  };

  const optionalNames = new Set(blocks.flatMap((block) => [...block.optional]));
  const requiredNames = new Set(
    blocks.flatMap((block) => [...block.dependencies.keys()].filter((name) => !block.optional.has(name))),
  );
  const packages = new Map<string, LockPackage>();
  for (const block of blocks) {
    const key = block.patterns[0] ?? '';
    const name = patternName(key);
    packages.set(key, {
      key,
      name,
      version: block.version,
      optional: optionalNames.has(name) && !requiredNames.has(name),
      hasInstallScript: null,
      dependencies: [...block.dependencies.keys()],
      path: null,
      needs: [...block.dependencies].flatMap(([dependency, range]) => find(dependency, range)),
    });
  }

  const local = new Set(workspace.map((item) => item.manifest.name));
  const { roots, direct, missing } = rootsOf(workspace, local, find);
  return walkLock({
    kind: 'yarn1',
    file,
    version: '1',
    packages,
    roots: workspace.length === 0 ? null : roots,
    missing,
    direct,
  });
}

interface Roots {
  readonly roots: readonly string[];
  readonly direct: readonly string[];
  readonly missing: readonly string[];
}

/**
 * What the workspaces' package.json files ask for: keys of the production packages, names of local ones among them, and
 * names that the lockfile lacks. `find` gives the keys for a name and range, `local` holds the members' names.
 */
export function rootsOf(
  workspace: readonly WorkspacePackage[],
  local: ReadonlySet<string | null>,
  find: (name: string, range: string) => readonly string[],
): Roots {
  const roots: string[] = [];
  const direct: string[] = [];
  const missing = new Set<string>();
  for (const { manifest } of workspace) {
    const production = productionRanges(manifest);
    for (const [name, range] of Object.entries({ ...manifest.devDependencies, ...production })) {
      const found = find(name, range);
      const isLocal = local.has(name) || isLocalRange(range);
      if (found.length === 0 && !isLocal) missing.add(name);
      if (production[name] === undefined) continue;
      roots.push(...found);
      if (isLocal) direct.push(name);
    }
  }
  return { roots, direct, missing: [...missing] };
}

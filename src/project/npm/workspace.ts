import { parseBlockYaml } from '../block-yaml.js';
import { hasWildcard, matchName } from '../glob.js';
import { field, parseJsonc, textOf, textsOf } from '../json.js';
import { fileIn } from './lock.js';
import type { FileReader, WorkspacePackage } from './lock.js';
import { packageJson } from './manifest.js';
import type { PackageManifest } from './manifest.js';

export type WorkspaceTool = 'npm' | 'pnpm' | 'lerna' | 'nx' | 'turbo' | 'rush';

/** A repository with several packages. */
export interface Workspace {
  /** What speaks for it: `npm` is package.json's `workspaces`, which yarn and bun read too. */
  readonly tools: readonly WorkspaceTool[];
  readonly patterns: readonly string[];
  /** Members found, the root not among them, sorted by directory. */
  readonly packages: readonly WorkspacePackage[];
}

/** More directories than a `**` pattern may look at. */
const WALK_LIMIT = 5_000;

/** Directories that a pattern such as `packages/*` or `apps/**` stands for. node_modules is never looked into. */
function directoriesOf(view: FileReader, dir: string, pattern: string): readonly string[] {
  let budget = WALK_LIMIT;
  const children = (parent: string): readonly string[] => {
    const names = view.list(parent).filter((name) => name !== 'node_modules' && !name.startsWith('.'));
    budget -= names.length;
    return budget < 0 ? [] : names.filter((name) => view.stat(fileIn(parent, name))?.kind === 'directory');
  };
  let found: readonly string[] = [dir];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') return [];
    if (part === '**') {
      const all: string[] = [];
      const open = [...found];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        all.push(at);
        for (const name of children(at)) open.push(fileIn(at, name));
      }
      found = [...new Set(all)];
      continue;
    }
    const next: string[] = [];
    for (const parent of found) {
      if (!hasWildcard(part)) next.push(fileIn(parent, part));
      else for (const name of children(parent)) if (matchName(part, name)) next.push(fileIn(parent, name));
    }
    found = next;
  }
  return found;
}

/** The package.json of a directory, or null. */
export function readManifest(view: FileReader, dir: string): PackageManifest | null {
  const text = view.read(fileIn(dir, 'package.json'));
  return text === null ? null : packageJson(text);
}

/** Members by patterns; `!pattern` takes some out again. */
function membersOf(view: FileReader, dir: string, patterns: readonly string[]): readonly WorkspacePackage[] {
  const dirs = new Set<string>();
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    for (const found of directoriesOf(view, dir, negated ? pattern.slice(1) : pattern)) {
      if (negated) dirs.delete(found);
      else if (found !== dir) dirs.add(found);
    }
  }
  const members: WorkspacePackage[] = [];
  for (const member of [...dirs].sort()) {
    const manifest = readManifest(view, member);
    if (manifest !== null) members.push({ dir: member, manifest });
  }
  return members;
}

/** Finds out whether `dir` is the root of a workspace, and of which packages; null when nothing says so. */
export function readWorkspace(view: FileReader, dir: string): Workspace | null {
  const patterns = new Set<string>();
  const tools: WorkspaceTool[] = [];
  const text = (name: string): string | null => view.read(fileIn(dir, name));
  const add = (tool: WorkspaceTool, more: readonly string[]): void => {
    tools.push(tool);
    for (const pattern of more) patterns.add(pattern);
  };

  const manifest = readManifest(view, dir);
  if (manifest?.workspaces !== null && manifest?.workspaces !== undefined) add('npm', manifest.workspaces);
  const pnpm = text('pnpm-workspace.yaml');
  // Since pnpm 10 the file holds settings as well; without `packages` it makes no workspace.
  const pnpmPackages = pnpm === null ? undefined : field(parseBlockYaml(pnpm), 'packages');
  if (pnpmPackages !== undefined) add('pnpm', textsOf(pnpmPackages));
  const lerna = text('lerna.json');
  if (lerna !== null) add('lerna', textsOf(field(parseJsonc(lerna), 'packages')));
  if (view.stat(fileIn(dir, 'nx.json')) !== null) add('nx', []);
  if (view.stat(fileIn(dir, 'turbo.json')) !== null) add('turbo', []);
  const rush = text('rush.json');
  if (rush !== null) {
    const projects = field(parseJsonc(rush), 'projects');
    const folders = Array.isArray(projects)
      ? projects.map((project) => textOf(field(project, 'projectFolder')))
      : [];
    add(
      'rush',
      folders.filter((folder) => folder !== null),
    );
  }
  if (tools.length === 0) return null;
  return { tools, patterns: [...patterns], packages: membersOf(view, dir, [...patterns]) };
}

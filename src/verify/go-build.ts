import { within } from '../classify/places.js';
import { dirname } from '../project/path.js';
import type { ElfFacts } from './types.js';

/** What Go's linker notes of a build in the program: `go version -m` prints it. */
interface GoBuild {
  /** The main package, its module and the modules that it needs, with their sums. */
  readonly modules: string;
  readonly settings: ReadonlyMap<string, string>;
}

/** Settings that change how a program is linked or where its sources lay, and not what it is made of. */
const HOW = /^(?:-ldflags|-trimpath|-buildvcs|CGO_.*|vcs(?:\..*)?)$/;

function readBuild(text: string): GoBuild {
  const modules: string[] = [];
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^build\t([^=]+)=(.*)$/.exec(line) ?? [];
    if (key !== undefined) settings.set(key, value);
    else if (line !== '') modules.push(line);
  }
  return { modules: modules.join('\n'), settings };
}

/** What of a program of Go tells of its build, as `ElfFacts` has it. */
type Built = Pick<ElfFacts, 'goBuild' | 'goSources'>;

function commonDirectory(paths: readonly string[]): string {
  let common = dirname(paths[0] ?? '/');
  for (const path of paths) while (!within(path, common) && common !== '/') common = dirname(common);
  return common;
}

/** Paths below their common directory, and this. */
function belowCommon(paths: readonly string[]): { readonly root: string; readonly names: string } {
  const root = commonDirectory(paths);
  const start = root === '/' ? 1 : root.length + 1;
  const names = paths.map((path) => path.slice(start)).sort();
  return { root, names: names.join('\0') };
}

/**
 * The two directories in which two programs of Go were built alike otherwise: the same modules with their sums, the same
 * settings, and sources of the same names. Without `-trimpath` the directory is in the table of files and in the debug
 * information, so that all bytes behind a longer name move. Null when that is not why they differ, or nothing tells.
 */
export function otherDirectories(before: Built, after: Built): readonly [string, string] | null {
  const [was, is] = [before.goSources ?? [], after.goSources ?? []];
  if (before.goBuild === undefined || before.goBuild !== after.goBuild) return null;
  const [known, still] = [new Set(was), new Set(is)];
  // A module that stands in for another one (`replace`) may have stayed where it was.
  const left = belowCommon(was.filter((path) => !still.has(path)));
  const came = belowCommon(is.filter((path) => !known.has(path)));
  return left.names === came.names && left.root !== came.root ? [left.root, came.root] : null;
}

function shownSettings({ settings }: GoBuild, names: readonly string[]): string {
  return names.map((name) => `${name}=${settings.get(name) ?? ''}`).join(' ');
}

/**
 * Why two programs of Go differ, when it is by their flags alone: the same modules, linked in another way. Then their bytes do
 * not tell whether they do the same. Null when they were built alike (so that the sources differ), of other modules, or when
 * one of them does not say. Takes the texts of both builds.
 */
export function otherFlags(before: string | undefined, after: string | undefined): string | null {
  if (before === undefined || after === undefined) return null;
  const [was, is] = [readBuild(before), readBuild(after)];
  if (was.modules !== is.modules) return null;
  const names = [...new Set([...was.settings.keys(), ...is.settings.keys()])];
  const changed = names.filter((name) => was.settings.get(name) !== is.settings.get(name));
  if (changed.length === 0 || !changed.every((name) => HOW.test(name))) return null;
  const values = `${shownSettings(was, changed)} before, ${shownSettings(is, changed)} after`;
  return `the same modules were built with other flags (${values}), so that the bytes tell nothing`;
}

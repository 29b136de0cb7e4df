import { absolutePath } from '../../../src/project/path.js';
import type { ImageView } from '../../../src/project/types.js';
import { fileNameFits } from '../source/constraints.js';
import { readGoFile } from '../source/file.js';
import { moduleFacts } from '../source/modules.js';
import { flagValue, goPath, type GoCall } from './call.js';
import { buildTarget } from './target.js';

/** An executable that a `go build`, `go install` or old `go get` leaves. */
export interface Produced {
  /** Absolute path; a directory with `tree` when the names in it are not known. */
  readonly path: string;
  readonly tree: boolean;
  /** Directory of its main package; null for one that is downloaded (`go install tool@v1`). */
  readonly dir: string | null;
  /** Files named instead of a package. */
  readonly only: readonly string[] | null;
}

export interface Outputs {
  readonly produced: readonly Produced[];
  /** Why the list may be incomplete; null when it is exact. */
  readonly open: string | null;
}

const NOTHING: Outputs = { produced: [], open: null };

/** The name that Go gives an executable: the import path's last element, a final `/vN` left out. */
export function executableName(importPath: string): string {
  const parts = importPath.split('/').filter(Boolean);
  const last = parts.at(-1) ?? 'main';
  return /^v\d+$/.test(last) && last !== 'v0' && last !== 'v1' && parts.length > 1
    ? (parts.at(-2) ?? last)
    : last;
}

/** The import path of a directory, or null when no go.mod and no GOPATH tells. */
export function importPathOf(dir: string, files: ImageView, gopath: string): string | null {
  const { modules } = moduleFacts(dir, files, gopath);
  const owner = modules.find(
    (each) => dir === each.dir || dir.startsWith(each.dir === '/' ? '/' : `${each.dir}/`),
  );
  if (!owner) return null;
  if (owner.gopath) return dir.slice(owner.dir.length + 1) || null;
  if (owner.path === '') return null;
  return owner.path + dir.slice(owner.dir === '/' ? 0 : owner.dir.length);
}

function isMain(dir: string, files: ImageView, call: GoCall): boolean {
  const target = buildTarget(call);
  return files.list(dir).some((name) => {
    if (!fileNameFits(name, target)) return false;
    const text = files.read(`${dir}/${name}`);
    const file = text === null ? null : readGoFile(name, text, target);
    return file?.packageName === 'main' && file.included !== false;
  });
}

/** Directories below `dir` that hold a main package, as `./...` finds them. */
function mainsBelow(dir: string, files: ImageView, call: GoCall, depth = 0): readonly string[] {
  const found = isMain(dir, files, call) ? [dir] : [];
  if (depth > 12) return found;
  const below = files
    .list(dir)
    .filter(
      (name) => !/^[._]/.test(name) && name !== 'vendor' && name !== 'testdata' && name !== 'node_modules',
    )
    .map((name) => `${dir === '/' ? '' : dir}/${name}`)
    .filter((path) => files.stat(path)?.kind === 'directory' && files.stat(`${path}/go.mod`) === null);
  return [...found, ...below.flatMap((path) => mainsBelow(path, files, call, depth + 1))];
}

interface MainPackage {
  readonly dir: string | null;
  readonly only: readonly string[] | null;
  readonly name: string;
}

interface Mains {
  readonly mains: readonly MainPackage[];
  readonly open: string | null;
}

/** What the packages of a call stand for. */
function mainsOf(call: GoCall, cwd: string, files: ImageView, gopath: string): Mains {
  const given = call.packages.length > 0 ? call.packages : ['.'];
  if (given.every((each) => each.endsWith('.go'))) {
    const names = given.flatMap((each) =>
      each.includes('*')
        ? files
            .list(absolutePath(each.slice(0, each.lastIndexOf('/') + 1) || '.', cwd))
            .filter((name) => fileNameFits(name, buildTarget(call)))
        : [each],
    );
    const first = names[0];
    if (first === undefined)
      return { mains: [], open: `${given.join(' ')} matches no file that dockopt sees` };
    const path = absolutePath(first, cwd);
    const dir = path.slice(0, path.lastIndexOf('/')) || '/';
    const only = names.map((each) => each.slice(each.lastIndexOf('/') + 1));
    return { mains: [{ dir, only, name: (only[0] ?? '').replace(/\.go$/, '') }], open: null };
  }
  const mains: MainPackage[] = [];
  let open: string | null = null;
  const { modules } = moduleFacts(cwd, files, gopath);
  const add = (dir: string): void => {
    const path = importPathOf(dir, files, gopath);
    if (path === null) open = `no go.mod in sight names the module of ${dir}`;
    mains.push({ dir, only: null, name: executableName(path ?? dir) });
  };
  for (const each of given) {
    const plain = each.replace(/@[^/]*$/, '');
    if (each !== plain) {
      mains.push({ dir: null, only: null, name: executableName(plain) });
      continue;
    }
    let local: string | null = /^\.{0,2}(?:\/|$)|^\.\.\.$/.test(each) ? each : null;
    if (local === null) {
      const owner = modules.find(
        (one) => one.path !== '' && (each === one.path || each.startsWith(`${one.path}/`)),
      );
      if (owner) local = owner.dir + each.slice(owner.path.length);
      else if (files.stat(`${gopath}/src/${each.replace(/\/\.\.\.$/, '')}`)) local = `${gopath}/src/${each}`;
    }
    if (local === null) {
      if (each.includes('...')) open = `the packages that ${each} stands for are not in the context`;
      else mains.push({ dir: null, only: null, name: executableName(each) });
      continue;
    }
    if (!local.endsWith('...')) {
      add(absolutePath(local, cwd));
      continue;
    }
    const dir = absolutePath(local.replace(/\/?\.\.\.$/, '') || '.', cwd);
    if (!files.complete) open = `which commands ${each} stands for is not known without the sources`;
    for (const main of mainsBelow(dir, files, call)) add(main);
  }
  return { mains, open };
}

/** Where `go install` and old `go get` put executables. */
export function binDirectory(call: GoCall, home: string): string {
  const target = buildTarget(call);
  const base = call.env.GOBIN || `${goPath(call, home)}/bin`;
  const native = target.goos === 'linux' && target.goarch === 'amd64';
  return native || call.env.GOBIN ? base : `${base}/${target.goos}_${target.goarch}`;
}

/** The executables that a call leaves, after the rules of cmd/go. `legacyGet`: this Go's `go get` installs (before 1.18). */
export function outputsOf(call: GoCall, files: ImageView, home: string, legacyGet: boolean): Outputs {
  const cwd = call.cwd;
  const installs =
    call.verb === 'install' ||
    (call.verb === 'get' && legacyGet && !call.flags.some((flag) => flag.name === 'd'));
  if (call.verb !== 'build' && !installs) return NOTHING;
  if (cwd === null) return { produced: [], open: 'the directory that it runs in is not known' };
  const gopath = goPath(call, home);
  const { mains, open } = mainsOf(call, cwd, files, gopath);
  const suffix = call.env.GOOS === 'windows' ? '.exe' : '';
  const file = (dir: string, main: MainPackage): Produced => ({
    path: `${dir === '/' ? '' : dir}/${main.name}${suffix}`,
    tree: false,
    dir: main.dir,
    only: main.only,
  });
  if (installs) {
    const dir = binDirectory(call, home);
    if (open)
      return {
        produced: [...mains.map((main) => file(dir, main)), { path: dir, tree: true, dir: null, only: null }],
        open,
      };
    return { produced: mains.map((main) => file(dir, main)), open };
  }
  const output = flagValue(call, 'o');
  const mode = flagValue(call, 'buildmode');
  if (output === undefined) {
    // Several packages at once are only checked; one that is no command leaves nothing either.
    const only = mains[0];
    const several = call.packages.length > 1 && !call.packages[0]?.endsWith('.go');
    if (several || call.packages.some((each) => each.includes('...')))
      return { produced: [], open: mains.length === 1 ? open : null };
    if (!only || open)
      return { produced: [{ path: cwd, tree: true, dir: only?.dir ?? null, only: null }], open };
    if (
      only.dir &&
      !only.only &&
      files.complete &&
      files.list(only.dir).some((name) => name.endsWith('.go')) &&
      !isMain(only.dir, files, call) &&
      mode === undefined
    )
      return NOTHING;
    return { produced: [file(cwd, only)], open };
  }
  if (output === null) return { produced: [], open: 'the value of -o is not known' };
  if (output === '/dev/null') return NOTHING;
  const path = absolutePath(output, cwd);
  const main = mains[0] ?? null;
  if (output.endsWith('/') || files.stat(path)?.kind === 'directory' || mains.length > 1) {
    if (mains.length === 0 || open) return { produced: [{ path, tree: true, dir: null, only: null }], open };
    return { produced: mains.map((each) => file(path, each)), open };
  }
  return {
    produced: [{ path, tree: false, dir: main?.dir ?? null, only: main?.only ?? null }],
    open: main?.dir ? null : open,
  };
}

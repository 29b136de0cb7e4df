import { absolutePath } from '../../../src/project/path.js';
import { goMod, goWork } from '../../../src/project/go/mod.js';

import { modulesTxt } from '../../../src/project/go/vendor.js';
import type { ImageView } from '../../../src/project/types.js';

/** A module whose source is in the image: the main one, a `replace` to a directory, a member of go.work. */
export interface GoModule {
  /** Import path; empty when go.mod cannot be read or for GOPATH. */
  readonly path: string;
  /** Absolute image directory. */
  readonly dir: string;
  /** True for `/go/src` of a build without modules. */
  readonly gopath: boolean;
}

export interface Requirement {
  readonly path: string;
  readonly version: string;
}

export interface ModuleFacts {
  /** Longest paths first. */
  readonly modules: readonly GoModule[];
  /** Every module that go.mod names, indirect ones included, and those of vendor/modules.txt. */
  readonly requires: readonly Requirement[];
}

function parent(dir: string): string | null {
  if (dir === '/' || dir === '') return null;
  return dir.slice(0, dir.lastIndexOf('/')) || '/';
}

function findUp(name: string, from: string, files: ImageView): string | null {
  for (let dir: string | null = from; dir !== null; dir = parent(dir))
    if (files.stat(`${dir === '/' ? '' : dir}/${name}`)?.kind === 'file') return dir;
  return null;
}

/** Which modules a build that runs in `cwd` sees. `gopath` is GOPATH's first entry. */
export function moduleFacts(cwd: string, files: ImageView, gopath: string): ModuleFacts {
  const dir = findUp('go.mod', cwd, files);
  const modules: GoModule[] = [];
  const requires: Requirement[] = [];
  const add = (at: string): void => {
    const text = files.read(`${at === '/' ? '' : at}/go.mod`);
    if (text === null || modules.some((each) => each.dir === at)) return;
    const mod = goMod(text);
    modules.push({ path: mod.module ?? '', dir: at, gopath: false });
    requires.push(...mod.requires);
    for (const each of mod.replaces)
      if (each.local) {
        const to = absolutePath(each.target, at);
        if (!modules.some((one) => one.dir === to)) modules.push({ path: each.path, dir: to, gopath: false });
        const inner = files.read(`${to}/go.mod`);
        if (inner !== null) requires.push(...goMod(inner).requires);
      } else requires.push({ path: each.target, version: '' });
  };
  if (dir === null) {
    const inGopath = cwd === `${gopath}/src` || cwd.startsWith(`${gopath}/src/`);
    const modulesOf = inGopath ? [{ path: '', dir: `${gopath}/src`, gopath: true }] : [];
    return { modules: modulesOf, requires: [] };
  }
  add(dir);
  const work = findUp('go.work', cwd, files);
  if (work !== null) {
    const { uses } = goWork(files.read(`${work === '/' ? '' : work}/go.work`) ?? '');
    for (const use of uses) add(absolutePath(use, work));
  }
  const vendored = files.read(`${dir === '/' ? '' : dir}/vendor/modules.txt`) ?? '';
  for (const { path, version } of modulesTxt(vendored))
    if (version !== null) requires.push({ path, version });
  return {
    modules: [...modules].sort((a, b) => b.path.length - a.path.length),
    requires: requires.filter((each) => !modules.some((module) => module.path === each.path)),
  };
}

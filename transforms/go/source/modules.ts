import { absolutePath } from '../../../src/project/path.js';
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
  /** False when the list of required modules is not known whole: no go.mod, or one from before Go 1.17. */
  readonly whole: boolean;
  /** The main module's path, or null. */
  readonly main: string | null;
}

interface ModLines {
  readonly module: string | null;
  readonly go: string | null;
  readonly requires: readonly Requirement[];
  readonly replaces: readonly { readonly from: string; readonly to: string }[];
  readonly uses: readonly string[];
}

function unquote(word: string): string {
  return word.replace(/^["`]|["`]$/g, '');
}

/** Reads go.mod or go.work: both are lines of words, some in parentheses behind their verb. */
export function readModLines(text: string): ModLines {
  let module: string | null = null;
  let go: string | null = null;
  const requires: Requirement[] = [];
  const replaces: { from: string; to: string }[] = [];
  const uses: string[] = [];
  let block = '';
  for (const raw of text.split(/\r?\n/)) {
    const words = raw
      .replace(/\/\/.*$/, '')
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map(unquote);
    const first = words[0];
    if (first === undefined) continue;
    if (first === ')') {
      block = '';
      continue;
    }
    if (words.at(-1) === '(') {
      block = first;
      continue;
    }
    const verb = block || first;
    const rest = block ? words : words.slice(1);
    const name = rest[0] ?? '';
    if (verb === 'module') module = name;
    if (verb === 'go') go = name;
    if (verb === 'require') requires.push({ path: name, version: rest[1] ?? '' });
    if (verb === 'use') uses.push(name);
    const arrow = rest.indexOf('=>');
    if (verb === 'replace' && arrow > 0) replaces.push({ from: name, to: rest[arrow + 1] ?? '' });
  }
  return { module, go, requires, replaces, uses };
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

function isLocal(path: string): boolean {
  return (
    path.startsWith('./') || path.startsWith('../') || path.startsWith('/') || path === '.' || path === '..'
  );
}

/** Which modules a build that runs in `cwd` sees. `gopath` is GOPATH's first entry. */
export function moduleFacts(cwd: string, files: ImageView, gopath: string): ModuleFacts {
  const dir = findUp('go.mod', cwd, files);
  const modules: GoModule[] = [];
  const requires: Requirement[] = [];
  const add = (at: string): ModLines | null => {
    const text = files.read(`${at === '/' ? '' : at}/go.mod`);
    if (text === null || modules.some((each) => each.dir === at)) return null;
    const lines = readModLines(text);
    modules.push({ path: lines.module ?? '', dir: at, gopath: false });
    requires.push(...lines.requires);
    for (const each of lines.replaces)
      if (isLocal(each.to)) {
        const to = absolutePath(each.to, at);
        if (!modules.some((one) => one.dir === to)) modules.push({ path: each.from, dir: to, gopath: false });
        const inner = files.read(`${to}/go.mod`);
        if (inner !== null) requires.push(...readModLines(inner).requires);
      } else requires.push({ path: each.to, version: '' });
    return lines;
  };
  if (dir === null) {
    const inGopath = cwd === `${gopath}/src` || cwd.startsWith(`${gopath}/src/`);
    const modulesOf = inGopath ? [{ path: '', dir: `${gopath}/src`, gopath: true }] : [];
    return { modules: modulesOf, requires: [], whole: false, main: null };
  }
  const main = add(dir);
  const work = findUp('go.work', cwd, files);
  if (work !== null) {
    const lines = readModLines(files.read(`${work === '/' ? '' : work}/go.work`) ?? '');
    for (const use of lines.uses) add(absolutePath(use, work));
  }
  const vendored = files.read(`${dir === '/' ? '' : dir}/vendor/modules.txt`) ?? '';
  for (const line of vendored.split('\n')) {
    const words = /^# (\S+) (v\S+)/.exec(line);
    if (words) requires.push({ path: words[1] ?? '', version: words[2] ?? '' });
  }
  const [, minor] = /^1\.(\d+)/.exec(main?.go ?? '') ?? [];
  return {
    modules: [...modules].sort((a, b) => b.path.length - a.path.length),
    requires: requires.filter((each) => !modules.some((module) => module.path === each.path)),
    whole: vendored !== '' || (minor !== undefined && Number(minor) >= 17) || requires.length === 0,
    main: main?.module ?? null,
  };
}

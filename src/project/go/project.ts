import { absolutePath, joinPath } from '../path.js';
import type { ReadonlyFileSystem } from '../types.js';
import { goMod, goWork } from './mod.js';
import type { GoMod, GoWork } from './mod.js';
import { modulesTxt } from './vendor.js';
import type { VendoredModule } from './vendor.js';

/** A build context or an image view: both can be read the same way. */
export type FileReader = Pick<ReadonlyFileSystem, 'stat' | 'read' | 'list'>;

/** Dependency tools from before modules, known by the file that they leave. */
export type OldGoTool = 'dep' | 'glide' | 'godep' | 'govendor';

const OLD_TOOLS: readonly (readonly [OldGoTool, string])[] = [
  ['dep', 'Gopkg.toml'],
  ['glide', 'glide.yaml'],
  ['godep', 'Godeps/Godeps.json'],
  ['govendor', 'vendor/vendor.json'],
];

/** What a directory with Go code says about its modules. */
export interface GoProject {
  /** Directory of go.mod, or the directory asked for when there is none. */
  readonly dir: string;
  /** Null: no go.mod from here up, so this builds only in GOPATH mode. */
  readonly mod: GoMod | null;
  /** The go.work in force (the nearest one upwards); null when there is none. */
  readonly work: { readonly dir: string; readonly file: GoWork } | null;
  /** Modules in vendor/; null without vendor/modules.txt. */
  readonly vendor: readonly VendoredModule[] | null;
  readonly oldTools: readonly OldGoTool[];
  /** Import path by which GOPATH mode knows the directory (what comes after `/src/`), or null. */
  readonly gopathImport: string | null;
}

function inDirectory(dir: string, name: string): string {
  return dir.startsWith('/') ? absolutePath(name, dir) : joinPath(dir, name);
}

function parentOf(dir: string): string | null {
  if (dir === '' || dir === '/') return null;
  const slash = dir.lastIndexOf('/');
  if (slash < 0) return '';
  return slash === 0 ? '/' : dir.slice(0, slash);
}

function findUp(view: FileReader, dir: string, name: string): string | null {
  for (let at: string | null = dir; at !== null; at = parentOf(at)) {
    if (view.stat(inDirectory(at, name))?.kind === 'file') return at;
  }
  return null;
}

/** Reads what go itself would find from `dir` upwards. `dir` is a context path, or an absolute path of an image view. */
export function goProject(view: FileReader, dir: string): GoProject {
  const at = findUp(view, dir, 'go.mod');
  const root = at ?? dir;
  const workDir = findUp(view, dir, 'go.work');
  const read = (name: string, where: string): string | null => view.read(inDirectory(where, name));
  const mod = at === null ? null : read('go.mod', at);
  const work = workDir === null ? null : read('go.work', workDir);
  const vendor = read('vendor/modules.txt', root);
  const source = dir.lastIndexOf('/src/');
  return {
    dir: root,
    mod: mod === null ? null : goMod(mod),
    work: work === null || workDir === null ? null : { dir: workDir, file: goWork(work) },
    vendor: vendor === null ? null : modulesTxt(vendor),
    oldTools: OLD_TOOLS.filter(([, file]) => view.stat(inDirectory(root, file)) !== null).map(
      ([tool]) => tool,
    ),
    gopathImport: source < 0 || !dir.startsWith('/') ? null : dir.slice(source + '/src/'.length),
  };
}

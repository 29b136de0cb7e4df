import { yarnSettings } from '../../src/project/npm/settings.js';
import type { ImageView } from '../../src/project/types.js';
import { manifestAt } from './manifest.js';

export type Manager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** What yarn a project uses, and where that puts packages. */
export interface YarnFlavour {
  readonly generation: 'classic' | 'berry';
  readonly linker: 'node-modules' | 'pnp' | 'pnpm';
}

/**
 * The yarn of a project: berry when it has a .yarnrc.yml, a `packageManager` of yarn 2 or later, or a lock file of that
 * generation (`__metadata:`). Berry's linker is Plug'n'Play unless .yarnrc.yml says otherwise.
 */
export function yarnFlavour(files: ImageView, dir: string): YarnFlavour {
  const at = dir === '/' ? '' : dir;
  const text = files.read(`${at}/.yarnrc.yml`);
  const manager = manifestAt(files, dir)?.packageManager ?? '';
  const lock = files.read(`${at}/yarn.lock`) ?? '';
  const berry = text !== null || /^yarn@(?:[2-9]|\d\d)/.test(manager) || /^__metadata:/m.test(lock);
  if (!berry) return { generation: 'classic', linker: 'node-modules' };
  const settings = text === null ? null : yarnSettings(text);
  const linker = settings?.nodeLinker;
  return {
    generation: 'berry',
    linker: linker === 'node-modules' || linker === 'pnpm' ? linker : 'pnp',
  };
}

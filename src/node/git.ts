import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { realFile } from './write-file.js';

/**
 * The path of a file from the root of its git repository, with `/`; null outside of any. Found by looking for `.git`: no
 * git is started for it.
 */
export function pathInRepository(path: string): string | null {
  const file = join(realFile(dirname(path)), basename(path));
  for (let at = dirname(file); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return relative(at, file).split(sep).join('/');
    if (dirname(at) === at) return null;
  }
}

/** `saved`: nothing is lost when the file is replaced, as far as git is concerned. `unknown`: git does not answer. */
export type GitState = 'saved' | 'uncommitted' | 'unknown';

/** Does git hold this file as it is? Outside of a repository nobody expects it to, so that is `saved`. */
export function gitState(path: string): GitState {
  const file = realFile(path);
  if (pathInRepository(file) === null) return 'saved';
  try {
    const args = ['status', '--porcelain', '--ignored', '--', basename(file)];
    const status = execFileSync('git', args, { cwd: dirname(file), stdio: ['ignore', 'pipe', 'ignore'] });
    return status.toString().trim() === '' ? 'saved' : 'uncommitted';
  } catch {
    return 'unknown';
  }
}

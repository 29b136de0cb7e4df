import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

function target(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function modeOf(path: string): number | null {
  try {
    return statSync(path).mode & 0o7777;
  } catch {
    return null;
  }
}

/**
 * Writes a text file so that it is either the old one or the new one: to a file beside it first, then renamed over it.
 * A symbolic link stays one, its target is replaced; the mode is kept. Throws what the file system throws.
 */
export function writeAtomically(path: string, text: string): void {
  const file = target(path);
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  const mode = modeOf(file);
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    if (mode !== null) chmodSync(beside, mode);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** True when git tracks changes of this file that are not committed (or the file itself is new to git). False without git. */
export function hasUncommittedChanges(path: string): boolean {
  const file = target(path);
  try {
    const status = execFileSync('git', ['status', '--porcelain', '--', basename(file)], {
      cwd: dirname(file),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return status.toString().trim() !== '';
  } catch {
    return false;
  }
}

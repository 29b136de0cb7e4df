import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemCode, systemReason } from './system-error.js';

/** The file that a path leads to, also when it does not exist yet. */
export function realFile(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** Mode and owner of the file that is replaced: a new file beside it would have the caller's. */
function keepAttributes(from: string, to: string): void {
  const before = statSync(from, { throwIfNoEntry: false });
  if (!before) return;
  const now = statSync(to);
  if (before.uid !== now.uid || before.gid !== now.gid) {
    try {
      chownSync(to, before.uid, before.gid);
    } catch {
      // Only root may give files away; an editor that saves by renaming changes the owner too.
    }
  }
  chmodSync(to, before.mode & 0o7777);
}

/**
 * Writes a text file so that it is either the old one or the new one: to a file beside it first, then renamed over it.
 * A symbolic link stays one, its target is replaced; mode and owner are kept. Throws what the file system throws.
 */
export function writeAtomically(path: string, text: string): void {
  const file = realFile(path);
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    keepAttributes(file, beside);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Writes a file; null when it is done, else one line that says why it is not. Never throws. */
export function writeText(path: string, text: string): string | null {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return `${path}: a directory; name a file`;
    writeAtomically(path, text);
    return null;
  } catch (error) {
    const code = systemCode(error);
    const where = dirname(realFile(path));
    if (code === 'ENOENT' || code === 'ENOTDIR') return `${path}: there is no directory ${dirname(path)}`;
    if (code === 'EACCES' || code === 'EPERM') return `${path}: no permission to write in ${where}`;
    return `${path}: ${systemReason(error)}`;
  }
}

import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdtempSync, readdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostName, isRunning, startOf } from './owner.js';

/** A directory of this process, which nobody else can read. */
export interface TemporaryDirectory {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** `dockopt-PID-START-HOST-` and six random characters. */
const NAME = /^dockopt-(\d+)-(\d*)-([\da-f]{12})-\w{6}$/;

/** Other machines and containers may share the directory for temporary files, and number their processes anew. */
function hostMark(): string {
  return createHash('sha256').update(hostName()).digest('hex').slice(0, 12);
}

/** Makes a directory whose name says which process it belongs to, for the one that comes after a process that was killed. */
export function temporaryDirectory(): TemporaryDirectory {
  const prefix = `dockopt-${process.pid}-${startOf(process.pid) ?? ''}-${hostMark()}-`;
  const path = mkdtempSync(join(tmpdir(), prefix));
  return { path, remove: () => removeTree(path) };
}

/** Removes the directories of processes of this host and user that are gone. */
export async function removeAbandonedDirectories(): Promise<void> {
  const parent = tmpdir();
  const mark = hostMark();
  for (const name of await readdir(parent).catch(() => [])) {
    const [, pid, start, host] = NAME.exec(name) ?? [];
    if (pid === undefined || host !== mark || isRunning(Number(pid), start ?? '')) continue;
    if (isOwn(join(parent, name))) await removeTree(join(parent, name));
  }
}

/** Everybody may put things there: what is no directory of this user is not followed and not removed. */
function isOwn(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && (process.getuid === undefined || stats.uid === process.getuid());
}

/** Directories that may not be written in are opened first where their being so keeps what is in them there. */
async function removeTree(path: string): Promise<void> {
  const remove = (): Promise<boolean> =>
    rm(path, { recursive: true, force: true }).then(
      () => true,
      () => false,
    );
  if (await remove()) return;
  openTree(path);
  await remove();
}

function openTree(directory: string): void {
  try {
    chmodSync(directory, 0o700);
    for (const entry of readdirSync(directory, { withFileTypes: true }))
      if (entry.isDirectory()) openTree(join(directory, entry.name));
  } catch {
    // It went in the meantime.
  }
}

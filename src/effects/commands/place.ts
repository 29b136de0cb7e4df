import type { WriteRole } from '../types.js';

/** An absolute path without `.`, `..`, double or trailing slashes. */
export function normalise(path: string): string {
  const kept: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') kept.pop();
    else kept.push(name);
  }
  return `/${kept.join('/')}`;
}

/** The directory that a path lies in; `/` for the root itself. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/';
}

/** The last name of a path or URL path. */
export function nameOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

/** `name` inside `directory`. */
export function inside(directory: string, name: string): string {
  return normalise(`${directory}/${name}`);
}

/** True when `path` is one of `trees` or lies below one. */
export function isBelow(path: string, trees: readonly string[]): boolean {
  return trees.some((tree) => tree === '/' || path === tree || path.startsWith(`${tree}/`));
}

/** What BuildKit mounts or the kernel makes: a write there is never part of a layer. */
export function isEphemeral(path: string): boolean {
  return (
    isBelow(path, ['/dev', '/proc', '/sys']) ||
    path === '/etc/hosts' ||
    path === '/etc/resolv.conf' ||
    path === '/etc/hostname'
  );
}

const CACHES = ['/tmp', '/var/tmp', '/var/cache', '/var/lib/apt/lists', '/root/.cache'];
const STATE = ['/run', '/var/run', '/var/log', '/var/lib', '/var/spool', '/var/lock', '/var/mail'];
const BASE = ['/bin', '/boot', '/etc', '/lib', '/lib32', '/lib64', '/sbin', '/usr', '/var'];
const PLACES_OF_APPS = ['/usr/src', '/usr/share/nginx', '/usr/local/src', '/usr/app', '/var/www', '/var/app'];

/** Trees that the package manager fills, and the ones that a change to them can spill into. */
export const SYSTEM_TREES: readonly string[] = [...BASE, '/opt', '/srv', '/root'];

/** True where a distribution keeps files of its own (`/etc/nginx`, `/usr/share`), not where apps live (`/usr/src/app`, `/usr/local`). */
export function isBasePlace(path: string): boolean {
  if (path === '/usr/src' || path === '/var/www') return true;
  if (isBelow(path, PLACES_OF_APPS)) return false;
  if (isBelow(path, ['/usr/local'])) return isBelow(path, ['/usr/local/etc']);
  return isBelow(path, BASE);
}

/** What a file is for, seen from where it is put. */
export function roleOf(path: string): WriteRole {
  if (isBelow(path, CACHES) || /^\/home\/[^/]+\/\.cache(?:\/|$)/.test(path)) return 'cache';
  if (isBelow(path, PLACES_OF_APPS)) return 'source';
  if (isBelow(path, STATE)) return 'state';
  if (isBelow(path, ['/usr/local/etc'])) return 'config';
  if (/^(?:\/usr)?\/s?bin(?:\/|$)/.test(path)) return 'tool';
  if (isBelow(path, ['/usr/local', '/opt'])) return 'tool';
  return isBelow(path, BASE) ? 'config' : 'source';
}

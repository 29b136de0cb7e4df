/** Directories that belong to the base image: never copied whole, never taken for the app's directory. */
const SYSTEM = new Set([
  '/',
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/lib64',
  '/media',
  '/mnt',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/usr/games',
  '/usr/include',
  '/usr/lib',
  '/usr/lib64',
  '/usr/local',
  '/usr/local/bin',
  '/usr/local/etc',
  '/usr/local/include',
  '/usr/local/lib',
  '/usr/local/sbin',
  '/usr/local/share',
  '/usr/local/src',
  '/usr/sbin',
  '/usr/share',
  '/usr/src',
  '/var',
  '/var/cache',
  '/var/lib',
  '/var/lib/apt',
  '/var/log',
  '/var/opt',
  '/var/run',
  '/var/spool',
  '/var/tmp',
  '/var/www',
  '/go',
  '/go/bin',
  '/go/src',
  '/go/pkg',
]);

/** Trees in which the base image's own files lie: a directory below is not the app's unless the Dockerfile made it. */
const BASE_TREES = ['/bin', '/etc', '/lib', '/lib64', '/sbin', '/usr', '/boot'];

/** Where nothing that is left behind is ever needed, unless somebody claims it. */
const DEAD = [
  '/tmp',
  '/var/tmp',
  '/var/cache',
  '/var/lib/apt',
  '/var/log/apt',
  '/var/log/dpkg.log',
  '/usr/share/doc',
  '/usr/share/man',
  '/go/pkg',
  '/root/.cache',
  '/root/.npm',
  '/root/go/pkg',
  '/root/.composer/cache',
  '/root/.yarn/cache',
  '/root/.node-gyp',
];

/** True when `path` is `tree` or lies below it. */
export function within(path: string, tree: string): boolean {
  return tree === '/' || path === tree || path.startsWith(`${tree}/`);
}

/** The directory that holds everything a pattern can match: what stands before its first star; null when it is no pattern. */
export function patternDirectory(path: string): string | null {
  const star = path.search(/[*?[]/);
  return star < 0 ? null : path.slice(0, path.lastIndexOf('/', star)) || '/';
}

/** True for directories of the base image, which must not be copied as if they were the app's. */
export function isSystemDirectory(path: string): boolean {
  return SYSTEM.has(path);
}

/** True for a path where base images keep files of their own (`/etc`, `/usr` but not `/usr/src/app`). */
export function isBaseTree(path: string): boolean {
  if (/^\/usr\/src\/[^/]+/.test(path)) return false;
  return BASE_TREES.some((tree) => within(path, tree));
}

/** True for caches, package lists and scratch space. */
export function isDeadPlace(path: string): boolean {
  return (
    DEAD.some((tree) => within(path, tree)) || /^(?:\/root|\/home\/[^/]+)\/\.(?:cache|npm)(?:\/|$)/.test(path)
  );
}

/** Where package managers keep what they fetched: nothing there is ever given to the app. */
const CACHES = [
  '/var/cache/apt',
  '/var/cache/apk',
  '/var/cache/debconf',
  '/var/cache/dnf',
  '/var/cache/yum',
  '/var/cache/ldconfig',
  '/var/lib/apt',
  '/root/.cache',
  '/root/.npm',
  '/go/pkg',
];

/** True in a package manager's own cache, where owners and empty directories do not matter either. */
export function isCachePlace(path: string): boolean {
  return CACHES.some((tree) => within(path, tree));
}

/** True for keys and lists of package repositories: the final stage needs them before it installs anything. */
export function isPackageConfig(path: string): boolean {
  return ['/etc/apt', '/usr/share/keyrings', '/etc/apk', '/etc/yum.repos.d', '/etc/pki'].some((tree) =>
    within(path, tree),
  );
}

/** The smallest set of trees that covers all of `paths`, sorted. */
export function minimalTrees(paths: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const path of [...new Set(paths)].sort()) {
    if (!kept.some((tree) => within(path, tree))) kept.push(path);
  }
  return kept;
}

import { inside, isBasePlace, isBelow, parentOf } from '../../src/effects/commands/place.js';
import type { Facts, UnitFacts } from '../../src/transform/types.js';
import { readLock, readManifest } from './manifest.js';
import type { Lock, Manifest } from './manifest.js';

/** A directory of the image with a composer.json, or one that Composer worked in. */
export interface Project {
  readonly directory: string;
  readonly manifest: Manifest | null;
  readonly lock: Lock | null;
}

/** True for directories that base images own or share: never one application's. `/var/www` is empty but for the web root. */
export function isSharedDirectory(path: string): boolean {
  if (path === '/var/www') return false;
  return /^\/(?:(?:root|home|opt|srv|usr\/src|usr\/local|tmp|media|mnt)?)$/.test(path) || isBasePlace(path);
}

const INSTALLS = /^composer (?:install|update|require|dump-autoload|create-project)$/;

/** Units in which Composer installs packages. */
export function composerInstalls(facts: Facts): readonly UnitFacts[] {
  return facts.units.filter(
    (unit) =>
      unit.effects.writes.some((write) => write.role === 'dependencies' && write.path.endsWith('/vendor')) ||
      INSTALLS.test(unit.effects.model),
  );
}

/** Composer projects in the image: where Composer installs, and where the working directory has a composer.json. */
export function composerProjects(facts: Facts): readonly Project[] {
  const directories = new Set<string>();
  for (const unit of composerInstalls(facts)) {
    for (const write of unit.effects.writes)
      if (write.role === 'dependencies' && write.path.endsWith('/vendor'))
        directories.add(parentOf(write.path));
    if (directories.size === 0) directories.add(unit.cwd);
  }
  const workdir = facts.contract.workdir || '/';
  if (facts.files.stat(inside(workdir, 'composer.json'))) directories.add(workdir);
  return [...directories].map((directory) => ({
    directory,
    manifest: readManifest(facts.files, directory),
    lock: readLock(facts.files, directory),
  }));
}

/** The directory that a web server serves, out of APACHE_DOCUMENT_ROOT and configuration files of the context; null when unset. */
function documentRoots(facts: Facts): readonly string[] {
  const found: string[] = [];
  const set = facts.contract.env['APACHE_DOCUMENT_ROOT'];
  if (set?.startsWith('/')) found.push(inside('/', set));
  const visit = (directory: string, depth: number): void => {
    for (const name of facts.files.list(directory)) {
      const path = inside(directory, name);
      const kind = facts.files.stat(path)?.kind;
      if (kind === 'directory' && depth < 4) visit(path, depth + 1);
      if (
        kind !== 'file' ||
        !/\.(?:conf|vhost|ini|tmpl|template)$|\/(?:default|Caddyfile|nginx\.conf)$/.test(path)
      )
        continue;
      for (const match of (facts.files.read(path) ?? '').matchAll(
        /^\s*(?:DocumentRoot|root|directory\s*=|chdir\s*=)\s*["']?(\/[^\s"';]+)/gim,
      )) {
        if (match[1]) found.push(inside('/', match[1]));
      }
    }
  };
  for (const place of [
    '/etc/apache2',
    '/etc/nginx',
    '/usr/local/etc',
    '/etc/supervisor',
    '/etc/caddy',
    '/opt/docker',
  ])
    visit(place, 0);
  return found;
}

/** Directories of the app, absolute: the working directory, Composer's projects, what the web server serves. No shared ones. */
export function phpDirectories(facts: Facts, projects: readonly Project[]): readonly string[] {
  const copied = facts.units.flatMap((unit) =>
    unit.instruction.type === 'copy' || unit.instruction.type === 'add'
      ? unit.effects.writes
          .filter((write) => write.tree && write.role === 'source')
          .map((write) => write.path)
      : [],
  );
  const own = [
    facts.contract.workdir || '/',
    ...projects.map((project) => project.directory),
    ...copied,
  ].filter((path) => !isSharedDirectory(path));
  const served = documentRoots(facts).filter((path) => !isSharedDirectory(path) && !isBelow(path, own));
  const all = [...new Set([...own, ...served])].sort();
  return all.filter((path, index) => !isBelow(path, all.slice(0, index)));
}

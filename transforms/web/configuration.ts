import { appDirectories } from '../../src/classify/carry.js';
import { within } from '../../src/classify/places.js';
import type { Write } from '../../src/effects/types.js';
import { absolutePath } from '../../src/project/path.js';
import type { Facts, UnitFacts } from '../../src/transform/types.js';
import { apachePaths } from './config/apache.js';
import { caddyPaths } from './config/caddy.js';
import { lighttpdPaths } from './config/lighttpd.js';
import { nginxPaths } from './config/nginx.js';
import type { ConfigPaths, NamedPath } from './config/types.js';
import type { WebServer } from './servers.js';
import type { Started } from './started.js';

/** Everything that a server's configuration names, as far as the build context shows it. */
export interface Configuration {
  /** Absolute paths, each once. */
  readonly paths: readonly NamedPath[];
  /** Absolute paths of the configuration files that were read. */
  readonly files: readonly string[];
  readonly gaps: readonly string[];
}

interface Reading {
  readonly facts: Facts;
  readonly started: Started;
  readonly paths: NamedPath[];
  readonly files: Set<string>;
  readonly gaps: string[];
}

function parsed(text: string, { facts, started }: Reading): ConfigPaths {
  switch (started.server.id) {
    case 'nginx':
      return nginxPaths(text);
    case 'apache':
      return apachePaths(text);
    case 'caddy':
      return caddyPaths(text, (name) => facts.contract.env[name]);
    case 'lighttpd':
      return lighttpdPaths(text);
  }
}

/** Where relative names in a server's configuration are looked up. */
function prefix({ started, facts }: Reading, file: string): string {
  const { server, args } = started;
  const given = server.id === 'nginx' ? args.value('-p') : server.id === 'apache' ? args.value('-d') : null;
  if (given !== null) return absolutePath(given, started.cwd);
  if (server.id === 'caddy') return file.slice(0, file.lastIndexOf('/')) || '/';
  if (server.id === 'nginx') return '/etc/nginx';
  if (server.id === 'lighttpd') return '/etc/lighttpd';
  return server.homes.find((home) => facts.files.stat(home) !== null) ?? server.homes[0] ?? '/';
}

function addPaths(found: ConfigPaths, file: string, reading: Reading): void {
  reading.gaps.push(...found.gaps);
  const base = prefix(reading, file);
  // nginx and Caddy look document roots up elsewhere than configuration files; only a given prefix tells where.
  const roots =
    reading.started.server.id === 'caddy'
      ? reading.started.cwd
      : reading.started.args.has('-p', '-d')
        ? base
        : null;
  for (const named of found.paths) {
    if (named.path.startsWith('/')) reading.paths.push({ ...named, path: absolutePath(named.path, '/') });
    else if (roots !== null) reading.paths.push({ ...named, path: absolutePath(named.path, roots) });
  }
  for (const include of found.includes) readInclude(absolutePath(include, base), reading);
}

/** A glob's directory: all of its files are taken, which is never too few. */
function readInclude(path: string, reading: Reading): void {
  const glob = path.search(/[*?[{]/);
  const plain = glob < 0 ? path : path.slice(0, path.lastIndexOf('/', glob)) || '/';
  const entry = reading.facts.files.stat(plain);
  if (glob >= 0 && (entry === null || plain === '/')) return;
  if (entry?.kind === 'directory' || glob >= 0) readTree(plain, reading);
  else readFile(plain, reading);
}

function readTree(directory: string, reading: Reading): void {
  const { files } = reading.facts;
  for (const name of files.list(directory)) {
    const path = `${directory}/${name}`;
    if (files.stat(path)?.kind === 'directory') readTree(path, reading);
    else readFile(path, reading);
  }
}

/** Templates of other formats and what nginx includes for FastCGI lie beside the configuration. */
function isConfiguration(path: string): boolean {
  return !/\.(?:crt|key|pem|csr|dh|htpasswd|html|types|so)$|\/(?:mime\.types|magic|fastcgi(?:_params|\.conf)|uwsgi_params|scgi_params|koi-\w+|win-\w+|\.htpasswd)$/.test(
    path,
  );
}

function readFile(path: string, reading: Reading): void {
  if (reading.files.has(path) || !isConfiguration(path)) return;
  const text = reading.facts.files.read(path);
  if (text === null) return;
  reading.files.add(path);
  addPaths(parsed(text, reading), path, reading);
}

/** Commands that put files of a configuration into force without a word of their own: links, modules, directories. */
function onlyEnables(unit: UnitFacts): boolean {
  return (
    /^(?:ln|mkdir|rm|chmod|chown|chgrp|touch|a2\w+|lighty-enable-mod|lighttpd-enable-mod|install -d|apt|apk|unlink)\b/.test(
      unit.effects.model,
    ) && !unit.unit?.text.includes('>')
  );
}

/** The words that `echo TEXT > FILE` and `printf TEXT > FILE` write; null when it is no such command or not literal. */
function written(unit: UnitFacts): string | null {
  const command = unit.unit?.command;
  if (command?.type !== 'simple' || !/^(?:echo|printf)$/.test(command.argv[0]?.value ?? '')) return null;
  const words = command.argv.slice(1).map((word) => word.value);
  const known = words.flatMap((word) => (word === null ? [] : [word]));
  return known.length < words.length ? null : known.join(' ').replaceAll('\\n', '\n');
}

/**
 * `sed -i` on a file that a package brought (a port, a user name) puts no path of the app into it unless its own words do;
 * on a file of the project it may change any path.
 */
function editsNoPath(unit: UnitFacts, hits: readonly Write[], { facts }: Reading): boolean {
  const command = unit.unit?.command;
  if (command?.type !== 'simple' || command.argv[0]?.value !== 'sed') return false;
  if (hits.some((write) => facts.files.stat(write.path) !== null)) return false;
  const directories = appDirectories(facts);
  return command.argv.every(
    ({ value }) =>
      value !== null &&
      !/root|alias|include|import/i.test(value) &&
      !directories.some((each) => value.replaceAll('\\', '').includes(each)),
  );
}

function homesOf(server: WebServer, reading: Reading): readonly string[] {
  const option = reading.started.args.value(...server.configOptions);
  return option === null ? server.homes : [...server.homes, absolutePath(option, reading.started.cwd)];
}

/** Commands that write configuration which the context does not show. */
function readWritten(reading: Reading): void {
  const { facts, started } = reading;
  const homes = [...homesOf(started.server, reading), ...reading.files];
  for (const unit of facts.units) {
    if (
      unit.instruction.type !== 'run' &&
      unit.instruction.type !== 'copy' &&
      unit.instruction.type !== 'add'
    )
      continue;
    const hits = unit.effects.writes.filter((write) =>
      homes.some(
        (home) => within(write.path, home) || (write.tree && within(home, write.path) && write.path !== '/'),
      ),
    );
    if (hits.length === 0) continue;
    if (unit.instruction.type !== 'run') {
      const known = hits.every(
        (write) => facts.files.stat(write.path) !== null || !isConfiguration(write.path),
      );
      if (!known) reading.gaps.push(`${hits[0]?.path ?? ''} is copied from a place that cannot be read`);
      continue;
    }
    if (onlyEnables(unit) || hits.every((write) => !isConfiguration(write.path))) continue;
    if (editsNoPath(unit, hits, reading)) continue;
    const text = written(unit);
    if (text === null)
      reading.gaps.push(`${unit.effects.model} changes ${hits[0]?.path ?? 'the configuration'}`);
    else addPaths(parsed(text, reading), hits[0]?.path ?? '/', reading);
  }
}

/** The main configuration file; a package brings those at home. */
function readMain(path: string, reading: Reading): void {
  readFile(path, reading);
  if (!reading.files.has(path) && !reading.started.server.homes.some((home) => within(path, home)))
    reading.gaps.push(`${path} cannot be read`);
}

/** Files and directories on the server's own command line. */
function readArguments(reading: Reading): void {
  const { started } = reading;
  const { server, args, cwd } = started;
  const { positionals } = args;
  if (args.unclear || [...args.options.values()].some((word) => word?.value?.includes('$')))
    reading.gaps.push(`the command line of ${server.title} is computed`);
  const config = args.value(...server.configOptions);
  if (config !== null) {
    const path = absolutePath(config, cwd);
    reading.paths.push({ path, use: 'file', directive: `${server.id} ${server.configOptions[0] ?? ''}` });
    readMain(path, reading);
  }
  if (server.id === 'nginx')
    for (const text of args.all('-g')) addPaths(nginxPaths(text), '/etc/nginx', reading);
  if (server.id !== 'caddy') return;
  const root = args.value('--root', '-root', '-r');
  if (root !== null)
    reading.paths.push({ path: absolutePath(root, cwd), use: 'root', directive: 'caddy --root' });
  const serves = positionals[0]?.value === 'file-server';
  if (serves && root === null) reading.paths.push({ path: cwd, use: 'root', directive: 'caddy file-server' });
  if (!serves && config === null) {
    const path = absolutePath('Caddyfile', cwd);
    reading.paths.push({ path, use: 'file', directive: 'caddy run' });
    readMain(path, reading);
  }
}

/** Reads what the started server is configured with: its files in the image, its command line, what commands wrote. */
export function configurationOf(facts: Facts, started: Started): Configuration {
  const reading: Reading = { facts, started, paths: [], files: new Set(), gaps: [] };
  for (const home of started.server.homes) readTree(home, reading);
  readArguments(reading);
  readWritten(reading);
  const seen = new Set<string>();
  const paths = reading.paths.filter(
    ({ path, use }) => !seen.has(`${use} ${path}`) && seen.add(`${use} ${path}`),
  );
  return { paths, files: [...reading.files].sort(), gaps: [...new Set(reading.gaps)] };
}

import { inside } from '../../src/effects/commands/place.js';
import { matchName } from '../../src/project/glob.js';
import type { ImageView } from '../../src/project/types.js';
import type { Facts } from '../../src/transform/types.js';

/** A shell text that a service file makes the container run. */
export interface ServiceCommand {
  readonly file: string;
  readonly text: string;
}

const SUPERVISOR_FILES = [
  '/etc/supervisord.conf',
  '/etc/supervisor/supervisord.conf',
  '/usr/local/etc/supervisord.conf',
];
const SUPERVISOR_DIRS = [
  '/etc/supervisor/conf.d',
  '/etc/supervisor.d',
  '/etc/supervisord.d',
  '/etc/supervisor',
  '/etc/supervisord/conf.d',
];

function filesIn(files: ImageView, directory: string): readonly string[] {
  return files
    .list(directory)
    .map((name) => inside(directory, name))
    .filter((path) => files.stat(path)?.kind === 'file');
}

/** Paths that an `[include] files = a b/*.conf` line names, against the file's directory. */
function included(files: ImageView, file: string, text: string): readonly string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/^\s*files\s*=\s*(.+)$/gm)) {
    for (const pattern of (match[1] ?? '').trim().split(/\s+/)) {
      const path = pattern.startsWith('/')
        ? inside('/', pattern)
        : inside(file.slice(0, file.lastIndexOf('/')) || '/', pattern);
      const slash = path.lastIndexOf('/');
      const directory = path.slice(0, slash) || '/';
      found.push(
        ...filesIn(files, directory).filter((each) =>
          matchName(path.slice(slash + 1), each.slice(each.lastIndexOf('/') + 1)),
        ),
      );
    }
  }
  return found;
}

/** Commands of supervisor's programs and event listeners, from the configuration named by `-c` and the usual places. */
export function supervisorCommands(
  files: ImageView,
  args: readonly (string | null)[],
  workdir: string,
): { readonly commands: readonly ServiceCommand[]; readonly read: readonly string[] } {
  const option = args.findIndex((arg) => arg === '-c' || arg === '--configuration');
  const glued = args.find(
    (arg) => arg?.startsWith('--configuration=') || (arg?.startsWith('-c') && arg.length > 2),
  );
  const named = option >= 0 ? args[option + 1] : glued?.replace(/^(?:--configuration=|-c)/, '');
  const start =
    typeof named === 'string'
      ? [named.startsWith('/') ? inside('/', named) : inside(workdir || '/', named)]
      : [];
  const queue = [
    ...start,
    ...SUPERVISOR_FILES,
    ...SUPERVISOR_DIRS.flatMap((directory) => filesIn(files, directory)),
  ];
  const read = new Set<string>();
  const commands: ServiceCommand[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const text = read.has(path) ? null : files.read(path);
    if (text === null) continue;
    read.add(path);
    queue.push(...included(files, path, text));
    for (const match of text.matchAll(/^\s*command\s*=\s*(.+(?:\n[ \t]+\S.*)*)$/gm)) {
      const command = (match[1] ?? '')
        .replace(/\s+;.*$/, '')
        .replace(/\s*\n\s*/g, ' ')
        .replace(/%\([^)]*\)[sd]/g, 'x');
      commands.push({ file: path, text: command });
    }
  }
  return { commands, read: [...read] };
}

const CRON_PLACES = [
  '/etc/crontabs',
  '/var/spool/cron',
  '/var/spool/cron/crontabs',
  '/etc/cron.d',
  '/etc/cron.daily',
  '/etc/cron.hourly',
  '/etc/periodic/15min',
  '/etc/periodic/hourly',
  '/etc/periodic/daily',
];
const SCHEDULE = /^(?:@\w+|(?:[-\d*,/A-Za-z]+\s+){4}[-\d*,/A-Za-z]+)\s+/;

/** The command of a line of a cron table; `system` tables have a user in front of it. */
function cronLine(line: string, system: boolean): string | null {
  const trimmed = line.trim();
  const schedule = SCHEDULE.exec(trimmed)?.[0];
  if (schedule === undefined || trimmed.startsWith('#')) return null;
  const rest = trimmed.slice(schedule.length);
  return system ? rest.replace(/^\S+\s+/, '') : rest;
}

/** Commands of cron tables that the Dockerfile puts in place, or hands to `crontab`. */
export function cronCommands(facts: Facts): readonly ServiceCommand[] {
  const found: ServiceCommand[] = [];
  const add = (path: string, system: boolean): void => {
    const text = facts.files.read(path);
    if (text === null) return;
    if (/^\/etc\/(?:cron\.(?:daily|hourly)|periodic)\//.test(path)) found.push({ file: path, text });
    else
      for (const line of text.split('\n')) {
        const command = cronLine(line, system);
        if (command !== null) found.push({ file: path, text: command });
      }
  };
  for (const place of CRON_PLACES)
    for (const path of filesIn(facts.files, place)) add(path, place === '/etc/cron.d');
  add('/etc/crontab', true);
  for (const unit of facts.units) {
    const match = /\bcrontab\s+(?:-u\s+\S+\s+)?([^\s&|;]+)/.exec(unit.unit?.text ?? '');
    if (match?.[1]) add(match[1].startsWith('/') ? inside('/', match[1]) : inside(unit.cwd, match[1]), false);
  }
  return found;
}

/** Directories whose scripts an entry script or an init system of the base image runs at start. */
const START_PLACES = [
  '/docker-entrypoint.d',
  '/docker-entrypoint-init.d',
  '/docker-entrypoint-initdb.d',
  '/etc/entrypoint.d',
  '/etc/cont-init.d',
  '/etc/services.d',
  '/etc/s6-overlay',
  '/etc/service',
  '/etc/my_init.d',
  '/opt/docker/provision/entrypoint.d',
];

/** Start scripts that the Dockerfile adds to such directories. */
export function serviceScripts(files: ImageView): readonly string[] {
  const found: string[] = [];
  const visit = (directory: string, depth: number): void => {
    for (const name of files.list(directory)) {
      const path = inside(directory, name);
      const kind = files.stat(path)?.kind;
      if (kind === 'directory' && depth < 5) visit(path, depth + 1);
      else if (
        kind === 'file' &&
        (name.endsWith('.sh') || !name.includes('.')) &&
        (files.read(path) ?? '').startsWith('#!')
      )
        found.push(path);
    }
  };
  for (const place of START_PLACES) visit(place, 0);
  return found;
}

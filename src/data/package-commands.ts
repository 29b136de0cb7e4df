import type { OsPackageManager } from '../effects/types.js';
import { alpineBaseCommands, alpineCommandLines } from './alpine-commands.js';
import { debianCommandLines } from './debian-commands.js';

interface CommandIndex {
  readonly commands: ReadonlyMap<string, readonly string[]>;
  readonly owners: ReadonlyMap<string, readonly string[]>;
}
const cache = new Map<'apt' | 'apk', CommandIndex>();

/** Where several packages bring a command, the one that a Dockerfile would name. */
const preferred: Readonly<Record<string, string>> = {
  dig: 'dnsutils',
  nslookup: 'dnsutils',
  nc: 'netcat-openbsd',
  netcat: 'netcat-openbsd',
  mysql: 'default-mysql-client',
  mysqldump: 'default-mysql-client',
  mysqladmin: 'default-mysql-client',
  telnet: 'telnet',
  awk: 'mawk',
  gpg: 'gnupg',
  vi: 'vim-tiny',
  sendmail: 'sendmail',
  java: 'default-jre-headless',
  javac: 'default-jdk-headless',
  npx: 'npm',
  exiftool: 'libimage-exiftool-perl',
  '7z': 'p7zip-full',
  pip: 'python3-pip',
  libtool: 'libtool-bin',
  python3: 'python3',
};

function index(manager: 'apt' | 'apk'): CommandIndex {
  const cached = cache.get(manager);
  if (cached !== undefined) return cached;
  const commands = new Map<string, readonly string[]>();
  const owners = new Map<string, string[]>();
  for (const line of (manager === 'apt' ? debianCommandLines : alpineCommandLines).split('\n')) {
    const colon = line.indexOf(': ');
    if (colon < 0) continue;
    const name = line.slice(0, colon);
    const list = line.slice(colon + 2).split(' ');
    commands.set(name, list);
    for (const command of list) {
      const own = owners.get(command);
      if (own === undefined) owners.set(command, [name]);
      else own.push(name);
    }
  }
  const made = { commands, owners };
  cache.set(manager, made);
  return made;
}

/** Every package of the table that brings a program; empty when none is known. */
export function ownersOf(program: string, manager: 'apt' | 'apk'): readonly string[] {
  return index(manager).owners.get(program) ?? [];
}

/** The package that brings a program, or null when none is known or the manager has no table (dnf). */
export function packageOf(program: string, manager: OsPackageManager): string | null {
  if (manager === 'dnf') return null;
  const owners = ownersOf(program, manager);
  const first = Object.hasOwn(preferred, program) ? preferred[program] : undefined;
  // `python3` is not the package that holds the program, but the one with the whole standard library beside it.
  if (
    first !== undefined &&
    owners.length > 0 &&
    (owners.includes(first) || index(manager).commands.has(first))
  )
    return first;
  return owners[0] ?? null;
}

/**
 * The programs that a package brings; null when it is not in the table. What its dependencies bring is not among them, but
 * for the programs that it is installed for: `python3` brings python3, though python3-minimal holds the file.
 */
export function programsOf(pkg: string, manager: OsPackageManager): readonly string[] | null {
  const own = manager === 'dnf' ? undefined : index(manager).commands.get(pkg);
  if (own === undefined) return null;
  const more = Object.keys(preferred).filter(
    (program) => packageOf(program, manager) === pkg && !own.includes(program),
  );
  return more.length > 0 ? [...own, ...more] : own;
}

/** Commands of the alpine image itself. */
export function alpineBase(): readonly string[] {
  return alpineBaseCommands.split(/\s+/).filter((name) => name !== '');
}

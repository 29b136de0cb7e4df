import type { ShellWord } from '../../shell/types.js';
import type { CommandContext, CommandTable, OwnerChange } from '../types.js';
import { family, names, program } from './family.js';
import type { Call, CallModel } from './family.js';
import { isBasePlace, nameOf, parentOf, roleOf } from './place.js';
import { at, pathOf, pathsOf, targetIn, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

const VALUED = names('-t --target-directory -S --suffix');

// Directories that are there in every image: `cp tool /usr/local/bin` writes into them, never over them. /var/www is there in
// images with a web server only: elsewhere `cp -r build /var/www` makes it, and the tree holds both.
const DIRECTORIES = new Set(
  names(`
    / /bin /boot /etc /home /lib /lib64 /media /mnt /opt /root /run /sbin /srv /tmp /usr /usr/bin /usr/include
    /usr/lib /usr/lib64 /usr/local /usr/local/bin /usr/local/etc /usr/local/include /usr/local/lib /usr/local/sbin
    /usr/local/share /usr/sbin /usr/share /usr/src /var /var/cache /var/lib /var/log /var/run /var/spool /var/tmp
    /etc/nginx /etc/nginx/conf.d /etc/apt/sources.list.d /etc/supervisor/conf.d /etc/cron.d
    /usr/local/share/ca-certificates /etc/profile.d /etc/init.d /etc/apt/trusted.gpg.d /usr/local/etc/php/conf.d
  `),
);

function isDirectory(path: string, context: CommandContext): boolean {
  return DIRECTORIES.has(path) || path === context.cwd || context.files.stat(path)?.kind === 'directory';
}

interface Copying {
  readonly sources: readonly ShellWord[];
  readonly targets: readonly Target[];
}

/** The name a source gets in a directory; null when it brings several names or an unknown one (`src/*`, `src/.`). */
function nameFrom(source: ShellWord, context: CommandContext): string | null {
  const path = pathOf(source, context);
  if (path === null || source.glob || /(?:^|\/)\.\.?\/?$/.test(source.value ?? '')) return null;
  return nameOf(path);
}

function into(directory: Target, source: ShellWord, context: CommandContext, tree: boolean): Target {
  if (directory.path === null) return directory;
  const name = nameFrom(source, context);
  return name === null ? at(directory.path, true) : { ...targetIn(directory, name), tree };
}

/** Sources and what is written, after cp(1): into the last operand when it is a directory, else over it. */
function copying({ args, context }: Call, tree: boolean): Copying | null {
  const directory = args.options.get('-t') ?? args.options.get('--target-directory');
  if (directory) {
    const target = targetOf(directory, context);
    const sources = args.positionals;
    return { sources, targets: sources.map((source) => into(target, source, context, tree)) };
  }
  const last = args.positionals.at(-1);
  const sources = args.positionals.slice(0, -1);
  const first = sources[0];
  if (!last || !first) return null;
  const target = targetOf(last, context);
  if (target.path === null) return { sources, targets: [target] };
  const written = last.value ?? '';
  const surely =
    sources.length > 1 || first.glob || /\/$|^\.{1,2}$/.test(written) || isDirectory(target.path, context);
  if (surely && !args.has('-T')) {
    const asked = isDirectory(target.path, context) ? {} : { into: target.path };
    const targets = sources.map((source) => ({ ...into(target, source, context, tree), ...asked }));
    return { sources, targets };
  }
  // `cp tool /opt/tools` may write to a file or into a directory of that name: the tree holds both.
  const file =
    /\/s?bin\/[^/]+$/.test(target.path) ||
    nameOf(target.path).includes('.') ||
    nameOf(target.path) === nameFrom(first, context);
  return { sources, targets: [at(target.path, tree || (!file && !args.has('-T')))] };
}

/** Copies of base files to base places (`php.ini-production` to `php.ini`) come out the same in every stage. */
function isRepeatable(copy: Copying, context: CommandContext): boolean {
  const paths = copy.sources.map((source) => pathOf(source, context));
  return (
    paths.every((path) => path !== null && isBasePlace(path)) &&
    copy.targets.every(({ path }) => path !== null && isBasePlace(path))
  );
}

const cp: CallModel = (call) => {
  const tree = call.args.has('-r', '-R', '-a', '--recursive', '--archive');
  const copy = copying(call, tree);
  if (!copy) return null;
  return writesTo(call.model, copy.targets, {
    reads: pathsOf(copy.sources, call.context),
    replayable: isRepeatable(copy, call.context),
  });
};

/** What is moved may be a directory: names with an extension are taken for files. */
const mv: CallModel = (call) => {
  const copy = copying(call, false);
  if (!copy) return null;
  const sources = pathsOf(copy.sources, call.context);
  const trees = copy.targets.map((target) =>
    target.path !== null && !/\.[\w-]+$|\/s?bin\/[^/]+$/i.test(target.path)
      ? { ...target, tree: true }
      : target,
  );
  return writesTo(call.model, trees, {
    reads: sources,
    removes: sources,
    replayable: isRepeatable(copy, call.context),
    confidence: sources.length === copy.sources.length ? 'strong' : 'weak',
  });
};

function installOwners(call: Call, targets: readonly Target[]): readonly OwnerChange[] {
  const { args } = call;
  const mode = args.value('-m', '--mode');
  const owner = args.value('-o', '--owner');
  const group = args.value('-g', '--group');
  return targets.flatMap(({ path }) => {
    if (path === null) return [];
    const found: OwnerChange[] = [];
    if (mode !== null) found.push({ path, recursive: false, kind: 'mode', value: mode });
    if (owner !== null || group !== null) {
      found.push({
        path,
        recursive: false,
        kind: 'owner',
        value: `${owner ?? ''}${group ? `:${group}` : ''}`,
      });
    }
    return found;
  });
}

/** install(1): `-d` makes directories, else it copies files and sets modes. */
const install: CallModel = (call) => {
  const { args, context } = call;
  if (args.has('-d', '--directory')) {
    const targets = args.positionals.map((word) => targetOf(word, context));
    return writesTo('install -d', targets, {
      role: 'state',
      owners: installOwners(call, targets),
      replayable: true,
    });
  }
  const copy = copying(call, false);
  if (!copy) return null;
  return writesTo(call.model, copy.targets, {
    reads: pathsOf(copy.sources, context),
    owners: installOwners(call, copy.targets),
    replayable: isRepeatable(copy, context),
  });
};

function linkRole(path: string): ReturnType<typeof roleOf> {
  const role = roleOf(path);
  return role === 'source' ? 'state' : role;
}

/**
 * ln(1). What a symbolic link points to is read: where the link is needed, its target is needed too. A symbolic link
 * can be made again anywhere; a hard one needs its file.
 */
const ln: CallModel = (call) => {
  const { args, context } = call;
  const symbolic = args.has('-s', '--symbolic');
  const single = args.positionals.length === 1;
  const [only] = args.positionals;
  const copy =
    single && only && !args.has('-t', '--target-directory')
      ? {
          sources: [only],
          targets: [into({ path: context.cwd, tree: true, within: null }, only, context, false)],
        }
      : copying({ ...call, args: args.has('-n', '--no-dereference') ? withT(call) : args }, false);
  if (!copy) return null;
  const targets = copy.targets.map((target) =>
    copy.sources.some((source) => source.glob) ? target : { ...target, tree: false },
  );
  const place = targets[0]?.path ?? null;
  const base = place === null ? context.cwd : parentOf(place);
  const pointed = pathsOf(copy.sources, context, symbolic ? base : context.cwd);
  return writesTo(call.model, targets, {
    reads: pointed,
    ...(place === null ? {} : { role: linkRole(place) }),
    replayable: symbolic || isRepeatable(copy, context),
  });
};

/** `ln -n` takes an existing link to a directory for the name to write. */
function withT({ args }: Call): Call['args'] {
  const options = new Map([...args.options, ['-T', null] as const]);
  return { ...args, options, has: (...given) => given.some((name) => options.has(name)) };
}

const REMOTE = /^[^/]+:/;

const rsync: CallModel = (call) => {
  const { args } = call;
  if (args.positionals.some((word) => word.value !== null && REMOTE.test(word.value))) return null;
  const last = args.positionals.at(-1);
  if (!last || args.positionals.length < 2) return null;
  const sources = args.positionals.slice(0, -1);
  return writesTo(call.model, [targetOf(last, call.context)], {
    tree: true,
    reads: pathsOf(sources, call.context),
    removes: args.has('--remove-source-files') ? pathsOf(sources, call.context) : [],
  });
};

/** cp, mv, install, ln and rsync: what they write depends on whether the last operand is a directory. */
export const copy: CommandTable = family({
  cp: program(VALUED, cp),
  mv: program(VALUED, mv),
  install: program([...VALUED, ...names('-m --mode -o --owner -g --group --strip-program -Z')], install),
  ln: program(VALUED, ln),
  rsync: program(
    names('-e --rsh --exclude --include --exclude-from --files-from -f --filter --chmod'),
    rsync,
  ),
});

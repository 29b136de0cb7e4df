import { inside, isBelow } from '../../../src/effects/commands/place.js';
import { effects, mergeEffects, opaqueEffects } from '../../../src/effects/effects.js';
import { readArgs } from '../../../src/effects/args.js';
import type { Args } from '../../../src/effects/args.js';
import { family } from '../../../src/effects/commands/family.js';
import type { CommandContext, CommandTable, Effects, Write } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { readLock, readManifest } from '../manifest.js';
import type { Manifest } from '../manifest.js';
import { withOwnSource } from './own-source.js';
import { gateCommand, projectCommand, writeIn } from './project.js';
import { classFile } from './source-library.js';

const VALUED = [
  '-d',
  '--working-dir',
  '--prefer-install',
  '--apcu-autoloader-prefix',
  '-s',
  '--stability',
  '--repository',
  '--repository-url',
  '--ignore-platform-req',
  '--timeout',
];
const GATES = new Set([
  'validate',
  'audit',
  'check-platform-reqs',
  'diagnose',
  'licenses',
  'show',
  'info',
  'outdated',
  'why',
  'why-not',
  'depends',
  'prohibits',
  'status',
  'about',
  'list',
  'help',
  'suggests',
  'fund',
  'search',
  'browse',
]);

/** Scripts that Composer runs by itself after these commands, in its order. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  install: ['pre-install-cmd', 'pre-autoload-dump', 'post-autoload-dump', 'post-install-cmd'],
  update: ['pre-update-cmd', 'pre-autoload-dump', 'post-autoload-dump', 'post-update-cmd'],
  'dump-autoload': ['pre-autoload-dump', 'post-autoload-dump'],
};
const ALIASES: Readonly<Record<string, string>> = {
  i: 'install',
  u: 'update',
  upgrade: 'update',
  r: 'require',
  rm: 'remove',
  uninstall: 'remove',
  dumpautoload: 'dump-autoload',
  du: 'dump-autoload',
  selfupdate: 'self-update',
  clearcache: 'clear-cache',
  cc: 'clear-cache',
  run: 'run-script',
  c: 'config',
};

/** Composer's own directories: configuration and global packages, and its cache. */
export function composerHomes(home: string, env: (name: string) => string | undefined): readonly string[] {
  const set = env('COMPOSER_HOME');
  if (set !== undefined) return [set];
  return [inside(home, '.composer'), inside(home, '.config/composer')];
}

/**
 * The directory of global packages. Composer takes the one of XDG when variables of that kind are set, else ~/.composer; who
 * puts its programs on PATH knows which it is.
 */
function globalHome(context: CommandContext): string {
  const own = context.env('COMPOSER_HOME');
  if (own !== undefined) return own;
  const xdg = context.env('XDG_CONFIG_HOME');
  if (xdg !== undefined) return inside(xdg, 'composer');
  const named = /[^:]*\/\.config\/composer(?=\/vendor)/.exec(context.env('PATH') ?? '');
  return named ? inside(context.home, '.config/composer') : inside(context.home, '.composer');
}

function caches(context: CommandContext): readonly Write[] {
  const set = context.env('COMPOSER_CACHE_DIR');
  const paths = set
    ? [set]
    : [
        ...composerHomes(context.home, context.env).map((home) => inside(home, 'cache')),
        inside(context.home, '.cache/composer'),
      ];
  return paths.map((path) => ({ path, tree: true, role: 'cache' }));
}

/** Effects of one script line; callbacks into PHP and references to other scripts included. */
function lineEffects(
  line: string,
  name: string,
  manifest: Manifest,
  context: CommandContext,
  seen: readonly string[],
): Effects {
  const cwd = context.cwd ?? undefined;
  if (line.startsWith('@putenv ')) return effects(line);
  if (line.startsWith('@php ')) return context.run(`php ${line.slice('@php '.length)}`, cwd);
  if (line.startsWith('@composer ')) return context.run(`composer ${line.slice('@composer '.length)}`, cwd);
  if (line.startsWith('@'))
    return scriptEffects(line.slice(1).split(/\s/)[0] ?? '', manifest, context, [...seen, name]);
  if (/^[\w\\]+::\w+$/.test(line)) {
    const callback = projectCommand(line, `composer runs ${line}`, context);
    const file = classFile(line.split('::')[0] ?? '', context);
    const known = file !== null && context.files.stat(file) !== null;
    return known ? withOwnSource(callback, file, [], context) : callback;
  }
  return context.run(line, cwd);
}

/** Effects of a script of composer.json. */
function scriptEffects(
  name: string,
  manifest: Manifest,
  context: CommandContext,
  seen: readonly string[] = [],
): Effects {
  if (seen.includes(name)) return effects(`composer ${name}`);
  const lines = Object.hasOwn(manifest.scripts, name) ? (manifest.scripts[name] ?? []) : [];
  return mergeEffects(`composer ${name}`, [
    effects(`composer ${name}`),
    ...lines.map((line) => lineEffects(line, name, manifest, context, seen)),
  ]);
}

/**
 * Without a lock file `composer install` updates, and runs the scripts of an update. An earlier install may have made the
 * lock file, and then those of an install run: where these would write beyond the project is not known to be written.
 */
function otherEvents(sub: string, manifest: Manifest, context: CommandContext): readonly Effects[] {
  const cwd = context.cwd ?? '/';
  const found = (sub === 'install' ? (EVENTS['install'] ?? []) : [])
    .filter((name) => name.endsWith('install-cmd'))
    .map((name) => scriptEffects(name, manifest, context));
  const named = found
    .flatMap((each) => each.writes)
    .filter((write) => write.role !== 'cache' && !isBelow(write.path, [cwd]))
    .map((write) => write.path);
  if (named.length === 0) return [];
  const because = `whether composer runs the scripts of an install, without composer.lock, is not known`;
  return [effects(`composer ${sub}`, { opaque: { because, within: [cwd], named }, confidence: 'weak' })];
}

/** `install`, `update`, `require`, `remove`, `dump-autoload`: vendor/, the lock file, scripts and what plugins do. */
function packageEffects(sub: string, args: Args, context: CommandContext): Effects {
  const model = `composer ${sub}`;
  if (context.cwd === null) return opaqueEffects(model, 'the directory it works in is not known');
  const manifest = readManifest(context.files, context.cwd);
  const lock = readLock(context.files, context.cwd);
  const vendor = context.env('COMPOSER_VENDOR_DIR') ?? manifest?.vendorDir ?? 'vendor';
  const changes = sub === 'update' || sub === 'require' || sub === 'remove' || (sub === 'install' && !lock);
  const event = changes ? 'update' : sub;
  const own = effects(model, {
    reads: ['composer.json', 'composer.lock', 'auth.json'].flatMap((file) => context.resolve(file) ?? []),
    writes: [
      ...writeIn(context, vendor, 'dependencies'),
      ...(changes ? writeIn(context, 'composer.lock', 'source', false) : []),
      ...(sub === 'require' || sub === 'remove' ? writeIn(context, 'composer.json', 'source', false) : []),
      ...(manifest?.installerPaths ?? []).flatMap((path) => writeIn(context, path, 'dependencies')),
      ...(sub === 'dump-autoload' ? [] : caches(context)),
    ],
    programs: ['composer', 'php'],
    network: sub !== 'dump-autoload',
  });
  const scripts = !args.has('--no-scripts');
  const parts: Effects[] = [own];
  if (manifest && scripts)
    for (const name of EVENTS[event] ?? []) parts.push(scriptEffects(name, manifest, context));
  if (manifest && scripts && event !== sub) parts.push(...otherEvents(sub, manifest, context));
  const quiet =
    manifest !== null && (args.has('--no-plugins') || (lock !== null && !lock.plugins && !manifest.plugins));
  if (!quiet || (!manifest && scripts)) {
    parts.push(opaqueEffects(model, 'plugins and scripts of the project may write into it', [context.cwd]));
  }
  return mergeEffects(model, parts);
}

function globalEffects(args: readonly ShellWord[], context: CommandContext): Effects {
  return effects(`composer global ${args[0]?.value ?? ''}`.trim(), {
    writes: [{ path: globalHome(context), tree: true, role: 'tool' }, ...caches(context)],
    programs: ['composer', 'php'],
    network: true,
  });
}

function createProject(args: Args, context: CommandContext): Effects {
  const model = 'composer create-project';
  const name = args.positionals[1]?.value?.split(':')[0]?.split('/').at(-1) ?? null;
  const directory = args.positionals[2] ? args.positionals[2].value : name;
  const path = context.resolve(directory);
  if (path === null) return opaqueEffects(model, 'where it puts the project is not known');
  return effects(model, {
    writes: [
      { path, tree: true, role: 'source' },
      { path: inside(path, 'vendor'), tree: true, role: 'dependencies' },
      ...caches(context),
    ],
    programs: ['composer', 'php'],
    network: true,
    opaque: { because: 'plugins and scripts of the project may write into it', within: [path] },
    confidence: 'weak',
  });
}

function configEffects(args: Args, context: CommandContext): Effects {
  if (args.has('-g', '--global')) {
    return effects('composer config', {
      writes: [{ path: globalHome(context), tree: true, role: 'tool' }],
      programs: ['composer', 'php'],
    });
  }
  return effects('composer config', {
    writes: ['composer.json', 'auth.json'].flatMap((file) => writeIn(context, file, 'source', false)),
    programs: ['composer', 'php'],
  });
}

/** Effects of Composer called with these arguments (the program itself not among them). */
export function composerEffects(words: readonly ShellWord[], outer: CommandContext): Effects {
  const args = readArgs(
    [{ text: 'composer', span: { start: 0, end: 0 }, value: 'composer', glob: false }, ...words],
    VALUED,
  );
  const directory = args.value('-d', '--working-dir');
  const context: CommandContext = directory === null ? outer : moved(outer, outer.resolve(directory));
  const word = args.positionals[0];
  if (word?.value === null) return opaqueEffects('composer', 'its command is not known');
  const given = word?.value ?? '';
  const sub = Object.hasOwn(ALIASES, given) ? (ALIASES[given] ?? given) : given;
  const model = `composer ${sub}`.trim();
  if (sub === '' || args.has('--version', '-V', '--help', '-h') || GATES.has(sub))
    return gateCommand(model, `${model} can fail the build`, context);
  switch (sub) {
    case 'install':
    case 'update':
    case 'require':
    case 'remove':
    case 'dump-autoload':
      return packageEffects(sub, args, context);
    case 'global':
      return globalEffects(args.positionals.slice(1), context);
    case 'create-project':
      return createProject(args, context);
    case 'config':
      return configEffects(args, context);
    case 'clear-cache':
      return effects(model, {
        removes: caches(context).map((write) => write.path),
        programs: ['composer', 'php'],
      });
    case 'self-update':
      return effects(model, {
        writes: ['/usr/local/bin/composer', '/usr/bin/composer'].map((path) => ({
          path,
          tree: false,
          role: 'tool',
        })),
        programs: ['composer', 'php'],
        network: true,
      });
  }
  return namedScript(
    sub === 'run-script' ? (args.positionals[1]?.value ?? '') : sub,
    sub === 'run-script',
    context,
  );
}

/** `composer run-script NAME`, or `composer NAME` where composer.json has such a script; other names are plugins' commands. */
function namedScript(name: string, asked: boolean, context: CommandContext): Effects {
  const manifest = context.cwd === null ? null : readManifest(context.files, context.cwd);
  if (manifest && Object.hasOwn(manifest.scripts, name)) {
    const found = scriptEffects(name, manifest, context);
    return {
      ...found,
      model: `composer ${name}`,
      programs: [...new Set(['composer', 'php', ...found.programs])],
    };
  }
  if (name === 'dump-env' || name === 'symfony:dump-env') {
    return effects(`composer ${name}`, {
      writes: writeIn(context, '.env.local.php', 'source', false),
      programs: ['composer', 'php'],
    });
  }
  const because = asked
    ? `composer.json has no script ${name} that could be read`
    : `composer ${name} is a command of a plugin or of the project`;
  return projectCommand(`composer ${name}`, because, context);
}

function moved(context: CommandContext, cwd: string | null): CommandContext {
  const resolve = (path: string | null): string | null => {
    if (path === null) return null;
    if (path.startsWith('/')) return inside('/', path);
    return cwd === null ? null : inside(cwd, path);
  };
  return { ...context, cwd, resolve };
}

/** Composer, by the names that it is installed under. */
export const composerCommands: CommandTable = family({
  composer: (argv, context) => composerEffects(argv.slice(1), context),
  'composer.phar': (argv, context) => composerEffects(argv.slice(1), context),
  composer2: (argv, context) => composerEffects(argv.slice(1), context),
});

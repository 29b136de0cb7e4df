import { effects } from '../../../src/effects/effects.js';
import { family, subcommands } from '../../../src/effects/commands/family.js';
import type { CallModel } from '../../../src/effects/commands/family.js';
import type { CommandModel, CommandTable, Effects, Write } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { extensionName } from '../extension-packages.js';
import { writeIn } from './project.js';

/** Where the official php images keep compiled extensions (below a directory named after the API) and what enables them. */
export const EXTENSION_DIR = '/usr/local/lib/php/extensions';
export const EXTENSION_INI_DIR = '/usr/local/etc/php/conf.d';
const INI_FILE = /^\/usr\/local\/etc\/php\/conf\.d\/docker-php-ext-(.+)\.ini$/;

/** Trees of the image that only the compiling needs. */
const SOURCES: readonly Write[] = [
  { path: '/usr/src/php', tree: true, role: 'cache' },
  { path: '/usr/local/include/php', tree: true, role: 'cache' },
];
const COMPILED: Write = { path: EXTENSION_DIR, tree: true, role: 'artefact' };
const ENABLED: Write = { path: EXTENSION_INI_DIR, tree: true, role: 'artefact' };

/** Names of extensions among the arguments; options and their values are left out, unknown words too. */
function extensionWords(argv: readonly ShellWord[]): readonly string[] {
  const names: string[] = [];
  for (let i = 1; i < argv.length; i++) {
    const value = argv[i]?.value;
    if (value === undefined || value === null) continue;
    if (value === '-j' || value === '--ini-name') i++;
    else if (!value.startsWith('-') && value !== '') names.push(value);
  }
  return names;
}

/** The name that `docker-php-ext-enable` gives an ini file says which extension a write enables; null for other paths. */
export function enabledExtension(path: string): string | null {
  return INI_FILE.exec(path)?.[1] ?? null;
}

function iniFiles(names: readonly string[]): readonly Write[] {
  return names.map((name) => ({
    path: `${EXTENSION_INI_DIR}/docker-php-ext-${extensionName(name)}.ini`,
    tree: false,
    role: 'artefact',
  }));
}

const install: CommandModel = (argv) =>
  effects('docker-php-ext-install', {
    writes: [COMPILED, ENABLED, ...iniFiles(extensionWords(argv)), ...SOURCES],
    programs: ['phpize', 'php'],
    network: true,
  });

const enable: CommandModel = (argv) =>
  effects('docker-php-ext-enable', {
    writes: [ENABLED, ...iniFiles(extensionWords(argv))],
    programs: ['php'],
  });

const prepare =
  (name: string): CommandModel =>
  () =>
    effects(name, { writes: SOURCES });

/**
 * The community's installer compiles, installs the run-time libraries by itself and removes what it needed for compiling: its
 * result is spread over the system, so it has to run again wherever its extensions are needed.
 */
const installer: CommandModel = (argv) =>
  effects('install-php-extensions', {
    writes: [
      { ...COMPILED, role: 'config' },
      { ...ENABLED, role: 'config' },
      ...iniFiles(extensionWords(argv).filter((word) => !word.startsWith('@'))).map((write): Write => ({
        ...write,
        role: 'config',
      })),
      { path: '/usr/lib', tree: true, role: 'config' },
    ],
    programs: ['php'],
    network: true,
    replayable: true,
  });

const PEAR_CACHE: readonly Write[] = [
  { path: '/tmp/pear', tree: true, role: 'cache' },
  { path: '/usr/local/lib/php/.channels', tree: true, role: 'cache' },
  { path: '/usr/local/lib/php/.registry', tree: true, role: 'cache' },
];

const peclInstall: CallModel = ({ model }) =>
  effects(model, {
    writes: [
      COMPILED,
      { path: '/usr/local/lib/php/test', tree: true, role: 'cache' },
      { path: '/usr/local/lib/php/doc', tree: true, role: 'cache' },
      ...SOURCES,
      ...PEAR_CACHE,
    ],
    programs: ['php', 'phpize'],
    network: true,
  });

const pearCache: CallModel = ({ model }) =>
  effects(model, { writes: PEAR_CACHE, programs: ['php'], network: true });

const pearConfig: CallModel = ({ model, context }): Effects =>
  effects(model, {
    writes: ['/usr/local/etc/pear.conf', `${context.home}/.pearrc`].map((path) => ({
      path,
      tree: false,
      role: 'cache',
    })),
    programs: ['php'],
  });

const SERVICE: Readonly<Record<string, CallModel>> = {
  'channel-update': pearCache,
  'channel-discover': pearCache,
  'update-channels': pearCache,
  'clear-cache': pearCache,
  'config-set': pearConfig,
};
const PEAR_VALUED = ['-D', '-B', '--configureoptions', '-R', '--installroot', '-d'];

const pecl = subcommands({
  valued: PEAR_VALUED,
  commands: {
    ...SERVICE,
    install: peclInstall,
    upgrade: peclInstall,
    uninstall: peclInstall,
    download: ({ model, context }) =>
      effects(model, { writes: writeIn(context, '.', 'cache'), programs: ['php'], network: true }),
  },
  inert: ['list', 'search', 'info', 'config-show', 'config-get', 'version', 'remote-info', 'list-files'],
});

/** PEAR packages are PHP code in the include path: they are dependencies of the app like vendor/. */
const pear = subcommands({
  valued: PEAR_VALUED,
  commands: {
    ...SERVICE,
    install: ({ model }) =>
      effects(model, {
        writes: [
          { path: '/usr/local/lib/php', tree: true, role: 'dependencies' },
          { path: '/usr/local/bin', tree: true, role: 'tool' },
          { path: '/tmp/pear', tree: true, role: 'cache' },
        ],
        programs: ['php'],
        network: true,
      }),
  },
  inert: ['list', 'search', 'info', 'config-show', 'config-get', 'version'],
});

const phpize: CommandModel = (_argv, context) =>
  effects('phpize', { writes: writeIn(context, '.', 'cache'), programs: ['php'] });

/** The php image's helpers, PECL and PEAR. */
export const extensionCommands: CommandTable = family({
  'docker-php-ext-install': install,
  'docker-php-ext-enable': enable,
  'docker-php-ext-configure': prepare('docker-php-ext-configure'),
  'docker-php-source': prepare('docker-php-source'),
  'install-php-extensions': installer,
  pecl,
  pear,
  phpize,
});

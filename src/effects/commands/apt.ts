import { effects, opaqueEffects } from '../effects.js';
import type { CommandTable, Effects, PackageChange } from '../types.js';
import { family, inertAll, names, program, subcommands } from './family.js';
import type { Call, CallModel } from './family.js';
import { packageEffects, requestsOf } from './packages.js';
import { SYSTEM_TREES } from './place.js';
import { here, pathsOf, writesTo } from './target.js';

const LISTS = [{ path: '/var/lib/apt/lists', tree: true, role: 'cache' as const }];

// apt-get(8): the options that take a value in the next word.
const VALUED = names(`
  -o --option -c --config-file -t --target-release --default-release -a --host-architecture -P
  --build-profiles --with-source -w --width
`);

/** `libpq-dev:amd64=1.2*`, `nginx/bookworm-backports` -> the name alone. */
function nameIn(text: string): string {
  if (isFile(text)) return (text.split('/').at(-1) ?? text).replace(/_.*$|\.deb$/, '');
  return text.replace(/[=/].*$/, '').replace(/:[a-z0-9]+$/, '');
}

function isFile(text: string): boolean {
  return text.endsWith('.deb') || text.startsWith('./') || text.startsWith('/');
}

/** apt's rule: `name-` removes and `name+` installs, unless a package's own name ends so (`g++`). */
function suffixOf(text: string): '-' | '+' | null {
  if (text.length > 1 && text.endsWith('-')) return '-';
  return text.endsWith('+') && !text.endsWith('++') ? '+' : null;
}

function recommendsIn({ args }: Call): boolean {
  if (args.has('--no-install-recommends', '-R')) return false;
  for (const text of [...args.all('-o'), ...args.all('--option')]) {
    const match = /^APT::Install-Recommends=["']?(\w+)/i.exec(text);
    if (match) return !/^(?:0|no|false|off|without|disable)$/i.test(match[1] ?? '');
  }
  const glued = args.value('-oAPT::Install-Recommends');
  return glued === null || !/^(?:0|no|false|off)$/i.test(glued);
}

function install(inverse: boolean): CallModel {
  return (call) => {
    const { args, model, context } = call;
    if (args.has('-s', '--simulate', '--dry-run', '--just-print', '--no-act', '--recon')) {
      return effects(model, { replayable: true });
    }
    if (args.has('-d', '--download-only')) {
      return effects(model, {
        writes: [{ path: '/var/cache/apt', tree: true, role: 'cache' }],
        network: true,
      });
    }
    const { requests, unclear } = requestsOf(args.positionals, nameIn);
    const files = args.positionals.filter((word) => word.value !== null && isFile(word.value));
    const added = requests.filter((each) => suffixOf(each.text) !== '-');
    const removed = requests.filter((each) => suffixOf(each.text) === '-');
    const bare = (list: typeof requests): typeof requests =>
      list.map((each) => (suffixOf(each.text) ? { ...each, name: each.name.slice(0, -1) } : each));
    const changes: Partial<PackageChange>[] = [
      { op: inverse ? 'remove' : 'install', packages: bare(added), recommends: recommendsIn(call) },
    ];
    if (removed.length > 0) changes.push({ op: inverse ? 'install' : 'remove', packages: bare(removed) });
    return packageEffects(model, 'apt', changes, {
      network: !inverse,
      reads: pathsOf(files, context),
      replayable: files.length === 0,
      confidence: unclear || files.length > 0 ? 'weak' : 'proven',
    });
  };
}

const change =
  (op: PackageChange['op'], given: Partial<Effects> = {}): CallModel =>
  ({ model, args }) => {
    const { requests, unclear } = requestsOf(args.positionals, nameIn);
    return packageEffects(model, 'apt', [{ op, packages: requests, recommends: true }], {
      confidence: unclear ? 'weak' : 'proven',
      ...given,
    });
  };

const buildDependencies: CallModel = ({ model }) => ({
  ...opaqueEffects(model, 'the packages that it installs are named in the archive only', SYSTEM_TREES),
  network: true,
});

const download: CallModel = ({ model, context }) =>
  writesTo(model, [here(context)], { role: 'source', network: true });

const aptGet = subcommands({
  valued: VALUED,
  commands: {
    install: install(false),
    reinstall: install(false),
    remove: install(true),
    purge: install(true),
    update: change('update', { writes: LISTS, network: true }),
    upgrade: change('upgrade', { network: true }),
    'dist-upgrade': change('upgrade', { network: true }),
    'full-upgrade': change('upgrade', { network: true }),
    'safe-upgrade': change('upgrade', { network: true }),
    clean: change('clean'),
    autoclean: change('clean'),
    'auto-clean': change('clean'),
    distclean: change('clean'),
    autoremove: install(true),
    autopurge: install(true),
    'auto-remove': install(true),
    'build-dep': buildDependencies,
    source: download,
    download,
  },
  inert: names('check indextargets changelog list search show policy depends rdepends'),
});

const KEYS = ['/etc/apt/trusted.gpg', '/etc/apt/trusted.gpg.d'];

/** `apt-key add -` reads what a pipe gives; whether that can be had again is the other command's affair. */
const aptKey: CallModel = ({ model, args, context }) =>
  effects(model, {
    writes: KEYS.map((path) => ({ path, tree: path.endsWith('.d'), role: 'config' as const })),
    reads: pathsOf(
      args.positionals.filter((word) => word.value !== '-'),
      context,
    ),
    network: args.has('--recv-keys', '--recv', '--keyserver'),
    replayable: true,
    confidence: 'proven',
  });

const addRepository: CallModel = ({ model, args }) =>
  packageEffects(model, 'apt', [{ op: 'add-repository' }], {
    writes: [
      { path: '/etc/apt/sources.list', tree: false, role: 'config' },
      { path: '/etc/apt/sources.list.d', tree: true, role: 'config' },
      { path: '/etc/apt/trusted.gpg.d', tree: true, role: 'config' },
      { path: '/etc/apt/keyrings', tree: true, role: 'config' },
      ...LISTS,
    ],
    network: true,
    confidence: args.unclear ? 'weak' : 'strong',
  });

/** apt-get, apt, aptitude and the tools around them that keep repositories and keys. */
export const apt: CommandTable = family({
  'apt-get': aptGet,
  apt: aptGet,
  aptitude: aptGet,
  'apt-key': subcommands({
    valued: ['--keyserver', '--keyring', '--recv-keys', '--recv', '--keyserver-options'],
    commands: { add: aptKey, adv: aptKey, del: aptKey, update: aptKey },
    inert: names('list finger export exportall'),
    otherwise: aptKey,
  }),
  'add-apt-repository': program(['-k', '--keyserver'], addRepository),
  'apt-add-repository': program(['-k', '--keyserver'], addRepository),
  ...inertAll(names('apt-cache apt-config apt-file apt-rdepends lsb_release')),
});

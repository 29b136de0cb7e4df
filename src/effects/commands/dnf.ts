import { effects, opaqueEffects } from '../effects.js';
import type { CommandTable, PackageChange } from '../types.js';
import { family, inert, names, program, subcommands } from './family.js';
import type { Call, CallModel } from './family.js';
import { packageEffects, requestsOf } from './packages.js';
import { SYSTEM_TREES } from './place.js';
import { pathsOf, targetOf, writesTo } from './target.js';

const VALUED = names(`
  -c --config -d -e -R --enablerepo --disablerepo --repo --repoid -x --exclude --installroot
  --releasever --setopt --repofrompath --forcearch --advisory --downloaddir --destdir
  --disableexcludes --comment --rpmverbosity --color --add-repo --set-enabled
`);
const ARCHITECTURE = /\.(?:x86_64|aarch64|noarch|i[3-6]86|armv7hl|ppc64le|s390x)$/;
const FULL_VERSION = /^(.+?)-(?:\d+:)?\d[^-]*-[^-]*\.(?:el|fc|amzn|module)[^-]*$/;
const REPOSITORIES = [{ path: '/etc/yum.repos.d', tree: true, role: 'config' as const }];

/** `httpd-2.4.6-1.el7.x86_64` -> `httpd`; a version without a release cannot be told from a name and stays. */
function nameIn(text: string): string {
  const bare = text
    .replace(/^.*\//, '')
    .replace(/\.rpm$/, '')
    .replace(ARCHITECTURE, '');
  return FULL_VERSION.exec(bare)?.[1] ?? bare;
}

function isFile(text: string | null): boolean {
  return text !== null && (text.endsWith('.rpm') || text.includes('://'));
}

function weakDependencies({ args }: Call): boolean {
  return !args.all('--setopt').some((text) => /install_weak_deps=(?:0|false|no)/i.test(text));
}

const change =
  (op: PackageChange['op'], group = false): CallModel =>
  (call) => {
    const { model, args, context } = call;
    const root = args.options.get('--installroot');
    if (root) return writesTo(model, [targetOf(root, context)], { tree: true, role: 'tool', network: true });
    const { requests, unclear } = requestsOf(args.positionals, nameIn);
    const files = args.positionals.filter((word) => isFile(word.value));
    const remote = files.every((word) => word.value?.includes('://'));
    return packageEffects(
      model,
      'dnf',
      [
        {
          op,
          packages: group ? requests.map((each) => ({ ...each, name: `@${each.name}` })) : requests,
          recommends: weakDependencies(call),
        },
      ],
      {
        network: op !== 'remove' && op !== 'clean',
        reads: pathsOf(
          files.filter((word) => !word.value?.includes('://')),
          context,
        ),
        replayable: remote,
        confidence: unclear || files.length > 0 ? 'weak' : 'proven',
      },
    );
  };

/** `dnf group install X`: the group's own subcommand comes first. */
const groups: CallModel = (call) => {
  const [sub, ...rest] = call.args.positionals;
  const inner = { ...call, args: { ...call.args, positionals: rest } };
  if (sub?.value === 'install') return change('install', true)(inner);
  if (sub?.value === 'remove') return change('remove', true)(inner);
  return effects(call.model, { replayable: true });
};

const repository: CallModel = ({ model }) =>
  packageEffects(model, 'dnf', [{ op: 'add-repository' }], { writes: REPOSITORIES, network: true });

const modules: CallModel = (call) => {
  const [sub, ...rest] = call.args.positionals;
  if (sub?.value === 'install') {
    return change('install', true)({ ...call, args: { ...call.args, positionals: rest } });
  }
  return effects(call.model, {
    writes: [{ path: '/etc/dnf/modules.d', tree: true, role: 'config' }],
    network: true,
    replayable: true,
  });
};

const buildDependencies: CallModel = ({ model }) =>
  opaqueEffects(model, 'the packages that it installs are named in the archive only', SYSTEM_TREES);

const dnfModel = subcommands({
  valued: VALUED,
  commands: {
    install: change('install'),
    reinstall: change('install'),
    localinstall: change('install'),
    groupinstall: change('install', true),
    groupremove: change('remove', true),
    group: groups,
    groups,
    remove: change('remove'),
    erase: change('remove'),
    autoremove: change('remove'),
    update: change('upgrade'),
    upgrade: change('upgrade'),
    'update-minimal': change('upgrade'),
    'upgrade-minimal': change('upgrade'),
    downgrade: change('install'),
    swap: change('install'),
    'distro-sync': change('upgrade'),
    makecache: ({ model }) =>
      packageEffects(model, 'dnf', [{ op: 'update' }], {
        writes: [{ path: '/var/cache/dnf', tree: true, role: 'cache' }],
        network: true,
      }),
    clean: ({ model }) => packageEffects(model, 'dnf', [{ op: 'clean' }], { confidence: 'proven' }),
    'config-manager': repository,
    copr: repository,
    module: modules,
    builddep: buildDependencies,
    'build-dep': buildDependencies,
  },
  inert: names('list info search repolist repoquery provides whatprovides check-update history grouplist'),
});

const rpm: CallModel = (call) => {
  const { args, argv, context } = call;
  if (args.has('-q', '--query', '-V', '--verify', '-K', '--checksig', '--eval', '-E', '--showrc')) {
    return inert(argv, context);
  }
  if (args.has('--import', '--rebuilddb')) {
    return effects('rpm --import', {
      writes: [{ path: '/var/lib/rpm', tree: true, role: 'config' }],
      network: args.positionals.some((word) => word.value?.includes('://')),
      replayable: true,
    });
  }
  if (args.has('-e', '--erase')) return change('remove')({ ...call, model: 'rpm -e' });
  if (args.has('-i', '-U', '-F', '--install', '--upgrade', '--freshen')) {
    return change('install')({ ...call, model: 'rpm -i' });
  }
  return null;
};

/** dnf, yum, microdnf and rpm. */
export const dnf: CommandTable = family({
  dnf: dnfModel,
  dnf5: dnfModel,
  yum: dnfModel,
  microdnf: dnfModel,
  tdnf: dnfModel,
  'yum-config-manager': program(VALUED, repository),
  'yum-builddep': program(VALUED, buildDependencies),
  rpm: program(
    ['--root', '--prefix', '--define', '-D', '--dbpath', '--queryformat', '--qf', '--eval', '-E'],
    rpm,
  ),
  rpmkeys: program([], rpm),
  'package-cleanup': program([], ({ model }) => packageEffects(model, 'dnf', [{ op: 'clean' }])),
});

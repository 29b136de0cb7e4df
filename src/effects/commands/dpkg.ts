import { effects, opaqueEffects } from '../effects.js';
import type { CommandTable } from '../types.js';
import { configTrees, family, inert, inertAll, names, program } from './family.js';
import type { CallModel } from './family.js';
import { packageEffects, requestsOf } from './packages.js';
import { here, pathsOf, targetOf, writesTo } from './target.js';

function nameIn(text: string): string {
  return (text.split('/').at(-1) ?? text).replace(/_.*$|\.deb$/, '');
}

const dpkg: CallModel = ({ args, argv, context }) => {
  if (args.has('-i', '--install', '--unpack')) {
    const { requests } = requestsOf(args.positionals, nameIn);
    return packageEffects('dpkg -i', 'apt', [{ op: 'install', packages: requests }], {
      reads: pathsOf(args.positionals, context),
      replayable: false,
      confidence: 'weak',
    });
  }
  if (args.has('-r', '--remove', '-P', '--purge')) {
    const { requests, unclear } = requestsOf(args.positionals, nameIn);
    return packageEffects('dpkg -r', 'apt', [{ op: 'remove', packages: requests }], {
      confidence: unclear ? 'weak' : 'proven',
    });
  }
  if (args.has('--add-architecture', '--remove-architecture')) {
    return effects('dpkg --add-architecture', {
      writes: configTrees('/var/lib/dpkg/arch'),
      replayable: true,
    });
  }
  if (args.has('-x', '--extract', '-X', '--vextract')) {
    return writesTo('dpkg -x', [targetOf(args.positionals[1], context)], {
      tree: true,
      reads: pathsOf(args.positionals.slice(0, 1), context),
    });
  }
  if (args.has('--set-selections')) {
    return effects('dpkg --set-selections', {
      writes: configTrees('/var/lib/dpkg/status'),
      replayable: true,
    });
  }
  if (args.has('--configure')) return effects('dpkg --configure', { replayable: true });
  return inert(argv, context);
};

// What the package's own configuration step writes. Other packages' are not known.
const RECONFIGURED: Readonly<Record<string, readonly string[]>> = {
  tzdata: ['/etc/localtime', '/etc/timezone'],
  locales: ['/usr/lib/locale', '/etc/default/locale', '/etc/locale.gen'],
  dash: ['/bin/sh', '/usr/share/man/man1/sh.1.gz'],
  debconf: ['/var/cache/debconf'],
  'ca-certificates': ['/etc/ssl/certs', '/etc/ca-certificates.conf'],
  'fontconfig-config': ['/etc/fonts/conf.d'],
  'openssh-server': ['/etc/ssh'],
};

const reconfigure: CallModel = ({ model, args }) => {
  const paths: string[] = ['/var/cache/debconf'];
  for (const word of args.positionals) {
    const name = word.value ?? '';
    const known = Object.hasOwn(RECONFIGURED, name) ? RECONFIGURED[name] : undefined;
    if (!known) {
      return opaqueEffects(model, `what configuring ${word.text} writes is not known`, [
        '/etc',
        '/usr',
        '/var',
      ]);
    }
    paths.push(...known);
  }
  return effects(model, { writes: configTrees(...paths), replayable: true });
};

const selections: CallModel = ({ model, args, context }) =>
  effects(model, {
    writes: configTrees('/var/cache/debconf'),
    reads: pathsOf(args.positionals, context),
    replayable: true,
  });

const mark: CallModel = ({ args, argv, context }) => {
  const op = args.positionals[0]?.value ?? '';
  if (op.startsWith('show')) return inert(argv, context);
  return effects(`apt-mark ${op}`, {
    writes: [{ path: '/var/lib/apt/extended_states', tree: false, role: 'state' }],
    replayable: true,
  });
};

const divert: CallModel = ({ model, args, context }) => {
  if (args.has('--list', '--listpackage', '--truename')) return effects(model, { replayable: true });
  const written = [...args.positionals, ...args.words('--add'), ...args.words('--divert')];
  return writesTo(
    model,
    written.map((word) => targetOf(word, context)),
    { role: 'config', replayable: true },
  );
};

const buildPackage: CallModel = ({ model, context }) =>
  opaqueEffects(
    model,
    "it runs the package's own rules file",
    context.cwd === null ? null : [context.cwd, `${context.cwd}/..`],
  );

/** dpkg, debconf and what surrounds them. */
export const dpkgTools: CommandTable = family({
  dpkg: program(['-D', '--root', '--admindir', '--instdir'], dpkg),
  'dpkg-reconfigure': program(['-f', '--frontend', '-p', '--priority'], reconfigure),
  'debconf-set-selections': program([], selections),
  'apt-mark': program([], mark),
  'dpkg-divert': program(['--divert', '--package', '--add', '--remove'], divert),
  'dpkg-statoverride': program([], ({ model }) =>
    effects(model, { writes: configTrees('/var/lib/dpkg/statoverride'), replayable: true }),
  ),
  'dpkg-buildpackage': program([], buildPackage),
  debuild: program([], buildPackage),
  'dpkg-deb': program([], ({ args, argv, context }) =>
    args.has('-x', '-X', '-e', '-R', '-b', '--build', '--extract')
      ? writesTo('dpkg-deb', [args.positionals[1] ? targetOf(args.positionals[1], context) : here(context)], {
          tree: true,
          reads: pathsOf(args.positionals.slice(0, 1), context),
        })
      : inert(argv, context),
  ),
  ...inertAll(names('dpkg-query dpkg-architecture dpkg-vendor dpkg-parsechangelog debconf-show')),
});

import { effects, opaqueEffects } from '../effects.js';
import type { CommandTable } from '../types.js';
import { family, names, program, subcommands } from './family.js';
import type { CallModel } from './family.js';
import { SYSTEM_TREES } from './place.js';

/** Installs with a manager whose packages dockopt has no data for: all that is known is where packages put files. */
const changes: CallModel = ({ model }) => ({
  ...opaqueEffects(model, 'this package manager is not modelled', SYSTEM_TREES),
  network: true,
});
const cleans: CallModel = ({ model }) => effects(model, { replayable: true });
const refreshes =
  (path: string): CallModel =>
  ({ model }) =>
    effects(model, { writes: [{ path, tree: true, role: 'cache' }], network: true, replayable: true });

const pacman: CallModel = (call) => {
  const { args } = call;
  if (args.has('-Q', '--query', '-V', '--version', '-F', '-T'))
    return effects(call.model, { replayable: true });
  if (args.has('-S', '--sync')) {
    if (args.has('-c', '--clean')) return cleans(call);
    if (args.has('-s', '-i', '-l', '-g')) return effects(call.model, { replayable: true });
    if (args.positionals.length === 0 && !args.has('-u')) return refreshes('/var/lib/pacman/sync')(call);
  }
  return changes(call);
};

/** zypper, pacman and other managers, as far as it takes to tell harmless calls from installs. */
export const otherPackages: CommandTable = family({
  zypper: subcommands({
    valued: ['-R', '--root', '-r', '--repo', '--from', '-t', '--type', '-x', '--non-interactive-include'],
    commands: {
      install: changes,
      in: changes,
      remove: changes,
      rm: changes,
      update: changes,
      up: changes,
      patch: changes,
      dup: changes,
      'dist-upgrade': changes,
      clean: cleans,
      cc: cleans,
      refresh: refreshes('/var/cache/zypp'),
      ref: refreshes('/var/cache/zypp'),
      addrepo: ({ model }) =>
        effects(model, {
          writes: [{ path: '/etc/zypp', tree: true, role: 'config' }],
          network: true,
          replayable: true,
        }),
    },
    inert: names('search se info repos lr list-updates lu'),
  }),
  pacman: program(['-b', '--dbpath', '-r', '--root', '--config', '--ignore'], pacman),
  'pacman-key': program([], ({ model }) =>
    effects(model, { writes: [{ path: '/etc/pacman.d', tree: true, role: 'config' }], network: true }),
  ),
  opkg: subcommands({
    valued: [],
    commands: { install: changes, remove: changes, update: refreshes('/var/opkg-lists') },
  }),
  emerge: program([], changes),
  'xbps-install': program([], changes),
});

import { effects, opaqueEffects } from '../effects.js';
import type { CommandTable } from '../types.js';
import { configTrees, family, inertAll, names, program } from './family.js';
import type { CallModel } from './family.js';
import { pathsOf, targetOf, writesTo } from './target.js';

/** A command that rebuilds or edits these trees out of what is installed; the same again wherever that is the same. */
const rebuilding =
  (paths: readonly string[], reads: readonly string[] = []): CallModel =>
  ({ model }) =>
    effects(model, { writes: configTrees(...paths), reads, replayable: true });

const ldconfig: CallModel = ({ model, args, context }) =>
  args.has('-p', '--print-cache', '-V')
    ? effects(model, { replayable: true })
    : effects(model, {
        writes: [{ path: '/etc/ld.so.cache', tree: false, role: 'config' }],
        reads: ['/etc/ld.so.conf', '/etc/ld.so.conf.d', ...pathsOf(args.positionals, context)],
        replayable: true,
        confidence: 'proven',
      });

/** localedef without a slash in its output adds to the archive of locales. */
const localedef: CallModel = ({ model, args, context }) => {
  const [output] = args.positionals;
  if (output?.value?.includes('/'))
    return writesTo(model, [targetOf(output, context)], { tree: true, replayable: true });
  return effects(model, { writes: configTrees('/usr/lib/locale'), replayable: true });
};

/** `--install LINK NAME PATH PRIORITY`, `--set NAME PATH`: links that are needed bring what they point to. */
const alternatives: CallModel = ({ model, args, argv, context }) => {
  const words = argv.slice(1);
  const writes = [...configTrees('/etc/alternatives', '/var/lib/dpkg/alternatives')];
  const reads: string[] = [];
  let changes = args.has('--auto', '--remove', '--remove-all', '--config', '--all');
  for (let i = 0; i < words.length; i++) {
    const text = words[i]?.value;
    if (text === '--install' || text === '--slave') {
      const [link] = pathsOf(words.slice(i + 1, i + 2), context);
      if (link) writes.push({ path: link, tree: false, role: 'config' });
      reads.push(...pathsOf(words.slice(i + 3, i + 4), context));
      changes = true;
    } else if (text === '--set') {
      reads.push(...pathsOf(words.slice(i + 2, i + 3), context));
      changes = true;
    }
  }
  if (!changes) return effects(model, { replayable: true });
  return effects(model, { writes, reads, replayable: true, confidence: args.unclear ? 'weak' : 'strong' });
};

/** crontab with a file installs it, with `-` what a pipe gives; `-l` only shows. */
const crontab: CallModel = ({ model, args, context }) => {
  if (args.has('-l')) return effects(model, { replayable: true });
  return effects(model, {
    writes: configTrees('/var/spool/cron', '/etc/crontabs'),
    reads: pathsOf(
      args.positionals.filter((word) => word.value !== '-'),
      context,
    ),
    removes: args.has('-r') ? ['/var/spool/cron/crontabs/root', '/etc/crontabs/root'] : [],
    replayable: true,
  });
};

const mount: CallModel = ({ model, args }) =>
  args.positionals.length === 0
    ? effects(model, { replayable: true })
    : opaqueEffects(model, 'it mounts a file system');

// Sites, modules and extensions must be there to be enabled.
const apache = rebuilding(['/etc/apache2'], ['/etc/apache2']);
const php = rebuilding(['/etc/php'], ['/etc/php']);
const certificates = rebuilding(
  ['/etc/ssl/certs', '/etc/ca-certificates.conf'],
  ['/usr/local/share/ca-certificates', '/usr/share/ca-certificates'],
);

/** Commands that configure the system out of what is installed on it. */
export const system: CommandTable = family({
  ldconfig: program(names('-C -f -r -c'), ldconfig),
  'update-ca-certificates': program(
    names('--certsconf --certsdir --localcertsdir --etccertsdir --hooksdir'),
    certificates,
  ),
  'update-ca-trust': program([], rebuilding(['/etc/pki/ca-trust'], ['/etc/pki/ca-trust/source'])),
  'locale-gen': program([], rebuilding(['/usr/lib/locale', '/etc/locale.gen'], ['/etc/locale.gen'])),
  localedef: program(names('-i --inputfile -f --charmap -A --alias-file -u --prefix'), localedef),
  'update-locale': program([], rebuilding(['/etc/default/locale', '/etc/locale.conf'])),
  localectl: program([], rebuilding(['/etc/locale.conf', '/etc/vconsole.conf'])),
  timedatectl: program([], rebuilding(['/etc/localtime', '/etc/timezone'])),
  'update-alternatives': program([], alternatives),
  alternatives: program([], alternatives),
  'update-rc.d': program(
    [],
    rebuilding(['/etc/rc.d', '/etc/init.d', '/etc/rc2.d', '/etc/rc3.d', '/etc/rc5.d']),
  ),
  chkconfig: program([], rebuilding(['/etc/rc.d'])),
  'update-mime-database': program([], rebuilding(['/usr/share/mime'])),
  'update-desktop-database': program([], rebuilding(['/usr/share/applications'])),
  'fc-cache': program(
    [],
    rebuilding(['/var/cache/fontconfig'], ['/usr/share/fonts', '/usr/local/share/fonts']),
  ),
  'update-exim4.conf': program([], rebuilding(['/etc/exim4', '/var/lib/exim4'])),
  postconf: program(names('-c -d -e'), rebuilding(['/etc/postfix'])),
  postmap: program([], rebuilding(['/etc/postfix'])),
  newaliases: program([], rebuilding(['/etc/aliases.db'])),
  a2enmod: program([], apache),
  a2dismod: program([], apache),
  a2ensite: program([], apache),
  a2dissite: program([], apache),
  a2enconf: program([], apache),
  a2disconf: program([], apache),
  phpenmod: program(names('-v -s -m'), php),
  phpdismod: program(names('-v -s -m'), php),
  php5enmod: program([], rebuilding(['/etc/php5'])),
  'lighty-enable-mod': program([], rebuilding(['/etc/lighttpd'])),
  'lighttpd-enable-mod': program([], rebuilding(['/etc/lighttpd'])),
  'rc-update': program([], rebuilding(['/etc/runlevels'])),
  authselect: program([], rebuilding(['/etc/authselect', '/etc/pam.d', '/etc/nsswitch.conf'])),
  'pam-auth-update': program([], rebuilding(['/etc/pam.d'])),
  crontab: program(names('-u -i'), crontab),
  mount: program(names('-t -o'), mount),
  ...inertAll(names('visudo umount sysctl hostname modprobe swapon swapoff mkswap udevadm dmesg')),
});

import { effects } from '../effects.js';
import type { CommandTable, Effects, Write } from '../types.js';
import { family, inert, names, program } from './family.js';
import type { CallModel } from './family.js';

// Servers that keep what they are told: one that runs during the build leaves its data behind.
const DATA: Readonly<Record<string, readonly string[]>> = {
  mysql: ['/var/lib/mysql'],
  mysqld: ['/var/lib/mysql'],
  mariadb: ['/var/lib/mysql'],
  postgresql: ['/var/lib/postgresql'],
  redis: ['/var/lib/redis'],
  'redis-server': ['/var/lib/redis'],
  mongod: ['/var/lib/mongodb', '/var/lib/mongo'],
  mongodb: ['/var/lib/mongodb'],
  elasticsearch: ['/var/lib/elasticsearch'],
  'rabbitmq-server': ['/var/lib/rabbitmq'],
  slapd: ['/var/lib/ldap', '/etc/ldap/slapd.d'],
};

/** A process does not outlive its RUN: what lasts of starting a service is its data, if it has any. */
function started(model: string, service: string | null | undefined): Effects {
  const data = service && Object.hasOwn(DATA, service) ? DATA[service] : undefined;
  const writes = (data ?? []).map((path): Write => ({ path, tree: true, role: 'state' }));
  return effects(model, {
    writes,
    replayable: service !== null && service !== undefined && !data,
    confidence: service ? 'strong' : 'weak',
  });
}

const service: CallModel = ({ model, args }) => {
  const words = args.positionals.map((word) => word.value);
  return words.includes('status') ? effects(model, { replayable: true }) : started(model, words[0]);
};

const ENABLES = new Set(names('enable disable mask unmask preset link set-default'));

const systemctl: CallModel = ({ model, args }) => {
  const sub = args.positionals[0]?.value ?? '';
  if (ENABLES.has(sub)) {
    return effects(`${model} ${sub}`, {
      writes: [{ path: '/etc/systemd/system', tree: true, role: 'config' }],
      replayable: true,
    });
  }
  return /^(?:start|restart)$/.test(sub)
    ? started(`${model} ${sub}`, args.positionals[1]?.value?.replace(/\.service$/, ''))
    : effects(`${model} ${sub}`, { replayable: true });
};

/** nginx and httpd are asked about their configuration during a build; started, they would keep it from ending. */
const server: CallModel = (call) => {
  const { model, args, argv, context } = call;
  if (args.has('-v', '-V', '--version', '-M', '-l', '-S')) return inert(argv, context);
  if (!args.has('-t', 'configtest') && args.positionals[0]?.value !== 'configtest') return null;
  return effects(`${model} -t`, {
    gate: {
      rule: 'gate/config-test',
      because: `${model} fails the build when its configuration is wrong`,
      at: null,
    },
    replayable: true,
  });
};

/** Services that are started or enabled during the build. */
export const services: CommandTable = family({
  service: program([], service),
  'invoke-rc.d': program([], service),
  'rc-service': program([], service),
  systemctl: program(names('--root -t -p'), systemctl),
  nginx: program(names('-c -g -p -e'), server),
  apachectl: program(names('-f -D -k'), server),
  apache2ctl: program(names('-f -D -k'), server),
  httpd: program(names('-f -D -k'), server),
});

import type { Evidence } from '../../src/classify/types.js';
import type { Facts, RuntimeNeeds } from '../../src/transform/types.js';
import type { GoBuild } from './builds.js';
import { composeTimeZone } from './consumers.js';
import { hasFlag } from './commands/call.js';
import type { Entry } from './entry.js';
import type { SourceScan } from './scan.js';
import type { NeedName } from './source/findings.js';

const ZONES = '/usr/local/go/lib/time/zoneinfo.zip';

function unseen(what: string): Evidence {
  return {
    rule: 'go/source-not-seen',
    because: `the sources are not seen whole, so ${what} may be needed`,
    at: null,
  };
}

/** Directories that base-files makes when it is installed (base-files.postinst): distroless images unpack it only. */
const INSTALLED = /^\/(?:srv|opt|mnt|media)(?:\/[^/]+)?\/?$/;

/** Users, groups and directories of a distribution that own code looks up. */
function distribution(facts: Facts, scan: SourceScan): Evidence | null {
  const account = scan.needs.get('accounts');
  if (account) return { rule: 'go/accounts', because: 'it looks users or groups up by name', at: account };
  for (const { text, at } of scan.paths) {
    const path = text.values.find((value) => /^\/etc\/(?:passwd|group)$/.test(value));
    if (path !== undefined) return { rule: 'go/accounts', because: `it reads ${path}`, at };
    const made = text.values.find((value) => INSTALLED.test(value) && facts.files.stat(value) === null);
    if (made !== undefined) return { rule: 'go/directories', because: `it uses ${made}`, at };
  }
  const value = Object.values(facts.contract.env).find((each) => INSTALLED.test(each));
  return value === undefined || facts.files.stat(value) !== null
    ? null
    : { rule: 'go/directories', because: `a variable names ${value}`, at: null };
}

/**
 * Data that the golang image has and small bases lack. The time zones of GOROOT are copied to the same path: programs look
 * there whatever the base (not those built with -trimpath, which do not know GOROOT any more).
 */
export function dataNeeds(
  facts: Facts,
  builds: readonly GoBuild[],
  scan: SourceScan,
  entry: Entry,
): RuntimeNeeds {
  const seen = scan.whole && facts.context.complete;
  const golang = facts.base?.repository === 'golang';
  const from = (name: NeedName, rule: string, because: string): Evidence | null => {
    const at = scan.needs.get(name);
    return at ? { rule: `go/${rule}`, because, at } : null;
  };
  const outside = scan.thirdParty.length > 0;
  const certificates =
    from('tls', 'certificates', 'it may open TLS connections, which need root certificates') ??
    from('network', 'certificates', 'it opens network connections') ??
    (seen
      ? outside
        ? {
            rule: 'go/certificates',
            because: `modules such as ${scan.thirdParty[0] ?? ''} may open TLS connections`,
            at: null,
          }
        : null
      : unseen('root certificates'));
  const zoneVariable = facts.contract.env['TZ'];
  const composed = composeTimeZone(facts);
  const cron = scan.thirdParty.find((path) => /cron|timezone|\/carbon|\/now$/.test(path));
  let zoneinfo =
    from('zoneinfo', 'zoneinfo', 'time.LoadLocation reads the time zones') ??
    (zoneVariable
      ? { rule: 'go/zoneinfo', because: `TZ=${zoneVariable} needs the time zones`, at: null }
      : null) ??
    composed ??
    (cron ? { rule: 'go/zoneinfo', because: `${cron} reads time zones`, at: null } : null) ??
    (seen ? null : unseen('time zones'));
  const embedded =
    scan.needs.has('tzdata-embedded') ||
    builds.some((build) =>
      build.call.flags.some((flag) => flag.name === 'tags' && /timetzdata/.test(flag.value ?? '')),
    );
  if (embedded) zoneinfo = null;
  const packaged = facts.units.some((unit) =>
    unit.effects.packages.some(
      (change) => change.op === 'install' && change.packages.some((each) => each.name === 'tzdata'),
    ),
  );
  const file = golang && !packaged && builds.every((build) => !hasFlag(build.call, 'trimpath'));
  let mimeTypes =
    from(
      'mime',
      'mime-types',
      'files are served with a type by their name, from /etc/mime.types where there is one',
    ) ?? (seen ? null : unseen('/etc/mime.types'));
  // golang:alpine has no such file, and neither had the program.
  if (
    mimeTypes &&
    golang &&
    facts.base?.distro === 'alpine' &&
    !facts.units.some((unit) =>
      unit.effects.packages.some((change) => change.packages.some((each) => each.name === 'mailcap')),
    )
  )
    mimeTypes = null;
  return {
    certificates,
    zoneinfo,
    ...(zoneinfo && file ? { zoneinfoFile: ZONES } : {}),
    mimeTypes,
    shell: entry.shell,
    tmp: from('tmp', 'tmp', 'it makes temporary files') ?? (seen ? null : unseen('/tmp')),
    distribution: distribution(facts, scan),
    userDatabase:
      from('user', 'user-database', 'it looks users up') ?? (seen ? null : unseen('the user database')),
  };
}

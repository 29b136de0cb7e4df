import { lookUp } from './paths.js';
import type { Finding, Listing } from './types.js';

const LOCAL = '/etc/localtime';
const ZONES = /^.*\/usr\/share\/zoneinfo\/(?:posix\/)?/;
/** Names of the time that a program has without any zone. */
const UTC = /^(?:|(?:Etc\/)?(?:UTC0?|UCT|GMT[+-]?0?|Greenwich|Universal|Zulu)|Factory|localtime)$/i;

/** A zone by its name, and by the content of its file where the image has one. */
interface Zone {
  readonly name: string | null;
  readonly digest: string | null;
}

const NONE: Zone = { name: 'UTC', digest: null };

function zoneName(path: string): string | null {
  if (!ZONES.test(path)) return null;
  const name = path.replace(ZONES, '');
  return UTC.test(name) ? 'UTC' : name;
}

/** Name of the zone whose file has this content; UTC before any other. */
function nameOfContent(digest: string | null, listing: Listing): string | null {
  let found: string | null = null;
  for (const [path, file] of listing) {
    if (digest === null || file.digest !== digest) continue;
    const name = zoneName(path);
    if (name === 'UTC') return name;
    found ??= name;
  }
  return found;
}

/** The zone that the C library takes without TZ: what /etc/localtime is or leads to; a link to nothing is none. */
function zoneOfFile(listing: Listing, other: Listing): Zone {
  const found = lookUp(listing, LOCAL);
  if (found === null || found.file.kind !== 'file' || found.file.size === 0) return NONE;
  const { digest } = found.file;
  const link = listing.get(LOCAL)?.link ?? null;
  const absolute = link === null || link.startsWith('/') ? link : `/${link}`;
  const name =
    (absolute === null ? null : zoneName(absolute)) ??
    zoneName(found.path) ??
    nameOfContent(digest, listing) ??
    nameOfContent(digest, other);
  return { name, digest };
}

/** TZ as a name; null when it is not set, or names no zone of the system's. */
function zoneOfEnv(env: Readonly<Record<string, string>>): Zone | null {
  const zone = env['TZ']?.replace(/^:/, '');
  if (zone === undefined || zone === LOCAL) return null;
  const name = zone.startsWith('/') ? zoneName(zone) : UTC.test(zone) ? 'UTC' : zone;
  return { name, digest: null };
}

function isSame(a: Zone, b: Zone): boolean {
  return (a.name !== null && a.name === b.name) || (a.digest !== null && a.digest === b.digest);
}

/** Names of one zone (`Japan`, `Asia/Tokyo`) are files of one content in either image. */
function isAlias(a: Zone, b: Zone, listing: Listing): boolean {
  const digestOf = ({ name, digest }: Zone): string | null =>
    name === null ? digest : (lookUp(listing, `/usr/share/zoneinfo/${name}`)?.file.digest ?? digest);
  const digest = digestOf(a);
  return digest !== null && digest === digestOf(b);
}

function label(zone: Zone): string {
  return zone.name ?? 'another zone';
}

/**
 * Whether local times are those of the same zone in both images. Where TZ is set in both, it decides alone, and is compared
 * with the rest of the environment. `own`: the app's run time has a zone of its settings (PHP), and does not ask.
 */
export function checkLocalTime(
  before: Listing,
  after: Listing,
  env: {
    readonly before: Readonly<Record<string, string>>;
    readonly after: Readonly<Record<string, string>>;
  },
  own: boolean,
): readonly Finding[] {
  const set = [zoneOfEnv(env.before), zoneOfEnv(env.after)] as const;
  if (set[0] !== null && set[1] !== null) return [];
  const was = set[0] ?? zoneOfFile(before, after);
  const is = set[1] ?? zoneOfFile(after, before);
  if (isSame(was, is) || isAlias(was, is, before) || isAlias(was, is, after)) return [];
  return [
    {
      check: 'closure',
      code: 'V-ZONE',
      weight: own ? 'note' : 'different',
      subject: LOCAL,
      before: label(was),
      after: label(is),
      because: 'programs print local times of another zone',
    },
  ];
}

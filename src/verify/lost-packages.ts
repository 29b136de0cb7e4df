import { within } from '../classify/places.js';
import { classifyPackage } from '../data/os-packages.js';
import { programsOf } from '../data/provides.js';
import type { OsPackageManager } from '../effects/types.js';
import { absolutePath, basename } from '../project/path.js';
import type { Instructed, InstructedPackage } from './instructed-packages.js';
import { packageOwners } from './package-owners.js';
import { lookUp } from './paths.js';
import type { Finding, ListedFile, Listing } from './types.js';

export interface LostPackagesQuestion {
  /** What the original's instructions install. */
  readonly instructed: Instructed;
  /** Names of packages for which the plan of a rewrite accounts. */
  readonly decided: ReadonlySet<string>;
  /** Absolute paths that somebody says are left out on purpose. */
  readonly leftOut: readonly string[];
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

/** They serve the package manager itself, or write what other checks look for: certificates, zones, locales, MIME types. */
const SERVANTS = words(`
  apt-transport-https apt-utils gnupg gnupg1 gnupg2 gpg gpg-agent gpgv dirmngr lsb-release software-properties-common
  debconf-utils ca-certificates tzdata tzdata-legacy locales locales-all media-types mime-support mailcap netbase
`);
/** They fetch, install and unpack what an image is made of: one that the instructions call has had its use. */
const FETCHERS = words(`
  curl wget git unzip zip bzip2 xz xz-utils tar gzip p7zip p7zip-full 7zip zstd openssh-client openssh-client-default
  openssh-clients shadow passwd adduser dos2unix npm yarn yarnpkg pnpm composer python3-pip py3-pip py-pip python-pip pipx bundler
`);
/** What package managers call to fetch and unpack packages; npm's fetch without, and apps with them call git themselves. */
const FETCHING = words('git unzip openssh-client openssh-client-default openssh-clients');
const FETCHED_FOR = words('go composer composer.phar cargo bundle pip pip3');
/** node-gyp compiles with Python; a compiler beside it says that it is there for that. */
const PYTHONS = words(
  'python python2 python3 python3-minimal python-is-python3 py3-setuptools python3-setuptools',
);
const NODE_MANAGERS = words('npm npx yarn yarnpkg pnpm bun corepack node-gyp');
const ARCHIVERS = words('xz xz-utils bzip2 gzip zstd');

function isAccountedFor({ name, manager }: InstructedPackage, { packages, called }: Instructed): boolean {
  const kind = classifyPackage(name, manager);
  if (kind === 'build' || kind === 'dev' || SERVANTS.has(name)) return true;
  const calls = (names: Iterable<string>): boolean => [...names].some((each) => called.has(each));
  if (FETCHERS.has(name) && calls(programsOf(name, manager) ?? [name])) return true;
  if (FETCHING.has(name) && calls(FETCHED_FOR)) return true;
  if (ARCHIVERS.has(name) && called.has('tar')) return true;
  const compiles = packages.some((each) => classifyPackage(each.name, each.manager) === 'build');
  return PYTHONS.has(name) && compiles && calls(NODE_MANAGERS);
}

const PROGRAM = /\/(?:s?bin|games)\/[^/]+$/;
/** What says something of a package without programs: fonts, libraries, data that programs load. */
const DATA =
  /^\/usr\/share\/(?!(?:doc|man|info|lintian|bug|locale|doc-base|bash-completion|menu|applications|icons|pixmaps|zsh|fish|perl5?|python3?|gcc|aclocal|pkgconfig)(?:\/|$))[^/]+\/.|^\/(?:usr\/)?lib\/(?:[^/]+\/)?[^/]+\.so(?:\.[\d.]+)?$/;

/** Programs and other telling files of the named packages, as they lie in the original. */
function filesOf(
  listing: Listing,
  names: ReadonlySet<string>,
): ReadonlyMap<string, { readonly programs: string[]; readonly data: string[] }> {
  const { owner } = packageOwners(listing);
  const found = new Map<string, { readonly programs: string[]; readonly data: string[] }>();
  for (const [path, { kind }] of listing) {
    const isProgram = PROGRAM.test(path);
    if (kind === 'directory' || !(isProgram || DATA.test(path))) continue;
    const name = owner(path)?.replace(/:[a-z0-9]+$/, '');
    if (name === undefined || !names.has(name)) continue;
    const files = found.get(name) ?? { programs: [], data: [] };
    found.set(name, files);
    (isProgram ? files.programs : files.data).push(path);
  }
  return found;
}

/** What tables say that it brings: a package may hold nothing but its need of another, or a variant under another name. */
function commandsIn(listing: Listing, name: string, manager: OsPackageManager): readonly string[] {
  const commands = manager === 'dnf' ? [] : (programsOf(name, manager) ?? []);
  return ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].flatMap((directory) =>
    commands.flatMap((command) =>
      listing.has(`${directory}/${command}`) ? [`${directory}/${command}`] : [],
    ),
  );
}

function isExecutable({ kind, mode }: ListedFile): boolean {
  return kind === 'symlink' || (kind === 'file' && (mode & 0o111) !== 0);
}

/** Names of an image's programs, wherever they lie, and of its fonts and libraries: another distribution has them elsewhere. */
function namesIn(listing: Listing): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [path, file] of listing) {
    if (file.kind === 'directory') continue;
    const runs = isExecutable(file) && (PROGRAM.test(path) || file.elf !== null);
    if (runs && lookUp(listing, path) !== null) names.add(basename(path));
    else if (/\.(?:[ot]t[fc]|pf[ab]|pcf\.gz|woff2?)$|\.so(?:\.[\d.]+)?$/.test(path))
      names.add(basename(path));
  }
  return names;
}

/** Names of the libraries that some file of an image is linked with: whether the candidate needs them shows in its own files. */
function linkedNames(listing: Listing): ReadonlySet<string> {
  return new Set([...listing.values()].flatMap(({ elf }) => elf?.needed ?? []));
}

/**
 * Packages that the original's instructions install by name and of which the candidate has nothing: no program, or, for one
 * without programs, none of its fonts, libraries and data. What a package of the app calls is not read, so that this leaves
 * the comparison open. Build tools, what only fetches and unpacks, and what the plan of a rewrite or the user accounts for
 * do not count.
 */
export function checkLostPackages(
  before: Listing,
  after: Listing,
  { instructed, decided, leftOut }: LostPackagesQuestion,
): readonly Finding[] {
  const asked = instructed.packages.filter(
    (each) => !decided.has(each.name) && !isAccountedFor(each, instructed),
  );
  if (asked.length === 0) return [];
  const files = filesOf(before, new Set(asked.map(({ name }) => name)));
  const out = leftOut.map((path) => absolutePath(path, '/'));
  const there = namesIn(after);
  const linked = linkedNames(before);
  const findings: Finding[] = [];
  for (const { name, manager } of asked) {
    const { programs: own = [], data = [] } = files.get(name) ?? {};
    const programs = [...own, ...commandsIn(before, name, manager)];
    const telling = programs.length > 0 ? programs : data;
    if (telling.some((path) => there.has(basename(path)) || lookUp(after, path) !== null)) continue;
    if (programs.length === 0 && data.some((path) => linked.has(basename(path)))) continue;
    if (telling.some((path) => out.some((each) => each !== '/' && within(path, each)))) continue;
    const named = telling.find((path) => basename(path) === name) ?? telling[0];
    if (named === undefined) continue;
    findings.push({
      check: 'files',
      code: 'V-FILE-GONE',
      weight: 'unsure',
      subject: named,
      before: 'there',
      after: null,
      because: `an instruction of the original installs ${name}, and nothing says that the app does without it`,
    });
  }
  return findings;
}

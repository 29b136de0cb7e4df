import { within } from '../classify/places.js';
import { createStanding } from './closure-scope.js';
import type { ClosureQuestion } from './closure-scope.js';
import { DATA_PATHS } from './data-paths.js';
import type { Loader } from './libraries.js';
import { basename } from '../project/path.js';
import { lookUp } from './paths.js';
import { directoriesWithFiles } from './trees.js';
import type { Finding, ListedFile, Listing, Weight } from './types.js';

const CERTIFICATES: readonly string[] = ['/etc/ssl/certs', '/etc/pki/tls', '/usr/share/ca-certificates'];
const ZONES = '/usr/share/zoneinfo';
const FONTS = '/usr/share/fonts';
const ICU = '/usr/share/icu';
const GCONV = '/usr/lib/gconv';
const MIME: readonly string[] = ['/etc/mime.types', '/usr/share/mime'];

/** Files that Go's crypto/x509 reads, the first that is there; then all of its directories (`root_linux.go`). */
const CERTIFICATE_FILES: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
const CERTIFICATE_DIRECTORIES =
  /^\/(?:etc\/ssl\/certs|etc\/pki\/tls\/certs|system\/etc\/security\/cacerts)\/./;

/**
 * Run times with roots or zones of their own, and programs that only start others: Node.js, Deno and Bun have Mozilla's
 * roots and ICU's zones built in, Java has a key store. nginx and httpd verify nobody's certificate unless told where the
 * roots are.
 */
const SELF_CONTAINED =
  /^(?:node|nodejs|deno|bun|java|sh|bash|dash|ash|busybox|env|tini|tini-static|dumb-init|catatonit|gosu|su-exec|nginx|httpd|apache2|apache2ctl)$/;
function hasCertificates(listing: Listing, env: Readonly<Record<string, string>>): boolean {
  const named = [...CERTIFICATE_FILES, env['SSL_CERT_FILE'] ?? ''].filter((path) => path !== '');
  if (named.some((path) => (lookUp(listing, path)?.file.size ?? 0) > 0)) return true;
  const own = (env['SSL_CERT_DIR'] ?? '').split(':').filter((path) => path.startsWith('/'));
  for (const [path, file] of listing) {
    if (file.kind === 'directory') continue;
    const inside = CERTIFICATE_DIRECTORIES.test(path) || own.some((directory) => within(path, directory));
    if (inside && (lookUp(listing, path)?.file.size ?? 0) > 0) return true;
  }
  return false;
}

/** Files that the data is made of, where a directory of that name says nothing: others lie there, or nowhere at all. */
const CONTENTS: ReadonlyMap<string, RegExp> = new Map([
  [
    FONTS,
    /^\/(?:usr\/(?:local\/)?share|root\/\.local\/share|root|opt\/[^/]+)\/\.?fonts?\/.*\.(?:tt[fc]|otf|pf[ab]|pcf(?:\.gz)?)$/i,
  ],
  [ICU, /^\/usr\/share\/icu\/.*\.dat$/],
  [GCONV, /^\/usr\/lib(?:64)?\/(?:[^/]+\/)?gconv\/[^/]+\.so$/],
]);

function contentBytes(listing: Listing, pattern: RegExp): number {
  let bytes = 0;
  for (const path of listing.keys()) if (pattern.test(path)) bytes += lookUp(listing, path)?.file.size ?? 0;
  return bytes;
}

function isMusl(listing: Listing): boolean {
  return [...listing.keys()].some((path) => /^\/(?:usr\/)?lib\/ld-musl-/.test(path));
}

/**
 * Fonts and tables of characters are lost when none is left. ICU's data comes in parts: Alpine's `icu-data-en` has a small
 * part of `icu-data-full`. musl converts characters by itself.
 */
function hasLost(name: string, pattern: RegExp, before: Listing, after: Listing): boolean {
  const was = contentBytes(before, pattern);
  const is = contentBytes(after, pattern);
  if (name === GCONV && isMusl(after)) return false;
  return was > 0 && (name === ICU ? is < was / 2 : is === 0);
}

/** Any of the paths of the data, and a directory with something in it. */
function hasData(listing: Listing, name: string, filled: ReadonlySet<string>): boolean {
  return (DATA_PATHS[name] ?? [name]).some((path) => {
    const found = lookUp(listing, path);
    if (found === null) return false;
    return found.file.kind === 'directory' ? filled.has(found.path) : found.file.size > 0;
  });
}

/** Who asks for data: a program of the app, and whether it is Go's, or one of an installed package. */
interface Asker {
  readonly path: string;
  readonly go: boolean;
  /** A program of Go that asks for time zones by name. */
  readonly zones: boolean;
  readonly weight: 'decides' | 'package';
}

/** What a program names, with what the libraries name that it loads: OpenSSL and curl ask for certificates for others. */
function namesOf(path: string, file: ListedFile, listing: Listing, loader: Loader): ReadonlySet<string> {
  const names = new Set(file.names);
  const queue: [string, ListedFile][] = [[path, file]];
  const visited = new Set([path]);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [at, { elf }] = next;
    if (elf === null) continue;
    for (const library of elf.needed) {
      const found = loader.find(library, at, elf).path;
      const other = found === null ? undefined : listing.get(found);
      if (found === null || other === undefined || visited.has(found)) continue;
      visited.add(found);
      // The C library names zones, locales and terminals in every program: that tells nothing of this one.
      if (!/^(?:libc|ld)[-.]/.test(basename(found))) for (const name of other.names) names.add(name);
      queue.push([found, other]);
    }
  }
  return names;
}

function askersOf(
  before: Listing,
  after: Listing,
  question: ClosureQuestion,
  loader: Loader,
): ReadonlyMap<string, Asker> {
  const askers = new Map<string, Asker>();
  const standingOf = createStanding(before, after, question);
  for (const [path, file] of after) {
    if (file.elf === null && file.names.length === 0) continue;
    const standing = standingOf(path, file);
    if (standing === 'around' || standing === 'path') continue;
    const contained = SELF_CONTAINED.test(basename(path));
    const weight = standing === 'package' ? 'package' : 'decides';
    const asker: Asker = { path, go: file.elf?.go === true, zones: file.elf?.zones === true, weight };
    for (const name of namesOf(path, file, after, loader)) {
      // Alpine's Node.js takes the system's ICU, of which a library tells; the usual one has it built in.
      if (contained && (name !== ICU || file.names.includes(name))) continue;
      const known = askers.get(name);
      // The one that says most: an own program before a package's, and one that is not Go's before one that is.
      if (known === undefined || rank(asker) > rank(known)) askers.set(name, asker);
    }
  }
  return askers;
}

function rank(asker: Asker): number {
  return (asker.weight === 'decides' ? 4 : 0) + (asker.go ? 0 : 2) + (asker.zones ? 1 : 0);
}

/**
 * An installed package may never be asked for what it names. Go's net/http has the paths of certificates and MIME types in
 * every program, its time the zones', so that names prove little there: without any certificates the first HTTPS request
 * fails, which has a code of its own; MIME types have a table as a fallback, and zones are asked for by name only, which
 * the functions of a program tell where net/http is not among them.
 * Of any other program, a path that it names is one that it opens; it does without terminals and the like. It shows no text
 * without a font, and fails on characters that it cannot convert, but may never be asked to. Nobody installs more of ICU's
 * data than comes with it but for languages that the app speaks.
 */
function weightOf(name: string, asker: Asker): Weight {
  if (name === ICU) return 'unsure';
  if (asker.weight === 'package') return 'note';
  if (CERTIFICATES.includes(name)) return 'different';
  if (asker.go) return name === ZONES && asker.zones ? 'unsure' : 'note';
  if (name === FONTS || name === GCONV) return 'unsure';
  return name === ZONES || MIME.includes(name) ? 'different' : 'note';
}

/** Whether system data that programs of the app ask for, and that the original has, is in the candidate. */
export function checkData(
  before: Listing,
  after: Listing,
  question: ClosureQuestion,
  loader: Loader,
): readonly Finding[] {
  const findings: Finding[] = [];
  const filled = { before: directoriesWithFiles(before), after: directoriesWithFiles(after) };
  const envBefore = question.envBefore ?? question.env;
  let certificates = false;
  for (const [name, asker] of [...askersOf(before, after, question, loader)].sort(
    (a, b) => rank(b[1]) - rank(a[1]),
  )) {
    const about = CERTIFICATES.includes(name);
    const contents = CONTENTS.get(name);
    const lost = about
      ? hasCertificates(before, envBefore) && !hasCertificates(after, question.env)
      : contents
        ? hasLost(name, contents, before, after)
        : hasData(before, name, filled.before) && !hasData(after, name, filled.after);
    // The paths of certificates are alternatives: one finding for all.
    if (!lost || (about && certificates)) continue;
    certificates ||= about;
    findings.push({
      check: 'closure',
      code: about ? (asker.go ? 'V-CERTIFICATES-GO' : 'V-CERTIFICATES') : 'V-DATA',
      weight: weightOf(name, asker),
      subject: name,
      before: 'there',
      after: null,
      because: asker.go ? `${asker.path} may ask for it` : `${asker.path} names it`,
    });
  }
  return findings;
}

import { byProduct, isOtherCache } from './by-products.js';
import { goneReason, isOfTheEngine } from './gone.js';
import { packageOwners, sameVersion } from './package-owners.js';
import { parentPath } from './paths.js';
import { counterpart, directoriesWithFiles } from './trees.js';
import type { ListedFile, Listing } from './types.js';

/** What package managers and the C library write anew whenever something is installed. */
const GENERATED =
  /^\/etc\/(?:passwd|group|shadow|gshadow|subuid|subgid|\.pwd\.lock|ld\.so\.cache|ld\.so\.conf\.d|hosts|hostname|resolv\.conf|mtab|mailcap|shells|machine-id|timezone|ca-certificates\.conf|ssl\/(?:certs|private)|alternatives|rc[\dS]\.d|apt|dpkg|apk|yum\.repos\.d|pki|fonts\/conf\.d|xml|sgml|python3(?:\.\d+)?|systemd|java[^/]*|default\/locale|locale\.gen|emacs|pam\.d\/common-[^/]*|dbus-1|terminfo)(?:-?$|\/)|^\/var\/lib\/(?:systemd|ucf|misc|pam|dbus|polkit-1|python|ghostscript|xml-core|sgml-base|emacsen-common|shells\.state)(?:$|\/)|^\/usr\/share\/(?:mime|info|applications|icons|glib-2\.0|fonts\/X11|ghostscript|texmf[^/]*|perl5?|zoneinfo|locale|nano|vim)(?:$|\/)|^\/usr\/lib\/(?:locale|jvm|python3|sysimage|ssl|sasl2)(?:$|\/)|\.cache$/;

/** What is there while something runs, the engine's own, and where nothing stays. */
const FLEETING = /^\/(?:boot|dev|media|mnt|proc|sys|tmp|run|var\/(?:run|lock|tmp))(?:\/|$)/;
/** Packages of Python are loaded to see whether they are there, and these settings in a home are those of who builds. */
const ELSEWHERE =
  /\/(?:site|dist)-packages\/|^\/(?:home\/[^/]+|root)\/\.(?:npmrc|yarnrc(?:\.yml)?|git(?:config|-credentials)|netrc|bash\w*|profile|wget-hsts|\w+_history|lesshst|viminfo|rnd|ash_history|(?:ssh|gnupg|docker|subversion|pki|composer|cargo|rustup|nvm|config\/(?:composer|configstore|yarn|pnpm|git|go|npm))(?:\/|$))/;
/** Directories that many packages share: that one of them is in a package tells nothing of a file beside it. */
const SHARED =
  /^\/(?:|etc|opt|srv|home|var|var\/(?:lib|www|spool|log|opt|cache)|usr\/local|usr\/local\/[^/]+|(?:usr\/)?s?bin)$/;
/** Below these, packages write in the directories of other packages. */
const OF_PACKAGES = /^\/(?:var|usr\/(?:share|lib(?:\d+|exec)?)|lib(?:\d+|x32)?)\//;

/** True for what package managers write themselves, and for what does not stay. */
function isIncidental(path: string): boolean {
  return FLEETING.test(path) || GENERATED.test(path);
}

function sameAs(file: ListedFile, other: ListedFile): boolean {
  return (
    file.kind === other.kind &&
    file.mode === other.mode &&
    file.uid === other.uid &&
    file.gid === other.gid &&
    file.digest === other.digest &&
    file.link === other.link
  );
}

/** What a tool wrote for itself, and can write again. */
function isWorkOfTools(path: string): boolean {
  return byProduct(path) !== null && !isOtherCache(path);
}

function leadsToDevice({ link }: ListedFile): boolean {
  return link !== null && /^\/(?:dev|proc\/self\/fd)\//.test(link);
}

/** A directory that somebody else than root may write to is made ready for an app, wherever it is. */
function isReady(path: string, { kind, uid }: ListedFile): boolean {
  return kind === 'directory' && uid !== 0 && /^\/(?:var\/)?run\//.test(path);
}

function isPlainDirectory(file: ListedFile): boolean {
  return file.kind === 'directory' && file.mode === 0o755 && file.uid === 0 && file.gid === 0;
}

/**
 * Paths outside of the system's packages that the Dockerfile's own instructions made or changed: what is in the image, and not
 * so in its base image. What package managers write, caches, build tools and documentation are not among them.
 */
export function madePaths(image: Listing, base: Listing): ReadonlySet<string> {
  const packages = packageOwners(image);
  const basePackages = packageOwners(base);
  const withFiles = directoriesWithFiles(image);
  const made = new Set<string>();
  for (const [path, file] of image) {
    if (isIncidental(path) && !isReady(path, file)) continue;
    if (ELSEWHERE.test(path)) continue;
    const was = base.get(path);
    if (was !== undefined && sameAs(file, was)) continue;
    // A directory of root's with something in it is there for what it holds.
    if (was === undefined && isPlainDirectory(file) && withFiles.has(path)) continue;
    // A package that is installed anew brings its files; what was changed in one that stayed as it was is the author's work.
    const owned = packages.owner(path) !== null;
    const anew =
      was === undefined || (was.digest !== file.digest && !sameVersion(basePackages, packages, path));
    if (owned && anew) continue;
    const parent = parentPath(path);
    if (!owned && OF_PACKAGES.test(path) && !SHARED.test(parent) && packages.owner(parent) !== null) continue;
    // A log that is a link to a device is what shows in `docker logs`.
    if (!leadsToDevice(file) && isWorkOfTools(path)) continue;
    const reason = goneReason(path, image, false, () => null);
    if (reason === 'another base' || reason === 'unknown') made.add(path);
  }
  return made;
}

/**
 * Paths that the Dockerfile's instructions removed: what its base image has and the image has not, but for what went with its
 * package, and what makes the image smaller (caches, build tools, documentation). Directories only when they were empty.
 */
export function removedPaths(image: Listing, base: Listing): ReadonlySet<string> {
  const packages = packageOwners(image);
  const basePackages = packageOwners(base);
  const withFiles = directoriesWithFiles(base);
  const removed = new Set<string>();
  for (const [path, file] of base) {
    if (isIncidental(path) || isOfTheEngine(path) || counterpart(image, path) !== null) continue;
    const home = /^\/home\/[^/]+$/.test(path);
    if (ELSEWHERE.test(path) || (file.kind === 'directory' && withFiles.has(path) && !home)) continue;
    // Another version of a package has other files.
    if (basePackages.owner(path) !== null && !sameVersion(basePackages, packages, path)) continue;
    if (isWorkOfTools(path)) continue;
    const reason = goneReason(path, image, false, () => null);
    if (reason === 'another base' || reason === 'unknown') removed.add(path);
  }
  return removed;
}

/**
 * Whether a path comes in both images from one version of one package and is not written anew by a package manager: what
 * differs there is somebody's work.
 */
export function ofOnePackage(before: Listing, after: Listing): (path: string) => boolean {
  const [was, is] = [packageOwners(before), packageOwners(after)];
  return (path) => !isIncidental(path) && was.owner(path) === is.owner(path) && sameVersion(was, is, path);
}

import { byProduct, isCache } from './by-products.js';
import { goneReason } from './gone.js';
import { parentPath } from './paths.js';
import { directoriesWithFiles } from './trees.js';
import type { ListedFile, Listing } from './types.js';

/** What package managers and the C library write anew whenever something is installed. */
const GENERATED =
  /^\/etc\/(?:passwd|group|shadow|gshadow|subuid|subgid|\.pwd\.lock|ld\.so\.cache|ld\.so\.conf\.d|hosts|hostname|resolv\.conf|mtab|mailcap|shells|machine-id|timezone|ca-certificates\.conf|ssl\/(?:certs|private)|alternatives|rc[\dS]\.d|apt|dpkg|apk|yum\.repos\.d|pki|fonts|xml|sgml|python3(?:\.\d+)?|systemd|java[^/]*|default\/locale|locale\.gen|emacs|pam\.d|dbus-1|terminfo)(?:-?$|\/)|^\/var\/lib\/(?:systemd|ucf|misc|pam|dbus|polkit-1|python|ghostscript|xml-core|sgml-base|emacsen-common|shells\.state)(?:$|\/)/;

/** Places of programs and data that an image's author fills, beside what packages put there. */
const PLACES =
  /^\/(?:etc|opt|srv|home|root|usr\/local|(?:usr\/)?s?bin|var\/(?:lib|www|spool|log|opt))\/.|^\/(?!bin|boot|dev|etc|home|lib\d*|libx?32|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)[^/]+/;
/** Packages of Python are loaded to see whether they are there, and settings in a home are those of a person. */
const ELSEWHERE = /\/(?:site|dist)-packages\/|^\/(?:home\/[^/]+|root)\/\./;
/** Directories that many packages share: that one of them is in a package tells nothing of a file beside it. */
const SHARED =
  /^\/(?:|etc|opt|srv|home|var|var\/(?:lib|www|spool|log|opt)|usr\/local|usr\/local\/[^/]+|(?:usr\/)?s?bin)$/;

/** Paths that installed packages of dpkg or apk own, by the lists which those keep; empty for another package manager. */
function packagePaths(listing: Listing): ReadonlySet<string> {
  const owned = new Set<string>();
  for (const [path, { text }] of listing) {
    if (text === undefined) continue;
    if (/^\/var\/lib\/dpkg\/info\/[^/]+\.list$/.test(path)) {
      for (const line of text.split('\n')) if (line.startsWith('/')) owned.add(line);
    } else if (path === '/lib/apk/db/installed' || path === '/usr/lib/apk/db/installed') {
      let directory = '';
      for (const line of text.split('\n')) {
        if (line.startsWith('F:')) owned.add((directory = `/${line.slice(2)}`));
        else if (line.startsWith('R:')) owned.add(`${directory}/${line.slice(2)}`);
      }
    }
  }
  return owned;
}

/** On merged systems a package owns `/bin/x`, and the file is `/usr/bin/x`. */
function isOwned(path: string, owned: ReadonlySet<string>): boolean {
  return owned.has(path) || (path.startsWith('/usr/') && owned.has(path.slice('/usr'.length)));
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

function leadsToDevice({ link }: ListedFile): boolean {
  return link !== null && /^\/(?:dev|proc\/self\/fd)\//.test(link);
}

function isPlainDirectory(file: ListedFile): boolean {
  return file.kind === 'directory' && file.mode === 0o755 && file.uid === 0 && file.gid === 0;
}

/**
 * Paths outside of the system's packages that the Dockerfile's own instructions made or changed: what is in the image, and not
 * so in its base image. What package managers write, caches, build tools and documentation are not among them.
 */
export function madePaths(image: Listing, base: Listing): ReadonlySet<string> {
  const owned = packagePaths(image);
  const withFiles = directoriesWithFiles(image);
  const made = new Set<string>();
  for (const [path, file] of image) {
    if (!PLACES.test(path) || ELSEWHERE.test(path) || GENERATED.test(path)) continue;
    const was = base.get(path);
    if (was !== undefined && sameAs(file, was)) continue;
    // A directory of root's with something in it is there for what it holds.
    if (was === undefined && isPlainDirectory(file) && withFiles.has(path)) continue;
    // A package that is installed anew brings its files; one whose permissions somebody changed is the author's work.
    if (isOwned(path, owned) && (was === undefined || was.digest !== file.digest)) continue;
    const parent = parentPath(path);
    if (path.startsWith('/var/') && !SHARED.test(parent) && isOwned(parent, owned)) continue;
    // A log that is a link to a device is what shows in `docker logs`.
    if (!leadsToDevice(file) && (isCache(path) || byProduct(path) !== null)) continue;
    const reason = goneReason(path, image, false, () => null);
    if (reason === 'another base' || reason === 'unknown') made.add(path);
  }
  return made;
}

import { ownerLabel, sameOwner } from './accounts.js';
import type { Accounts } from './accounts.js';
import { byProduct, isArchive } from './by-products.js';
import { otherDirectories, otherFlags } from './go-build.js';
import { realPath } from './paths.js';
import type { Finding, ListedFile, Listing, Weight } from './types.js';

/** Keys and certificates: made by a build, each is another one. */
const KEYS =
  /\.(?:pem|key|crt|cer|csr|p12|pfx|jks|keystore)$|\/(?:id_(?:rsa|ed25519|ecdsa)|ssh_host_[a-z0-9]+_key)(?:\.pub)?$/;

/** One path of the app that is in both images. */
interface Pair {
  readonly path: string;
  readonly before: ListedFile;
  readonly after: ListedFile;
}

/** Both images, for what a path alone does not tell. */
export interface Images {
  readonly before: Listing;
  readonly after: Listing;
  readonly accounts: Accounts;
}

function finding(
  pair: Pair,
  code: string,
  weight: Weight,
  [before, after]: readonly [string, string],
  because: string,
): Finding {
  return { check: 'files', code, weight, subject: pair.path, before, after, because };
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

function kindLabel(file: ListedFile): string {
  return file.kind === 'symlink' ? `symlink to ${file.link ?? ''}` : file.kind;
}

/** The permission bits of a symbolic link mean nothing, and its owner only in directories with the sticky bit. */
function ownerAndMode(pair: Pair, accounts: Accounts): readonly Finding[] {
  const { before, after } = pair;
  const found: Finding[] = [];
  const link = before.kind === 'symlink';
  if (before.uid !== after.uid || before.gid !== after.gid) {
    const labels = [ownerLabel(before, accounts, 0), ownerLabel(after, accounts, 1)] as const;
    if (link)
      found.push(finding(pair, 'V-OWNER', 'note', labels, 'the owner of a symbolic link counts for nothing'));
    else if (sameOwner(before, after, accounts)) {
      found.push(finding(pair, 'V-OWNER', 'allowed', labels, 'the same user and group under another number'));
    } else found.push(finding(pair, 'V-OWNER', 'different', labels, 'it has another owner'));
  }
  if (!link && before.mode !== after.mode) {
    const labels = [octal(before.mode), octal(after.mode)] as const;
    found.push(finding(pair, 'V-MODE', 'different', labels, 'its permissions changed'));
  }
  return found;
}

/** True for two texts of which one was too long to be read for what varies. */
function unreadTexts(before: ListedFile, after: ListedFile): boolean {
  const sides = [before, after];
  const texts = sides.every(({ longText, steady }) => longText === true || steady !== undefined);
  return texts && sides.some(({ longText }) => longText === true);
}

/** Two programs whose bytes differ. */
function program(pair: Pair, sizes: readonly [string, string]): Finding {
  const [before, after] = [pair.before.elf, pair.after.elf];
  const flags = otherFlags(before?.goBuild, after?.goBuild);
  if (flags !== null) return finding(pair, 'V-BINARY', 'unsure', sizes, flags);
  const directories = before && after ? otherDirectories(before, after) : null;
  if (directories === null)
    return finding(pair, 'V-BINARY', 'different', sizes, 'the compiled program is another one');
  const because = `the same modules were built in ${directories.join(' and in ')}, which the program names`;
  return finding(pair, 'V-BINARY', 'unsure', sizes, `${because}: -trimpath in both would tell more`);
}

/**
 * A build makes most of what it makes the same way twice. Where it does not, the reason is known by the file's name, or the
 * texts are equal but for dates and ids; all else is another content. Archives hold times of their own, so that nothing can
 * be said of them without unpacking: that is neither equal nor different.
 */
function content(pair: Pair): Finding | null {
  const { path, before, after } = pair;
  if (before.kind !== 'file' || before.digest === after.digest) return null;
  const sizes = [`${before.size} bytes`, `${after.size} bytes`] as const;
  const reason = byProduct(path);
  if (reason !== null) return finding(pair, 'V-CONTENT', 'note', sizes, reason);
  if (before.steady !== undefined && before.steady === after.steady) {
    return finding(pair, 'V-CONTENT', 'note', sizes, 'equal but for dates and ids of the build');
  }
  if (before.unnamed !== undefined && before.unnamed === after.unnamed) {
    const because = 'equal but for ids that the build may have drawn, or that name something';
    return finding(pair, 'V-CONTENT', 'unsure', sizes, because);
  }
  if (before.elf !== null || after.elf !== null) return program(pair, sizes);
  if (KEYS.test(path))
    return finding(pair, 'V-CONTENT', 'unsure', sizes, 'a key or certificate, which a build may draw anew');
  if (unreadTexts(before, after) && before.size === after.size) {
    const because = 'a long text of the same length, which may differ in dates alone';
    return finding(pair, 'V-CONTENT', 'unsure', sizes, because);
  }
  if (!isArchive(path)) return finding(pair, 'V-CONTENT', 'different', sizes, 'its content changed');
  return finding(pair, 'V-CONTENT', 'unsure', sizes, 'an archive or database, which holds times of its own');
}

/** A link that is written another way and leads to the same file is the same to every program that opens it. */
function linkOrKind(pair: Pair, images: Images): Finding | null {
  const { path, before, after } = pair;
  const labels = [kindLabel(before), kindLabel(after)] as const;
  if (before.kind === 'symlink' && after.kind === 'symlink') {
    if (before.link === after.link) return null;
    const target = realPath(images.before, path);
    const same = target !== null && target === realPath(images.after, path);
    return same
      ? finding(pair, 'V-LINK', 'note', labels, 'it leads to the same file')
      : finding(pair, 'V-LINK', 'different', labels, 'it leads somewhere else');
  }
  if (before.kind === after.kind) return null;
  if (before.kind === 'symlink') return finding(pair, 'V-LINK', 'different', labels, 'a link became a copy');
  if (after.kind === 'symlink') return finding(pair, 'V-LINK', 'different', labels, 'it became a link');
  return finding(pair, 'V-KIND', 'different', labels, 'it is something else now');
}

/** A program with a capability (a port below 1024) fails without it. Checked wherever the file is. */
export function compareCapability(path: string, before: ListedFile, after: ListedFile): Finding | null {
  if (before.capability === undefined || after.kind !== 'file' || before.capability === after.capability)
    return null;
  const weight = 'different';
  const because = 'it lost what setcap gave it';
  return {
    check: 'files',
    code: 'V-CAPABILITY',
    weight,
    subject: path,
    before: before.capability,
    after: after.capability ?? null,
    because,
  };
}

/** Everything that changed about one path of the app which is in both images. */
export function compareEntry(
  path: string,
  before: ListedFile,
  after: ListedFile,
  images: Images,
): readonly Finding[] {
  const pair = { path, before, after };
  const other = linkOrKind(pair, images);
  if (before.kind !== after.kind) return other === null ? [] : [other];
  const changed = content(pair);
  return [
    ...(other === null ? [] : [other]),
    ...ownerAndMode(pair, images.accounts),
    ...(changed === null ? [] : [changed]),
  ];
}

import { compareVersions } from './image-tag.js';
import type { ImageFacts } from './types.js';

/** glibc of the releases, as their package indexes have it (packages.debian.org, packages.ubuntu.com). */
const GLIBC: Readonly<Record<string, string>> = {
  wheezy: '2.13',
  jessie: '2.19',
  stretch: '2.24',
  buster: '2.28',
  bullseye: '2.31',
  bookworm: '2.36',
  trixie: '2.41',
  '14.04': '2.19',
  '16.04': '2.23',
  '18.04': '2.27',
  '20.04': '2.31',
  '22.04': '2.35',
  '24.04': '2.39',
};

/** Tags of a distribution that always name its newest release. */
const NEWEST = /^(?:latest|stable|rolling|3)(?:-slim)?$/;

function version(image: ImageFacts): readonly number[] | null {
  const { release } = image;
  if (release === null) return null;
  const text =
    image.distro === 'alpine' ? release : Object.hasOwn(GLIBC, release) ? GLIBC[release] : undefined;
  return text !== undefined && /^[\d.]+$/.test(text) ? text.split('.').map(Number) : null;
}

/**
 * Is the C library of `after` older than that of `before`, so that what was linked there may not start? Null when nobody can
 * say. The images' C libraries are of one family. A program runs on an equal or newer C library only (glibc's symbol
 * versions; musl takes functions away no more than glibc does).
 */
export function olderLibc(before: ImageFacts, after: ImageFacts): boolean | null {
  if (before.release !== null && before.release === after.release) return false;
  const old = version(before);
  if (old !== null && after.release === null && before.distro === after.distro)
    return ['debian', 'ubuntu', 'alpine'].includes(after.repository) && NEWEST.test(after.tag) ? false : null;
  const young = version(after);
  return old === null || young === null ? null : compareVersions(young, old) < 0;
}

import { compareVersions } from './image-tag.js';

/** Releases whose package archive left the mirrors: `apt-get update` fails there (archive.debian.org, old-releases.ubuntu.com). */
const deadDebian = ['wheezy', 'jessie', 'stretch', 'buster'];

/** Ubuntu's interim releases leave the archive after nine months; LTS releases stay. 25.10 and later are alive in 2026. */
function deadUbuntu(release: string): boolean {
  const [year = 0, month = 0] = release.split('.').map(Number);
  const longTerm = year % 2 === 0 && month === 4;
  return !longTerm && year * 100 + month < 2510;
}

/**
 * Is the release's package archive gone? Alpine keeps every release on its mirrors. Dates: Debian wiki (buster left
 * deb.debian.org in 2025), Ubuntu release cycle page; state of August 2026.
 */
export function archiveIsDead(distro: string, release: string | null): boolean {
  if (release === null) return false;
  if (distro === 'debian') return deadDebian.includes(release);
  return distro === 'ubuntu' && /^\d\d\.\d\d$/.test(release) && deadUbuntu(release);
}

/**
 * Debian release under the unsuffixed tags of a line, by patch: `0 bullseye, 4 ?, 5 bookworm` reads "from patch 0 on,
 * from patch 4 on not known, ...". A tag keeps the release that was the default while its patch was the newest. The
 * defaults moved in August 2021 (bullseye), June 2023 (bookworm) and August 2025 (trixie); patches that were the newest
 * in those weeks count as not known. Compared with the languages' release dates.
 */
const lineReleases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  node: {
    '12': '0.0 stretch',
    '16': '0.0 ?, 14.0 buster',
    '18': '0.0 bullseye, 16.0 ?, 17.0 bookworm',
    '20': '0.0 bullseye, 2.0 ?, 4.0 bookworm',
    '21': '0.0 bookworm',
    '22': '0.0 bookworm',
    '24': '0.0 bookworm',
    '26': '0.0 trixie',
  },
  golang: {
    '1.13': '0 buster',
    '1.14': '0 buster',
    '1.15': '0 buster',
    '1.16': '0 buster, 7 ?, 8 bullseye',
    '1.17': '0 ?, 1 bullseye',
    '1.18': '0 bullseye',
    '1.19': '0 bullseye, 9 ?, 11 bookworm',
    '1.20': '0 bullseye, 4 ?, 6 bookworm',
    '1.21': '0 bookworm',
    '1.22': '0 bookworm',
    '1.23': '0 bookworm',
    '1.24': '0 bookworm, 5 ?, 8 trixie',
    '1.25': '0 ?, 2 trixie',
    '1.26': '0 trixie',
    '1.27': '0 trixie',
  },
  php: {
    '7.4': '0 buster, 22 ?, 25 bullseye',
    '8.0': '0 buster, 9 ?, 12 bullseye',
    '8.1': '0 bullseye, 19 ?, 22 bookworm, 33 ?',
    '8.2': '0 bullseye, 6 ?, 9 bookworm, 29 ?',
    '8.3': '0 bookworm, 23 ?, 26 trixie',
    '8.4': '0 bookworm, 10 ?, 13 trixie',
    '8.5': '0 trixie',
  },
  python: {
    '3.9': '0 buster, 5 ?, 8 bullseye, 16 ?, 18 bookworm, 22 ?',
    '3.10': '0 bullseye, 11 ?, 13 bookworm, 17 ?',
    '3.11': '0 bullseye, 3 ?, 5 bookworm, 12 ?',
    '3.12': '0 bookworm, 10 ?, 12 trixie',
    '3.13': '0 bookworm, 4 ?, 8 trixie',
    '3.14': '0 trixie',
  },
};

/**
 * The Debian release under a repository's unsuffixed patch tag (`golang`, `[1, 22, 3]`), or null when it is not known. A
 * tag that names only its line gives a release when the whole line stood on one.
 */
export function releaseOfPatch(repository: string, version: readonly number[]): string | null {
  const depth = lineDepth(repository);
  const line = version.slice(0, depth).join('.');
  const lines = Object.hasOwn(lineReleases, repository) ? lineReleases[repository] : undefined;
  if (lines === undefined || !Object.hasOwn(lines, line)) return null;
  const steps = (lines[line] ?? '').split(', ');
  // `node:20.3` named several patches.
  if (version.length < 3) return steps.length === 1 ? named(steps[0]) : null;
  let release: string | null = null;
  for (const step of steps) {
    const from = (step.split(' ')[0] ?? '').split('.').map(Number);
    if (compareVersions(version.slice(depth), from) >= 0) release = named(step);
  }
  return release;
}

function named(step: string | undefined): string | null {
  const release = step?.split(' ')[1] ?? '?';
  return release === '?' ? null : release;
}

/** How many numbers of a version name a line whose distro release stays: `node:20`, but `golang:1.22`. */
export function lineDepth(repository: string): number {
  const majors = ['node', 'eclipse-temurin', 'openjdk', 'adoptopenjdk', 'erlang', 'debian'];
  return majors.includes(repository) ? 1 : 2;
}

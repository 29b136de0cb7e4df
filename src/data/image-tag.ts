/** A tag of a language or distro image taken apart: `8.3.2-fpm-alpine3.19`. */
export interface ImageTag {
  /** Numbers of the version; empty for `latest`, `lts`, `bookworm`. */
  readonly version: readonly number[];
  /** The word in the version's place: `lts`, `latest`, `iron`; null when a version is there. */
  readonly alias: string | null;
  /** What the tag itself says of the distro release: a code name or Alpine's `3.19`; null when it says nothing. */
  readonly release: string | null;
  readonly alpine: boolean;
  /** The other words, sorted, joined by `-`: `fpm`, `slim`, `jdk`. `cli` is php's default and left out. */
  readonly variant: string;
}

/** Ubuntu's code names and versions; Debian's are named alone. */
const releases: Readonly<Record<string, string>> = {
  wheezy: 'wheezy',
  jessie: 'jessie',
  stretch: 'stretch',
  buster: 'buster',
  bullseye: 'bullseye',
  bookworm: 'bookworm',
  trixie: 'trixie',
  forky: 'forky',
  sid: 'sid',
  trusty: '14.04',
  xenial: '16.04',
  bionic: '18.04',
  focal: '20.04',
  jammy: '22.04',
  noble: '24.04',
  resolute: '26.04',
};

/** Words that choose nothing: php's default SAPI, the builds' dates (`bookworm-20240812-slim`). */
const neutral = ['cli', 'latest', 'oss', 'debian'];

/** Takes a tag apart. Words that mean nothing here end up in `variant`, so that only equal ones compare as siblings. */
export function parseImageTag(tag: string): ImageTag {
  const rest: string[] = [];
  let version: readonly number[] = [];
  let alias: string | null = null;
  let release: string | null = null;
  let alpine = false;
  for (const [index, word] of tag.split('-').entries()) {
    const named = /^alpine(\d+\.\d+)?$/.exec(word);
    if (named) {
      alpine = true;
      release = named[1] ?? release;
      continue;
    }
    const known = releases[word];
    if (known !== undefined && Object.hasOwn(releases, word)) {
      release = known;
      continue;
    }
    if (index === 0 && /^\d+(\.\d+)*$/.test(word)) {
      version = word.split('.').map(Number);
      continue;
    }
    if (index === 0 && !['slim', 'fpm', 'apache', 'zts', 'perl', ...neutral].includes(word)) {
      alias = word;
      continue;
    }
    if (!neutral.includes(word) && !/^\d{8}(\.\d+)?$/.test(word)) rest.push(word);
  }
  if (version.length === 0) alias ??= 'latest';
  return { version, alias, release, alpine, variant: rest.sort().join('-') };
}

/** Negative, zero, positive as `a` is before, like, after `b`; missing parts count as zero. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

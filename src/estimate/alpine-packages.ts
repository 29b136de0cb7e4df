import { MEGABYTE, sum } from './range.js';
import type { SizeRange } from './types.js';

/**
 * Megabytes that well-known Alpine packages add with what only they pull in, from what the leanest release since 3.12 has
 * to what the largest has. Rounded outwards: no table of Alpine's dependencies stands behind it, as it does for Debian.
 */
const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  'build-base': [160, 320],
  'alpine-sdk': [170, 350],
  gcc: [100, 200],
  'g++': [35, 90],
  clang: [80, 400],
  llvm: [60, 400],
  cmake: [25, 80],
  perl: [28, 50],
  autoconf: [28, 50],
  automake: [28, 50],
  'musl-dev': [7, 14],
  'libc-dev': [7, 14],
  'linux-headers': [3, 9],
  binutils: [6, 20],
  git: [8, 30],
  'openssh-client': [2, 8],
  python3: [25, 60],
  'py3-pip': [8, 40],
  nodejs: [25, 80],
  'nodejs-current': [25, 80],
  npm: [6, 30],
  yarn: [4, 10],
  go: [150, 400],
  rust: [120, 500],
  cargo: [120, 500],
  openjdk8: [80, 250],
  openjdk11: [100, 350],
  openjdk17: [100, 350],
  maven: [9, 20],
  ruby: [10, 40],
  'ruby-dev': [10, 50],
  'boost-dev': [60, 300],
  'icu-dev': [10, 60],
  'imagemagick-dev': [10, 120],
};

/** What compilers' own packages are in, so that they do not count twice beside these groups. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'build-base': [
    'gcc',
    'g++',
    'musl-dev',
    'libc-dev',
    'binutils',
    'make',
    'fortify-headers',
    'patch',
    'file',
  ],
  'alpine-sdk': [
    'build-base',
    'gcc',
    'g++',
    'musl-dev',
    'libc-dev',
    'binutils',
    'make',
    'git',
    'patch',
    'file',
  ],
  cargo: ['rust'],
  autoconf: ['perl'],
  automake: ['perl', 'autoconf'],
};

/** Nothing known below, above it the size of a big library with its data. */
const UNKNOWN: SizeRange = { low: 0, high: 50 * MEGABYTE };

/** What these Alpine packages add to an image, and the names that no size is known of. */
export function alpineSizes(names: readonly string[]): { range: SizeRange; unknown: readonly string[] } {
  const inGroups = new Set(
    names.flatMap((name) => (Object.hasOwn(GROUPS, name) ? (GROUPS[name] ?? []) : [])),
  );
  const counted = [...new Set(names)].filter((name) => !inGroups.has(name));
  const ranges = counted.map((name): SizeRange => {
    const size = Object.hasOwn(SIZES, name) ? SIZES[name] : undefined;
    return size ? { low: size[0] * MEGABYTE, high: size[1] * MEGABYTE } : UNKNOWN;
  });
  return { range: sum(ranges), unknown: counted.filter((name) => !Object.hasOwn(SIZES, name)) };
}

import { SHELL_BUILTINS } from '../shell/names.js';
import { installedBytes } from './debian-table.js';
import { imageContents, unsureTool, type ImageContents } from './image-contents.js';
import { ownersOf } from './package-commands.js';
import type { ImageFacts, Provides } from './types.js';

export { packageOf, programsOf } from './package-commands.js';

const cache = new WeakMap<ImageFacts, ImageContents>();

function contents(image: ImageFacts): ImageContents {
  const cached = cache.get(image);
  if (cached !== undefined) return cached;
  const made = imageContents(image);
  cache.set(image, made);
  return made;
}

const standardDirectory = /^(\/usr)?(\/local)?\/s?bin\/[^/]+$/;

/**
 * Does a base image have a program (a name, or an absolute path in one of the usual directories) before the Dockerfile
 * adds anything? `no` only where the image's contents are known in full and the program's package is known.
 */
export function provides(image: ImageFacts, program: string): Provides {
  if (program.startsWith('/') && !standardDirectory.test(program)) {
    return image.distro === 'scratch' ? 'no' : 'unknown';
  }
  const name = program.slice(program.lastIndexOf('/') + 1);
  const held = contents(image);
  if (held.programs.has(name)) return 'yes';
  // A builtin named by a path would be a file.
  if (image.shell && SHELL_BUILTINS.has(name) && name === program) return 'yes';
  if (image.distro === 'scratch') return 'no';
  if (image.distro === 'distroless') return held.complete ? 'no' : 'unknown';
  const owners = image.packageManager === 'apk' ? ownersOf(name, 'apk') : ownersOf(name, 'apt');
  if (owners.some((owner) => held.packages.has(owner))) return 'yes';
  if (owners.some((owner) => held.possible.has(owner))) return 'unknown';
  if (!held.complete || unsureTool(image, name)) return 'unknown';
  // Other images' tools (`composer` in node, `go` in php) come from no package of theirs either.
  return owners.length > 0 || isForeignTool(name) ? 'no' : 'unknown';
}

const foreignTools = new Set(
  'node npm npx yarn yarnpkg pnpm corepack bun deno go gofmt php composer pip pip3 python python3 ruby gem bundle cargo rustc rustup java javac mvn gradle nginx httpd docker kubectl helm terraform aws gcloud az'.split(
    ' ',
  ),
);

function isForeignTool(name: string): boolean {
  return foreignTools.has(name);
}

/** Sonames whose Debian package is named otherwise than by the rule; compared without version where the key has none. */
const sonamePackages: readonly (readonly [RegExp, string])[] = [
  [/^lib(?:ssl|crypto)\.so\.3$/, 'libssl3'],
  [/^lib(?:ssl|crypto)\.so\.1\.1$/, 'libssl1.1'],
  [/^libicu[a-z]+\.so\.(\d+)$/, 'libicu$1'],
  [/^lib(?:c|m|pthread|dl|rt|resolv|util|nsl)\.so\.\d$/, 'libc6'],
  [/^ld-linux-x86-64\.so\.2$/, 'libc6'],
  [/^libgcc_s\.so\.1$/, 'libgcc-s1'],
  [/^lib(?:gobject|gio|gmodule|gthread|glib)-2\.0\.so\.0$/, 'libglib2.0-0'],
  [/^libz\.so\.1$/, 'zlib1g'],
  [/^libbz2\.so\.1\.0$/, 'libbz2-1.0'],
  [/^libjpeg\.so\.62$/, 'libjpeg62-turbo'],
];

function debianNames(soname: string): readonly string[] {
  const name = plainName(soname);
  return name === null ? [] : [name, `${name}t64`];
}

/** Debian's rule: `libpng16.so.16` is in libpng16-16, `libpq.so.5` in libpq5. */
function plainName(soname: string): string | null {
  for (const [pattern, name] of sonamePackages) {
    const match = pattern.exec(soname);
    if (match) return name.replace('$1', match[1] ?? '');
  }
  const [, stem = '', version = ''] = /^(lib.+?)\.so\.([\d.]+)$/.exec(soname) ?? [];
  if (stem === '') return null;
  const joint = /\d$/.test(stem) ? '-' : '';
  return `${stem.toLowerCase().replaceAll('_', '-')}${joint}${version}`;
}

/**
 * Does a base image have a shared library before the Dockerfile adds anything? Named by Debian package (`libpq5`, with or
 * without `t64`) or by soname (`libpq.so.5`). Only Debian images of a release with a package table can answer.
 */
export function providesLibrary(image: ImageFacts, library: string): Provides {
  if (image.distro === 'scratch') return 'no';
  if (image.distro !== 'debian') return 'unknown';
  const held = contents(image);
  if (!held.exact) return 'unknown';
  const names = library.includes('.so')
    ? debianNames(library)
    : [library, `${library}t64`, library.replace(/t64$/, '')];
  if (names.some((name) => held.packages.has(name))) return 'yes';
  const { release } = image;
  const exists = release !== null && names.some((name) => installedBytes(name, release) !== null);
  return held.complete && exists ? 'no' : 'unknown';
}

/** Does a base image have an OS package before the Dockerfile adds anything? Alpine's lists name no dependencies. */
export function providesPackage(image: ImageFacts, name: string): Provides {
  const held = contents(image);
  if (held.packages.has(name)) return 'yes';
  return held.complete && image.distro === 'debian' && !held.possible.has(name) ? 'no' : 'unknown';
}

/**
 * Does an image without a package manager hold the files of a package that is data alone? All distroless images have the
 * root certificates and the time zones, at the paths where Debian and Alpine have them (distroless, README of base).
 */
export function bringsData(image: ImageFacts, packageName: string): boolean {
  return image.distro === 'distroless' && /^(?:ca-certificates(?:-bundle)?|tzdata)$/.test(packageName);
}

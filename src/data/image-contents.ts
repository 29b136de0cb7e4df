import { basePackages, coveredSuites, layerPackages, type DebianLayer } from './debian-table.js';
import { alpineBase } from './package-commands.js';
import type { ImageFacts } from './types.js';

/** What an image holds before a Dockerfile adds to it, as far as the tables tell. */
export interface ImageContents {
  /** OS packages that it has: of its own release where that has a table, else those that are in every covered release. */
  readonly packages: ReadonlySet<string>;
  /** OS packages that it has in some release: what is not among them is not in the image either. */
  readonly possible: ReadonlySet<string>;
  /** Programs that no package brings: the language's own, busybox applets. */
  readonly programs: ReadonlySet<string>;
  /** True when packages and programs are all there is: what is not among them is not in the image. */
  readonly complete: boolean;
  /** True when the package list was read off this very release. */
  readonly exact: boolean;
}

/** What the library Dockerfiles install themselves beside the layers, Debian variants. */
const debianExtras: Readonly<Record<string, string>> = {
  python: 'ca-certificates netbase tzdata',
  ruby: 'bzip2 ca-certificates procps',
  'rust-slim': 'ca-certificates gcc cpp binutils libc6-dev libc-dev-bin',
  nginx: 'ca-certificates curl gettext-base libcurl4 nginx openssl',
  httpd: 'ca-certificates openssl',
  'php-apache': 'apache2 apache2-bin apache2-utils apache2-data',
};
const alpineExtras: Readonly<Record<string, string>> = {
  node: 'libstdc++ libgcc',
  golang: 'ca-certificates',
  php: 'ca-certificates curl openssl tar xz',
  composer:
    'ca-certificates curl openssl tar xz bash coreutils git git-lfs mercurial openssh-client patch subversion tini unzip zip make 7zip',
  python: 'ca-certificates tzdata',
  ruby: 'bzip2 ca-certificates procps gmp-dev libffi-dev yaml-dev zlib-dev',
  rust: 'ca-certificates gcc',
  nginx: 'ca-certificates curl nginx',
  httpd: 'ca-certificates',
};

const php =
  'php phpize php-config pear pecl phar phar.phar peardev docker-php-entrypoint docker-php-ext-configure docker-php-ext-enable docker-php-ext-install docker-php-source';

/** Programs in /usr/local and the like, by repository. */
const ownPrograms: Readonly<Record<string, string>> = {
  golang: 'go gofmt',
  php,
  composer: `composer ${php}`,
  python: 'python python3 pip pip3 pydoc3 idle3 python3-config python-config 2to3',
  ruby: 'ruby gem bundle bundler irb rake rdoc ri erb racc',
  rust: 'rustc cargo rustup rustdoc cargo-fmt cargo-clippy rustfmt',
  nginx: 'nginx nginx-debug envsubst docker-entrypoint.sh',
  httpd:
    'httpd httpd-foreground apachectl ab htpasswd htdigest rotatelogs logresolve apxs dbmmanage htcacheclean htdbm',
};

const nothing: ImageContents = {
  packages: new Set(),
  possible: new Set(),
  programs: new Set(),
  complete: false,
  exact: false,
};

function words(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(' ');
}

function lookup(table: Readonly<Record<string, string>>, key: string): readonly string[] {
  return Object.hasOwn(table, key) ? words(table[key]) : [];
}

/** node's images drop tools with time: corepack came with 14.19 and 16.9 and went with 25, yarn 1 is where YARN_VERSION is set. */
function nodePrograms(image: ImageFacts): { readonly has: readonly string[]; readonly unsure: boolean } {
  const has = ['node', 'nodejs', 'npm', 'npx'];
  const { NODE_VERSION: version = '', YARN_VERSION: yarn } = image.config.env;
  if (yarn !== undefined) has.push('yarn', 'yarnpkg');
  const major = Number(version.split('.')[0]);
  if (image.config.entrypoint !== null) has.push('docker-entrypoint.sh');
  if (major >= 17 && major < 25) has.push('corepack');
  return { has, unsure: !(major >= 17) };
}

function languagePrograms(image: ImageFacts, name: string): readonly string[] {
  if (name === 'node') return nodePrograms(image).has;
  const own = [...lookup(ownPrograms, name)];
  if (name !== 'php') return own;
  const command = image.config.cmd?.[0];
  if (command === 'php-fpm') own.push('php-fpm');
  if (command === 'apache2-foreground') own.push('apache2-foreground');
  return own;
}

/** The last part of a distro image's name in the chain: `buildpack-deps:bookworm-scm` gives the layer `scm`. */
function layerOf(base: string): DebianLayer | null {
  const tag = /^buildpack-deps:(.*)$/.exec(base)?.[1];
  if (tag === undefined) return null;
  if (tag.endsWith('curl')) return 'curl';
  return tag.endsWith('scm') ? 'scm' : 'full';
}

const covered = 'debian buildpack-deps node golang php python ruby rust nginx httpd composer alpine'.split(
  ' ',
);

function debianPackages(image: ImageFacts, name: string, release: string): ReadonlySet<string> {
  const packages = new Set(basePackages(release));
  const add = (list: readonly string[] | null) => {
    for (const item of list ?? []) packages.add(item);
  };
  const own = name === 'buildpack-deps' ? layerOf(`buildpack-deps:${image.tag}`) : null;
  const layer = own ?? layerOf(image.chain?.[0] ?? '');
  if (layer !== null) add(layerPackages(layer, release));
  if (name === 'golang') add(layerPackages('golang', release));
  if (name === 'php') add(layerPackages('php', release));
  add(lookup(debianExtras, name));
  if (name === 'rust' && layer === null) add(lookup(debianExtras, 'rust-slim'));
  if (name === 'php' && image.config.cmd?.[0] === 'apache2-foreground')
    add(lookup(debianExtras, 'php-apache'));
  return packages;
}

/** Newer than bullseye, or there because Mercurial and GLib came to need Python 3: older releases may lack them. */
const recent = /^(python3|sq$|sqv$)/;

/** nginx's images keep curl since some 1.19 to 1.21: before 1.23 it may or may not be there. */
function doubtful(image: ImageFacts, name: string): ReadonlySet<string> {
  if (name !== 'nginx') return new Set();
  const minor = Number(/^1\.(\d+)\./.exec(image.config.env['NGINX_VERSION'] ?? '')?.[1] ?? 0);
  return new Set(minor < 23 ? ['curl'] : []);
}

function minus(set: ReadonlySet<string>, less: ReadonlySet<string>): ReadonlySet<string> {
  return less.size === 0 ? set : new Set([...set].filter((it) => !less.has(it)));
}

function debianContents(image: ImageFacts, name: string): ImageContents {
  const programs = new Set(languagePrograms(image, name));
  const complete = image.distro === 'debian' && covered.includes(name);
  if (image.distro === 'debian' && image.release !== null && coveredSuites().includes(image.release)) {
    const possible = debianPackages(image, name, image.release);
    const packages = minus(possible, doubtful(image, name));
    return { packages, possible, programs, complete, exact: true };
  }
  const sets = coveredSuites().map((suite) => debianPackages(image, name, suite));
  const possible = new Set(sets.flatMap((set) => [...set]));
  const packages = new Set(
    [...possible].filter((it) => !recent.test(it) && sets.every((set) => set.has(it))),
  );
  return { packages: minus(packages, doubtful(image, name)), possible, programs, complete, exact: false };
}

/**
 * Programs and packages of an image. Alpine's packages are those that the Dockerfile names, without what they pull in.
 */
export function imageContents(image: ImageFacts): ImageContents {
  const name = image.repository.split('/').at(-1) ?? '';
  if (image.distro === 'scratch') return { ...nothing, complete: true, exact: true };
  if (image.distro === 'distroless') return distrolessContents(image);
  if (image.distro === 'alpine') {
    const slim = name === 'nginx' && image.tag.includes('slim');
    const possible = new Set(slim ? [] : lookup(alpineExtras, name));
    return {
      packages: minus(possible, doubtful(image, name)),
      possible,
      programs: new Set([...alpineBase(), ...languagePrograms(image, name)]),
      complete: covered.includes(name),
      exact: true,
    };
  }
  if (image.distro === 'debian' || image.distro === 'ubuntu') return debianContents(image, name);
  const applets =
    image.distro === 'busybox' ? alpineBase().filter((it) => it !== 'apk' && it !== 'scanelf') : [];
  return { ...nothing, programs: new Set(applets) };
}

/** Distroless images hold no programs but the language's own; their debug tags add busybox. */
function distrolessContents(image: ImageFacts): ImageContents {
  const language = /\/(nodejs|java|python3)/.exec(image.repository)?.[1];
  const own = { nodejs: ['node'], java: ['java'], python3: ['python3', 'python'] };
  const has =
    language === 'nodejs' || language === 'java' || language === 'python3' ? [...own[language]] : [];
  if (image.shell) has.push(...alpineBase().filter((it) => it !== 'apk' && it !== 'scanelf'));
  return {
    ...nothing,
    programs: new Set(has),
    complete: image.repository.startsWith('gcr.io/distroless/'),
    exact: true,
  };
}

/** Is it open whether the image has one of node's tools? */
export function unsureTool(image: ImageFacts, program: string): boolean {
  if (!/(^|\/)node$/.test(image.repository)) return false;
  return program === 'corepack' ? nodePrograms(image).unsure : program === 'yarn' || program === 'yarnpkg';
}

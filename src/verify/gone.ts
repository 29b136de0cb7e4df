import { isCache } from './by-products.js';
import { parentPath } from './paths.js';
import type { Listing } from './types.js';

/**
 * Why a file of the original is not in the candidate. `planned`: the plan of the rewrite says so; `agreed`: the user does;
 * `unknown`: nobody does.
 */
export type GoneReason =
  | 'build tool'
  | 'cache'
  | 'source'
  | 'dev dependency'
  | 'documentation'
  | 'package manager data'
  | 'another base'
  | 'planned'
  | 'agreed'
  | 'unknown';

/** What the engine puts into a container, and what the kernel shows there: never part of an image. */
const NOT_OF_THE_IMAGE =
  /^\/(?:\.dockerenv$|(?:proc|sys|dev)(?:\/|$)|etc\/(?:hosts|hostname|resolv\.conf|mtab)$|run\/\.containerenv$)/;

const PACKAGE_DATA =
  /^\/(?:var\/lib\/(?:apt|dpkg|pacman|rpm|dnf|yum|aptitude|apk)|var\/log\/apt|etc\/(?:apt|dpkg|apk|yum\.repos\.d)|lib\/apk|usr\/lib\/(?:apt|dpkg|apk|sysimage)|usr\/share\/(?:dpkg|bash-completion|debconf|debhelper|lintian|bug)|var\/cache\/debconf|opt\/yarn-v[^/]+)(?:\/|$)/;
const SYSTEM_DOCUMENTATION = /^\/usr\/(?:local\/)?(?:share\/)?(?:doc|man|info|gtk-doc|doc-base|help)(?:\/|$)/;
const BUILD_TOOL =
  /^\/usr\/(?:local\/)?(?:include|src\/linux|share\/(?:aclocal|automake|autoconf|cmake|pkgconfig|gcc|gdb|libtool|git-core|mercurial|perl5\/Git))(?:[-/.\d]|$)|^\/usr\/(?:local\/)?lib(?:exec)?\/(?:[^/]+-linux-[^/]+\/)?(?:gcc|git-core|cmake|pkgconfig|node_modules\/(?:npm|corepack|yarn)|python[\d.]+\/(?:ensurepip|lib2to3|test|idlelib))(?:[-/.\d]|$)|^\/usr\/local\/(?:go|cargo|rustup|x86_64-unknown-linux)(?:\/|$)|^\/usr\/(?:lib|lib64)\/[^ ]*\.(?:a|o|la|pc)$|^\/(?:usr\/)?s?bin\/(?:[^/]*-)?(?:gcc|g\+\+|cpp|cc|c\+\+|c89|c99|ld|ld\.(?:bfd|gold)|as|ar|nm|ranlib|strip|objcopy|objdump|readelf|make|cmake|git|hg|svn|patch|dpkg-[a-z]+|autoconf|automake|m4|pkg-config|python3?-config|gdb|perf)(?:-[\d.]+)?$|^\/usr\/(?:local\/)?bin\/(?:npm|npx|yarn|yarnpkg|pnpm|pnpx|corepack|composer|docker-php-ext-[a-z]+|docker-php-source|phpize|php-config)$/;
const SYSTEM =
  /^\/(?:bin|boot|dev|etc|lib\d*|media|mnt|sbin|sys|usr|var|run|root|home|opt\/(?:java|yarn-v[^/]+))(?:\/|$)/;

const VERSION_CONTROL =
  /\/\.(?:git|hg|svn|github|gitlab|circleci|vscode|idea|husky)(?:\/|$)|\/\.git(?:ignore|attributes|modules|keep)$/;
const SOURCE_FILE =
  /\.(?:[cm]?tsx?|jsx|go|c|cc|cpp|cxx|h|hh|hpp|rs|java|kt|kts|scala|vue|svelte|astro|scss|sass|less|styl|map|proto|asm|s|coffee|elm|swift|zig|gyp|gypi|o|a)$/;
const PROJECT_FILE =
  /\/(?:Makefile|GNUmakefile|Dockerfile[^/]*|docker-compose[^/]*|compose\.ya?ml|\.dockerignore|go\.(?:mod|sum|work)|tsconfig[^/]*\.json|jsconfig\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|Cargo\.(?:toml|lock)|pom\.xml|build\.gradle(?:\.kts)?|[^/]+\.config\.[cm]?[jt]s|\.(?:eslint|prettier|babel|editorconfig|npmrc|nvmrc|yarnrc|stylelint|browserslist|mocharc|nycrc|swcrc|travis|env\.example)[^/]*)$/;
const TESTS =
  /\/(?:tests?|__tests__|__mocks__|spec|specs|e2e|cypress|fixtures|testdata|benchmarks?|coverage|\.nyc_output)\/|\.(?:test|spec)\.[cm]?[jt]sx?$|_test\.go$/;
const DOCUMENTATION =
  /\/(?:docs?|examples?|man)\/|\.(?:md|markdown|rst|adoc|d\.[cm]?ts|flow)$|\/(?:README|CHANGELOG|CHANGES|HISTORY|LICEN[CS]E|NOTICE|AUTHORS|CONTRIBUTORS|CONTRIBUTING|SECURITY|COPYING)[^/]*$/i;

const PACKAGE_DIRECTORY =
  /^(.*\/(?:node_modules\/(?:@[^/]+\/)?[^/@.][^/]*|vendor\/(?!composer\/|bin\/)[^/]+\/[^/]+|(?:site|dist)-packages\/[^/]+))(?:\/|$)/;
/** What package managers note beside the packages, and what tools cache there. */
const PACKAGE_NOTES = /\/node_modules\/\.(?!bin\/|prisma\/|pnpm\/)/;
const PACKAGE_LINK = /\/(?:node_modules\/\.bin|vendor\/bin)\/[^/]+$/;

/** True for what no image holds, whatever a listing of a container shows. */
export function isOfTheEngine(path: string): boolean {
  return NOT_OF_THE_IMAGE.test(path);
}

/** What a repository holds for those who work on it, by a name that nothing else has. */
const REPOSITORY_FILE =
  /\/(?:README|CHANGELOG|CHANGES|HISTORY|LICEN[CS]E|NOTICE|AUTHORS|CONTRIBUTORS|CONTRIBUTING|SECURITY|COPYING)(?:[-.][^/]*)?$/;

/** True for files of version control, of package managers and build tools, and for a repository's own notes. */
export function isRepositoryFile(path: string): boolean {
  return VERSION_CONTROL.test(path) || PROJECT_FILE.test(path) || REPOSITORY_FILE.test(path);
}

/** The directory of the innermost package of npm, Composer or pip that holds the path; null when none does. */
export function packageDirectory(path: string): string | null {
  return PACKAGE_DIRECTORY.exec(path)?.[1] ?? null;
}

/** True when the path's package, or a package around it, is gone whole. */
function packageIsGone(path: string, after: Listing): boolean {
  for (let at = packageDirectory(path); at !== null; at = packageDirectory(parentPath(at))) {
    if (!after.has(at)) return true;
  }
  return false;
}

function goneFromApp(path: string, after: Listing): GoneReason {
  if (isCache(path) || PACKAGE_NOTES.test(path)) return 'cache';
  if (packageIsGone(path, after) || PACKAGE_LINK.test(path)) return 'dev dependency';
  if (VERSION_CONTROL.test(path)) return 'source';
  if (DOCUMENTATION.test(path)) return 'documentation';
  if (SOURCE_FILE.test(path) || PROJECT_FILE.test(path) || TESTS.test(path)) return 'source';
  return 'unknown';
}

function goneFromSystem(path: string): GoneReason {
  if (isCache(path)) return 'cache';
  if (PACKAGE_DATA.test(path)) return 'package manager data';
  if (SYSTEM_DOCUMENTATION.test(path)) return 'documentation';
  if (BUILD_TOOL.test(path)) return 'build tool';
  return SYSTEM.test(path) ? 'another base' : 'unknown';
}

/**
 * Why a path of the original is not in the candidate, by where it is and what else is gone. By name only: it says what a
 * file is for, and proves nothing about whether it is needed. `ofTheApp`: it is in one of the app's directories.
 */
export function goneReason(
  path: string,
  after: Listing,
  ofTheApp: boolean,
  explained: (path: string) => string | null,
): GoneReason {
  const reason = ofTheApp ? goneFromApp(path, after) : goneFromSystem(path);
  if (reason !== 'unknown') return reason;
  return explained(path) === null ? 'unknown' : 'planned';
}

import { verifyTitles } from './verify-codes.js';

/** What a code means, in a few words, for reports and the documentation. */
export interface CodeInfo {
  readonly code: string;
  readonly title: string;
}

const TITLES: Readonly<Record<string, string>> = {
  'E-PARSE': 'the text is not a Dockerfile',
  'E-NONDETERMINISTIC': 'a template, not a Dockerfile',
  'E-WINDOWS': 'a Windows base image',
  'E-ENTRY-UNKNOWN': 'what the container starts is not known',
  'E-BASE-UNKNOWN': 'the base image is not known',
  'E-BASE-UNFIT': 'the requested base does not fit',
  'E-ONBUILD': 'the base image runs hidden instructions',
  'E-DEVSERVER': 'the container runs a development server',
  'E-DEV-IMAGE': 'the image is used for development',
  'E-BUILD-AT-START': 'the container builds when it starts',
  'E-RELEASE-UNKNOWN': 'the release of the distribution is not known',
  'E-SHELL-STATE': 'a RUN cannot be divided',
  'E-CONTEXT-MISSING': 'the build context is needed to prove it',
  'E-COMPILER-AT-RUNTIME': 'a compiler is needed at run time',
  'E-CONSUMER': 'something else uses the image’s tools',
  'H-DEVDEP-RUNTIME': 'development dependencies are kept',
  'H-PRUNE-SCRIPTS': 'pruning would run scripts',
  'H-YARN1-PATCH': 'pruning would undo patches',
  'H-COMPOSER-RUNTIME': 'Composer is kept',
  'H-COMPOSER-DEV': 'development packages are kept',
  'H-AMBIGUOUS-PKG': 'a package is kept',
  'H-DYNAMIC-PATH': 'paths are computed at run time',
  'H-RELEASE-UNKNOWN': 'a package with another name in every release is kept',
  'H-CHROME': 'a browser is kept',
  'H-UNKNOWN-CMD': 'what a command does is not known',
  'H-PROGRAMS-UNKNOWN': 'which programs run time calls is not known',
  'H-LIBRARIES-UNKNOWN': 'which libraries run time needs is not known',
  'H-OWNERSHIP': 'owners of files would change',
  'H-CONFIG': 'the image’s config would change',
  'H-GATES': 'a check of the build would be lost',
  'H-DATA': 'certificates, time zones or the like would be missing',
  'H-CHECK': 'a built-in check failed',
  'E-STAGE-CHAIN': 'the stage continues another one',
  'E-KEEP-UNKNOWN': 'what --keep names is not known',
  'E-TARGET': 'there is no such stage',
  'E-ARCHIVE-DEAD': 'the packages of the release are gone',
  'W-LOCK-MISMATCH': 'lock file and package manager differ',
  'W-HOST-NODE_MODULES': 'the host’s node_modules come along',
  'W-DOCKERIGNORE': 'the .dockerignore is missing or too wide',
  'W-LATEST': 'the tag floats',
  'W-EOL': 'the base image is no longer maintained',
  'W-DATA-AGE': 'what is known of images and packages is old',
  'W-CGO-STUB': 'a package without cgo is a stub',
  'I-NETWORK-AT-START': 'the start needs the network',
  'I-NGINX': 'nginx serves the files in the place of the original server',
  'I-NODE-ENV': 'NODE_ENV is not set',
  'I-PLATFORM': 'sizes are those of another platform',
  ...verifyTitles,
};

/** The title of a code; empty when the catalogue lacks it (a test says that it does not). */
export function codeTitle(code: string): string {
  return TITLES[code] ?? '';
}

/** Every code of the catalogue, sorted. */
export function allCodes(): readonly CodeInfo[] {
  return Object.entries(TITLES)
    .map(([code, title]) => ({ code, title }))
    .sort((a, b) => a.code.localeCompare(b.code));
}

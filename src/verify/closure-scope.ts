import { packageDirectory } from './gone.js';
import { within } from '../classify/places.js';
import { absolutePath } from '../project/path.js';
import { parentPath, realPath } from './paths.js';
import { findProgram, pathDirectories, startedPrograms } from './programs.js';
import type { ListedFile, Listing } from './types.js';

export interface ClosureQuestion {
  /** Environment of the candidate's config: PATH, LD_LIBRARY_PATH, TZ, SSL_CERT_FILE and SSL_CERT_DIR count. */
  readonly env: Readonly<Record<string, string>>;
  /** The same of the original; the candidate's when left out. */
  readonly envBefore?: Readonly<Record<string, string>>;
  /** Names or paths of programs that are called at run time. */
  readonly programs: readonly string[];
  /** Names of programs that the original is known to call, which another file's author may have replaced. */
  readonly expected?: readonly string[];
  /** The words that start the container: ENTRYPOINT, then CMD. */
  readonly entrypoint: readonly string[];
  /** Absolute paths of the app's directories and files. */
  readonly roots: readonly string[];
  /** Working directory of the container, for programs with a relative path; the root when left out. */
  readonly workdir?: string;
  /** Paths outside of `roots` that the original's instructions made and that the plan of the rewrite leaves out. */
  readonly planned?: ReadonlySet<string>;
  /** The candidate is a rewrite of dockopt's own: its plan says what only the build needs. */
  readonly byPlan?: boolean;
}

/**
 * How much a file counts. `called`: it is started, or something that is started loads it. `app`: in the app's own
 * directories, outside of installed packages. `package`: of an installed package in there. `path`: a program that a shell
 * finds, and that the original had too. `around`: any other file: nobody knows of a use.
 */
export type Standing = 'called' | 'app' | 'package' | 'path' | 'around';

/**
 * Modules that a run time loads by its settings and not by need: a PHP image turns every module of its directory on.
 * Python's own modules are not among them: its slim images hold `_tkinter` without Tk on purpose.
 */
const MODULES =
  /^\/usr\/(?:local\/)?lib\/(?:php\/(?:extensions\/)?[^/]+\/[^/]+\.so$|node_modules\/|python[\d.]+\/(?:site|dist)-packages\/|ruby\/gems\/)|^\/usr\/local\/bundle\//;

/** Where a distribution's packages put programs; what an author adds goes elsewhere. */
const DISTRIBUTION = /^\/(?:usr\/)?s?bin\//;

/**
 * True for what is called, what is the app's own, and what the original had on PATH, but for programs of the distribution
 * that nobody calls (iproute2's `routel` is Python, and its package does not ask for Python).
 */
export function decides(path: string, standing: Standing): boolean {
  return standing === 'called' || standing === 'app' || (standing === 'path' && !DISTRIBUTION.test(path));
}

/** Names of the programs that the question says are called. */
export function calledPrograms(question: ClosureQuestion): readonly string[] {
  return [...new Set([...startedPrograms(question.entrypoint), ...question.programs])];
}

/** How much each file of the candidate counts, by its real path. */
export function createStanding(
  before: Listing,
  after: Listing,
  question: ClosureQuestion,
): (path: string, file: ListedFile) => Standing {
  const roots = question.roots.map((path) => absolutePath(path, '/')).filter((root) => root !== '/');
  const called = new Set<string>();
  for (const name of calledPrograms(question)) {
    const found = findProgram(after, name, question.env, question.workdir);
    if (found !== null) called.add(found.path);
  }
  const onPath = new Set<string>();
  for (const directory of pathDirectories(question.env)) {
    const real = realPath(after, directory);
    if (real !== null) onPath.add(real);
  }
  return (path, file) => {
    if (called.has(path)) return 'called';
    if (roots.some((root) => within(path, root))) return packageDirectory(path) === null ? 'app' : 'package';
    if (MODULES.test(path)) return 'package';
    const program = (file.mode & 0o111) !== 0 && onPath.has(parentPath(path));
    return program && realPath(before, path) !== null ? 'path' : 'around';
  };
}

import { within } from '../classify/places.js';
import { isRepositoryFile, packageDirectory } from './gone.js';
import { parentPath } from './paths.js';
import type { Listing } from './types.js';

/** What says that a directory is a project: its sources and documents are for those who work on it. */
const MANIFEST =
  /\/(?:package\.json|composer\.json|go\.(?:mod|work)|requirements[^/]*\.txt|pyproject\.toml|setup\.py|Cargo\.toml|Gemfile|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|Makefile|CMakeLists\.txt|[^/]+\.(?:cs|fs)proj)$/;
/** What is in such a directory is for those who use the app, whatever it is called. */
const SERVED = /\/(?:public|static|htdocs|html|www|wwwroot|_site|site|content|views|templates)\//;
/** Sources that some run times take as they are. */
const TYPESCRIPT = /\.(?:[cm]?ts|tsx|jsx)$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;
const TESTS = /\/(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/;

/**
 * Whether the name of a lost file of the app, which is a source's or a document's, says that the app does without it: in a
 * project that is built, unless it is in a directory that is served, or its like is run as it is.
 */
export function sourcesByName(
  before: Listing,
  after: Listing,
  roots: readonly string[],
): (path: string) => boolean {
  const projects = new Set<string>();
  for (const path of before.keys()) if (MANIFEST.test(path)) projects.add(parentPath(path));
  let typescript = false;
  for (const path of after.keys()) {
    if (!TYPESCRIPT.test(path) || DECLARATIONS.test(path) || TESTS.test(path)) continue;
    if (packageDirectory(path) !== null || !roots.some((root) => within(path, root))) continue;
    typescript = true;
    break;
  }
  const inProject = (path: string): boolean => {
    for (let at = parentPath(path); ; at = parentPath(at)) {
      if (projects.has(at)) return true;
      if (at === '/') return false;
    }
  };
  return (path) => {
    if (packageDirectory(path) !== null || isRepositoryFile(path)) return true;
    if (!inProject(path)) return false;
    if (typescript && TYPESCRIPT.test(path) && !TESTS.test(path)) return DECLARATIONS.test(path);
    const root = roots.find((each) => within(path, each)) ?? '';
    return !SERVED.test(path.slice(root.length));
  };
}

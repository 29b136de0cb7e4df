import { within } from '../classify/places.js';
import { absolutePath } from '../project/path.js';
import type { ClosureQuestion } from './closure-scope.js';
import type { Finding, Listing } from './types.js';

const PACKAGE =
  /^(.*\/(?:site|dist)-packages)\/([\w.]+?)-(\d[\w.!+]*)(?:-py[\d.]+)?\.(?:dist|egg)-info(?:\/METADATA|\/PKG-INFO)?$/;
/** They install packages, and come with a run time. */
const INSTALLERS: ReadonlySet<string> = new Set([
  'pip',
  'setuptools',
  'wheel',
  'distribute',
  'uv',
  'virtualenv',
]);

interface Package {
  readonly name: string;
  readonly version: string;
  readonly place: string;
}

/** pip takes letters of either case, and `-`, `_` and `.` for the same (PEP 503). */
function plainName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '_');
}

/** Packages of Python by name, as pip notes them; the first place of several. */
function packagesOf(listing: Listing): ReadonlyMap<string, Package> {
  const found = new Map<string, Package>();
  for (const path of listing.keys()) {
    if (!path.includes('-info')) continue;
    const [, place = '', name = '', version = ''] = PACKAGE.exec(path) ?? [];
    if (name === '' || found.has(plainName(name))) continue;
    found.set(plainName(name), { name, version, place });
  }
  return found;
}

/** Names of modules that the app's own sources import. */
function importedNames(after: Listing, question: ClosureQuestion): ReadonlySet<string> {
  const roots = question.roots.map((path) => absolutePath(path, '/'));
  const names = new Set<string>();
  for (const [path, { calls }] of after) {
    if (calls === undefined || /\/(?:site|dist)-packages\//.test(path)) continue;
    if (!roots.some((root) => within(path, root))) continue;
    for (const name of calls.imports ?? []) names.add(plainName(name));
  }
  return names;
}

/**
 * Whether packages of Python are there in the version that the original has. Another version of one that the app imports by
 * the package's own name behaves as it likes; of any other it may be what one of them needs. One that is gone is told by
 * Python itself when the app imports it.
 */
export function checkPythonPackages(
  before: Listing,
  after: Listing,
  question: ClosureQuestion,
): readonly Finding[] {
  const now = packagesOf(after);
  // Without any, the app brings none or is packed some other way, of which the run time tells.
  if (now.size === 0) return [];
  const imported = importedNames(after, question);
  const findings: Finding[] = [];
  for (const [key, was] of packagesOf(before)) {
    const is = now.get(key);
    if (is?.version === was.version || INSTALLERS.has(key)) continue;
    // Debian's own packages come and go with the base.
    const direct = imported.has(key);
    if (!direct && (is === undefined || was.place.startsWith('/usr/lib/'))) continue;
    findings.push({
      check: 'closure',
      code: 'V-PYTHON-VERSION',
      weight: is !== undefined && direct ? 'different' : 'unsure',
      subject: was.name,
      before: was.version,
      after: is?.version ?? null,
      because:
        is === undefined
          ? 'the app imports it'
          : direct
            ? 'the app imports it, in another version'
            : 'another version of a package, which others may need',
    });
  }
  return findings;
}

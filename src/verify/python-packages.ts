import { within } from '../classify/places.js';
import { absolutePath } from '../project/path.js';
import type { ClosureQuestion } from './closure-scope.js';
import type { Finding, Listing, Weight } from './types.js';

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

/** They build packages or manage projects: what only makes an image is not there to be loaded. */
const BUILDERS: ReadonlySet<string> = new Set([
  'build',
  'cython',
  'flit',
  'flit_core',
  'hatch',
  'hatchling',
  'installer',
  'maturin',
  'meson',
  'meson_python',
  'ninja',
  'pdm',
  'pdm_backend',
  'pip_tools',
  'pipenv',
  'poetry',
  'poetry_core',
  'poetry_plugin_export',
  'pyproject_hooks',
  'scikit_build_core',
  'setuptools_scm',
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

/** What the app's own files say of packages: modules that they import, and packages that they declare. */
function namedByApp(
  listing: Listing,
  question: ClosureQuestion,
  what: 'imports' | 'declares',
): ReadonlySet<string> {
  const roots = question.roots.map((path) => absolutePath(path, '/'));
  const names = new Set<string>();
  for (const [path, { calls }] of listing) {
    if (calls === undefined || /\/(?:site|dist)-packages\//.test(path)) continue;
    if (!roots.some((root) => within(path, root))) continue;
    for (const name of calls[what] ?? []) names.add(plainName(name));
  }
  return names;
}

/** Names of packages that are there in some other way: in a directory of their own, or without pip's notes. */
function otherwiseThere(listing: Listing): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of listing.keys()) {
    const [, noted] = /\/([\w.]+?)-\d[^/]*\.(?:dist|egg)-info(?:\/|$)/.exec(path) ?? [];
    const [, module] =
      /\/(?:site|dist)-packages\/(\w+)(?:\.(?:py|[\w-]*\.?so)|\/__init__\.py)$/.exec(path) ?? [];
    for (const name of [noted, module]) if (name !== undefined) names.add(plainName(name));
  }
  return names;
}

/** Debian's and Alpine's own packages come and go with the base. */
function isOfSystem({ place }: Package): boolean {
  return place.startsWith('/usr/lib/');
}

function finding(was: Package, is: Package | null, weight: Weight, because: string): Finding {
  return {
    check: 'closure',
    code: 'V-PYTHON-VERSION',
    weight,
    subject: was.name,
    before: was.version,
    after: is?.version ?? null,
    because,
  };
}

/** Most packages that are named one by one when nothing of the app names them. */
const MOST_NAMED = 3;

function lostFindings(lost: readonly Package[]): readonly Finding[] {
  const because =
    'it is gone, and nothing says that the app does without it: an app may load it by a name that it computes';
  const one = (was: Package): Finding => finding(was, null, 'unsure', because);
  const [first] = lost;
  if (first === undefined || lost.length <= MOST_NAMED) return lost.map(one);
  return [{ ...one(first), subject: `${first.name} and ${lost.length - 1} more packages`, before: 'there' }];
}

/**
 * Whether packages of Python are there in the version that the original has. Another version of one that the app imports by
 * the package's own name behaves as it likes; of any other it may be what one of them needs. One that is gone leaves the
 * comparison open, whether the app names it or not, unless it only installs or builds others: which modules a
 * computed name leads to is seen nowhere. In a rewrite of dockopt's own, the plan accounts for what the app neither imports
 * nor declares.
 */
export function checkPythonPackages(
  before: Listing,
  after: Listing,
  question: ClosureQuestion,
): readonly Finding[] {
  const was = packagesOf(before);
  if (was.size === 0) return [];
  const now = packagesOf(after);
  const imported = namedByApp(after, question, 'imports');
  const declared = new Set([
    ...namedByApp(before, question, 'declares'),
    ...namedByApp(after, question, 'declares'),
  ]);
  const otherwise = otherwiseThere(after);
  const findings: Finding[] = [];
  const lost: Package[] = [];
  for (const [key, old] of was) {
    const is = now.get(key) ?? null;
    if (is?.version === old.version || INSTALLERS.has(key)) continue;
    const direct = imported.has(key);
    if (is !== null) {
      if (direct) findings.push(finding(old, is, 'different', 'the app imports it, in another version'));
      else if (!isOfSystem(old))
        findings.push(finding(old, is, 'unsure', 'another version of a package, which others may need'));
    } else if (!otherwise.has(key)) {
      if (direct) findings.push(finding(old, is, 'unsure', 'the app imports it'));
      else if (declared.has(key)) findings.push(finding(old, is, 'unsure', 'the app declares it'));
      else if (!isOfSystem(old) && !BUILDERS.has(key) && question.byPlan !== true) lost.push(old);
    }
  }
  return [...findings, ...lostFindings(lost)];
}

import { within } from '../classify/places.js';
import { absolutePath, basename } from '../project/path.js';
import { calledPrograms } from './closure-scope.js';
import type { ClosureQuestion } from './closure-scope.js';
import { isDevelopmentFile } from './development-files.js';
import { packageDirectory } from './gone.js';
import type { NamedCalls } from './named-calls.js';
import { lookUp } from './paths.js';
import { findProgram } from './programs.js';
import type { Finding, ListedFile, Listing } from './types.js';

const ZONES = '/usr/share/zoneinfo';
/** Sources that become a program: the original holds them, an image that was divided does not. */
const COMPILED = /\.(?:go|rs)$/;
/** Shells run what is written for a shell; a candidate may start the same without. */
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash']);

interface Source {
  readonly path: string;
  readonly calls: NamedCalls;
}

/** Repositories hold scripts for their developers beside the app: one that another program names may be the app's. */
function isNamed(path: string, own: readonly (readonly [string, ListedFile])[]): boolean {
  const name = basename(path);
  return own.some(([other, file]) => other !== path && file.mentions?.includes(name) === true);
}

/** The app's own sources: of the candidate those that it can run, of the original those that were compiled. */
function sourcesOf(before: Listing, after: Listing, question: ClosureQuestion): readonly Source[] {
  const roots = question.roots.map((path) => absolutePath(path, '/'));
  const started = new Set(
    question.entrypoint
      .flatMap((word) => word.split(/[\s;&|'"]+/))
      .filter((word) => word !== '')
      .map((word) => absolutePath(word, question.workdir ?? '/')),
  );
  const isOwn = (path: string): boolean => {
    if (started.has(path)) return true;
    const root = roots.find((each) => within(path, each));
    if (root === undefined || packageDirectory(path) !== null) return false;
    // A directory above the app's own says nothing of its files.
    const inside = path === root || root === '/' ? path : path.slice(root.length);
    return !isDevelopmentFile(inside);
  };
  const own = [...after].filter(([path]) => !COMPILED.test(path) && isOwn(path));
  const compiled = [...before].filter(([path]) => COMPILED.test(path) && isOwn(path));
  const found: Source[] = [];
  for (const [path, { calls, script }] of [...own, ...compiled]) {
    if (calls === undefined) continue;
    const shell = path.endsWith('sh') || /sh\b/.test(script ?? '');
    if (!shell || started.has(path) || isNamed(path, own)) found.push({ path, calls });
  }
  return found;
}

function binPlaces(name: string, path: string, workdir: string): readonly string[] {
  const parts = path.split('/');
  return [
    absolutePath(name, workdir),
    ...parts.map((_, at) => absolutePath(name, parts.slice(0, parts.length - 1 - at).join('/') || '/')),
  ];
}

function hasProgram(
  listing: Listing,
  name: string,
  path: string,
  env: Readonly<Record<string, string>>,
  workdir: string,
): boolean {
  if (name.startsWith('node_modules/'))
    return binPlaces(name, path, workdir).some((place) => lookUp(listing, place) !== null);
  return findProgram(listing, name, env, workdir)?.executable === true;
}

function libraryNames(listing: Listing): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of listing.keys()) {
    const name = basename(path);
    if (!name.includes('.so')) continue;
    names.add(name);
    // `find_library` takes any version.
    names.add(name.replace(/\.so\..*$/, '.so'));
  }
  return names;
}

/** The system's zones, or those that a package of Python brings. */
function hasZone(listing: Listing, zone: string): boolean {
  if (lookUp(listing, zone === '*' ? ZONES : `${ZONES}/${zone}`) !== null) return true;
  const packaged = zone === '*' ? /\/tzdata\/zoneinfo\// : `/tzdata/zoneinfo/${zone}`;
  return [...listing.keys()].some((path) =>
    typeof packaged === 'string' ? path.endsWith(packaged) : packaged.test(path),
  );
}

function bringsZones(after: Listing): boolean {
  return [...after.values()].some((file) => file.elf?.ownZones === true);
}

/**
 * Whether programs, libraries and time zones that the app's own sources call by name are there, where the original has
 * them. Such a call may stand in a branch that nothing takes, so that it leaves the comparison open.
 */
export function checkSourceCalls(
  before: Listing,
  after: Listing,
  question: ClosureQuestion,
): readonly Finding[] {
  const known = new Set([...calledPrograms(question), ...(question.expected ?? []), ...SHELLS]);
  const envBefore = question.envBefore ?? question.env;
  const workdir = question.workdir ?? '/';
  const findings = new Map<string, Finding>();
  let libraries: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> } | null = null;
  const add = (code: string, subject: string, path: string, what: string): void => {
    const because = `${path} ${what}`;
    if (!findings.has(`${code} ${subject}`))
      findings.set(`${code} ${subject}`, {
        check: 'closure',
        code,
        weight: 'unsure',
        subject,
        before: 'there',
        after: null,
        because,
      });
  };
  for (const { path, calls } of sourcesOf(before, after, question)) {
    for (const name of calls.programs) {
      if (known.has(name) || !hasProgram(before, name, path, envBefore, workdir)) continue;
      if (!hasProgram(after, name, path, question.env, workdir)) add('V-COMMAND', name, path, 'calls it');
    }
    for (const name of calls.libraries) {
      libraries ??= { before: libraryNames(before), after: libraryNames(after) };
      if (libraries.before.has(name) && !libraries.after.has(name))
        add('V-LIBRARY', name, path, 'loads it when it runs');
    }
    for (const zone of calls.zones) {
      if (!hasZone(before, zone) || hasZone(after, zone)) continue;
      if (path.endsWith('.go') && bringsZones(after)) continue;
      add('V-ZONE', zone === '*' ? ZONES : `${ZONES}/${zone}`, path, 'asks for a zone by name');
    }
  }
  return [...findings.values()];
}

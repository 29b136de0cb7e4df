import { within } from '../classify/places.js';
import type { ImageConfig } from '../dockerfile/types.js';
import { findProgram } from './programs.js';
import { belongsToSystem } from './roots.js';
import type { Finding, Listing, Smoke } from './types.js';

/** Run times that can be asked what they find. */
export type SmokeName = 'node' | 'php' | 'python';

/** Ends the name of a smoke about files that nothing that is started is seen to load: tests, tools, plugins. */
export const UNREACHED = ':unreached';
/** Ends the name of a smoke about files and packages that a name may lead to which is put together at run time. */
export const POSSIBLE = ':possible';

const CODES: Readonly<Record<SmokeName, readonly [code: string, what: string]>> = {
  node: ['V-REQUIRE', 'a module that the app loads is not found'],
  php: ['V-PHP-MODULE', 'a PHP extension is gone, or PHP complains when it starts'],
  python: ['V-PYTHON-IMPORT', 'a module that the app imports is not found'],
};

/** What each is started by, best first: a name on PATH, or where an image has it that does not have it on PATH. */
const PROGRAMS: Readonly<Record<SmokeName, readonly string[]>> = {
  node: ['node', 'nodejs', '/usr/local/bin/node', '/usr/bin/node', '/nodejs/bin/node'],
  php: ['php', '/usr/local/bin/php', '/usr/bin/php'],
  python: ['python3', 'python', '/usr/local/bin/python3', '/usr/bin/python3'],
};

const NAMES: readonly SmokeName[] = ['node', 'php', 'python'];

const SOURCES: Readonly<Record<SmokeName, RegExp>> = {
  node: /\.(?:[cm]?[jt]s|[jt]sx)$/,
  php: /\.php$/,
  python: /\.py$/,
};

/** Packages that come as they are: what they name is theirs to find. */
const PACKAGES = /\/(?:node_modules|site-packages|dist-packages|vendor)\//;

/** The run times that an image has, with what starts them there: a name on PATH, or a path. */
export function smokesOf(config: ImageConfig, listing: Listing): ReadonlyMap<SmokeName, string> {
  const found = new Map<SmokeName, string>();
  for (const name of NAMES) {
    const program = PROGRAMS[name].find(
      (each) => findProgram(listing, each, config.env)?.executable === true,
    );
    if (program !== undefined) found.set(name, program);
  }
  return found;
}

/** The run times for which there are files of the app's own below its directories. */
export function smokesWithSources(listing: Listing, roots: readonly string[]): readonly SmokeName[] {
  const found = new Set<SmokeName>();
  for (const path of listing.keys()) {
    if (found.size === NAMES.length) break;
    if (!roots.some((root) => within(path, root))) continue;
    if (PACKAGES.test(path)) continue;
    for (const name of NAMES) if (SOURCES[name].test(path)) found.add(name);
  }
  return NAMES.filter((name) => found.has(name));
}

/** Where the app's own files are: the working directory and the directories of absolute paths that are started. */
export function smokeRoots(config: ImageConfig): readonly string[] {
  const words = [...(config.entrypoint ?? []), ...(config.cmd ?? [])].flatMap((word) =>
    word.split(/[\s;&|'"]+/),
  );
  const files = words.filter((word) => /^\/.*\.(?:[cm]?[jt]s|py|php)$/.test(word));
  const directories = files.map((file) => file.slice(0, file.lastIndexOf('/')) || '/');
  return [...new Set([config.workdir, ...directories])].filter(
    (path) => path !== '' && !belongsToSystem(path),
  );
}

function nameOf(smoke: Smoke): SmokeName | null {
  const base = smoke.name.replace(/:.*/, '');
  return NAMES.find((name) => name === base) ?? null;
}

function finding(smoke: Smoke, entry: string, both: boolean, certain: boolean): Finding {
  const name = nameOf(smoke);
  const [code, what] = name === null ? ['V-SMOKE', 'something is missing'] : CODES[name];
  const unreached = smoke.name.endsWith(UNREACHED);
  const possible = smoke.name.endsWith(POSSIBLE);
  const where = unreached
    ? ', in a file that nothing that is started is seen to load'
    : possible
      ? ', and a name that is put together may lead to it'
      : '';
  return {
    check: 'closure',
    code,
    weight: both || unreached ? 'note' : certain && !possible ? 'different' : 'unsure',
    subject: entry,
    before: both ? 'missing' : 'there',
    after: 'missing',
    because: both ? `${what}; the same in the original` : `${what}${where}`,
  };
}

/** What a run time that was asked in vain, or not to the end, leaves open. */
function unasked(smoke: Smoke, after: string, because: string): Finding {
  const weight = 'unsure';
  return { check: 'closure', code: 'V-SMOKE', weight, subject: smoke.name, before: 'asked', after, because };
}

/**
 * Compares what the run times of two images miss. What both miss is a note, one line for each run time. One that answers
 * in the original alone, or that ran out of time, proves nothing: it may not even start.
 */
export function compareSmokes(before: readonly Smoke[], after: readonly Smoke[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const smoke of after) {
    const original = before.find((each) => each.name === smoke.name);
    const unreached = smoke.name.endsWith(UNREACHED) || smoke.name.endsWith(POSSIBLE);
    if (!original?.ran) continue;
    if (!smoke.ran) {
      const because = 'it tells what it finds in the original, and gives no answer in the candidate';
      if (!unreached) findings.push(unasked(smoke, 'no answer', because));
      continue;
    }
    const known = new Set(original.missing);
    const lost = smoke.missing.filter((entry) => !known.has(entry));
    const both = smoke.missing.filter((entry) => known.has(entry));
    for (const entry of lost) findings.push(finding(smoke, entry, false, original.complete));
    if (both.length > 0 && !unreached) {
      const more = both.length > 3 ? ` and ${both.length - 3} more` : '';
      findings.push(finding(smoke, `${both.slice(0, 3).join(', ')}${more}`, true, true));
    }
    if (!smoke.complete && !unreached) {
      const because = 'there was no time to look at all the files that the start loads';
      findings.push(unasked(smoke, 'asked in part', because));
    }
  }
  return findings;
}

/** What `php -m` said: its modules, and the warnings around them. */
export interface PhpModules {
  readonly modules: readonly string[];
  readonly complaints: readonly string[];
}

/** Reads what `php -m` prints (`[PHP Modules]`, `[Zend Modules]`); null when it is something else. */
export function readPhpModules(stdout: string, stderr: string): PhpModules | null {
  if (!stdout.includes('[PHP Modules]')) return null;
  const lines = stdout.slice(stdout.indexOf('[PHP Modules]')).split('\n');
  const modules = lines.map((line) => line.trim()).filter((line) => /^[\w .]+$/.test(line));
  const complaints = `${stderr}\n${stdout}`
    .split('\n')
    .filter((line) => /\b(?:Warning|Error|Deprecated|Notice)\b:?/.test(line))
    .map((line) => line.replace(/^(?:PHP )?(?=Warning|Fatal|Error|Deprecated|Notice)/, '').trim());
  return { modules: [...new Set(modules)], complaints: [...new Set(complaints)] };
}

/** PHP in both images: the extensions that only the original has are what the candidate misses. */
export function phpSmokes(
  before: PhpModules | null,
  after: PhpModules | null,
): { readonly before: Smoke; readonly after: Smoke } {
  const gone = (before?.modules ?? []).filter((module) => !(after?.modules ?? []).includes(module));
  return {
    before: { name: 'php', missing: before?.complaints ?? [], ran: before !== null, complete: true },
    after: {
      name: 'php',
      missing: [...gone, ...(after?.complaints ?? [])],
      ran: after !== null,
      complete: true,
    },
  };
}

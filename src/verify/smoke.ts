import type { ImageConfig } from '../dockerfile/types.js';
import type { Finding, Listing, Smoke } from './types.js';

/** Run times that can be asked what they find. */
export type SmokeName = 'node' | 'php' | 'python';

/** Ends the name of a smoke about files that nothing that is started is seen to load: tests, tools, plugins. */
export const UNREACHED = ':unreached';

const CODES: Readonly<Record<SmokeName, readonly [code: string, what: string]>> = {
  node: ['V-REQUIRE', 'a module that the app loads is not found'],
  php: ['V-PHP-MODULE', 'a PHP extension is gone, or PHP complains when it starts'],
  python: ['V-PYTHON-IMPORT', 'a module that the app imports is not found'],
};

const PROGRAMS: Readonly<Record<SmokeName, RegExp>> = {
  node: /^\/(?:usr\/(?:local\/)?)?bin\/(?:node|nodejs)$|^\/nodejs\/bin\/node$/,
  php: /^\/(?:usr\/(?:local\/)?)?bin\/php$/,
  python: /^\/(?:usr\/(?:local\/)?)?bin\/python3?$/,
};

const VARIABLES: Readonly<Record<SmokeName, string>> = {
  node: 'NODE_VERSION',
  php: 'PHP_VERSION',
  python: 'PYTHON_VERSION',
};

const NAMES: readonly SmokeName[] = ['node', 'php', 'python'];

const SOURCES: Readonly<Record<SmokeName, RegExp>> = {
  node: /\.(?:[cm]?[jt]s|[jt]sx)$/,
  php: /\.php$/,
  python: /\.py$/,
};

/** Packages that come as they are: what they name is theirs to find. */
const PACKAGES = /\/(?:node_modules|site-packages|dist-packages|vendor)\//;

/** The run times that an image has: by its files when they are known, else by the variables of the official images. */
export function smokesOf(config: ImageConfig, listing: Listing | null): readonly SmokeName[] {
  if (listing === null) return NAMES.filter((name) => config.env[VARIABLES[name]] !== undefined);
  const found = new Set<SmokeName>();
  for (const path of listing.keys()) {
    for (const name of NAMES) if (PROGRAMS[name].test(path)) found.add(name);
  }
  return NAMES.filter((name) => found.has(name));
}

/** The run times for which there are files of the app's own below its directories. */
export function smokesWithSources(listing: Listing, roots: readonly string[]): readonly SmokeName[] {
  const found = new Set<SmokeName>();
  for (const path of listing.keys()) {
    if (found.size === NAMES.length) break;
    if (!roots.some((root) => path.startsWith(root.endsWith('/') ? root : `${root}/`))) continue;
    if (PACKAGES.test(path)) continue;
    for (const name of NAMES) if (SOURCES[name].test(path)) found.add(name);
  }
  return NAMES.filter((name) => found.has(name));
}

/** Directories of the system: what the app has there is not told from the rest. */
const SYSTEM = /^\/(?:$|(?:usr|bin|sbin|lib|lib64|etc|proc|sys|dev|root|var|tmp|run|home)\/?$)/;

/** Where the app's own files are: the working directory and the directories of absolute paths that are started. */
export function smokeRoots(config: ImageConfig): readonly string[] {
  const words = [...(config.entrypoint ?? []), ...(config.cmd ?? [])].flatMap((word) =>
    word.split(/[\s;&|'"]+/),
  );
  const files = words.filter((word) => /^\/.*\.(?:[cm]?[jt]s|py|php)$/.test(word));
  const directories = files.map((file) => file.slice(0, file.lastIndexOf('/')) || '/');
  return [...new Set([config.workdir, ...directories])].filter((path) => path !== '' && !SYSTEM.test(path));
}

function nameOf(smoke: Smoke): SmokeName | null {
  const base = smoke.name.replace(UNREACHED, '');
  return NAMES.find((name) => name === base) ?? null;
}

function finding(smoke: Smoke, entry: string, both: boolean): Finding {
  const name = nameOf(smoke);
  const [code, what] = name === null ? ['V-SMOKE', 'something is missing'] : CODES[name];
  const unreached = smoke.name.endsWith(UNREACHED);
  return {
    check: 'closure',
    code,
    weight: both || unreached ? 'note' : 'different',
    subject: entry,
    before: both ? 'missing' : 'there',
    after: 'missing',
    because: both
      ? `${what}; the same in the original`
      : `${what}${unreached ? ', in a file that nothing that is started is seen to load' : ''}`,
  };
}

/** Compares what the run times of two images miss. What both miss is a note, one line for each run time. */
export function compareSmokes(before: readonly Smoke[], after: readonly Smoke[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const smoke of after) {
    const original = before.find((each) => each.name === smoke.name);
    if (!smoke.ran || !original?.ran) continue;
    const known = new Set(original.missing);
    const lost = smoke.missing.filter((entry) => !known.has(entry));
    const both = smoke.missing.filter((entry) => known.has(entry));
    for (const entry of lost) findings.push(finding(smoke, entry, false));
    if (both.length > 0 && !smoke.name.endsWith(UNREACHED)) {
      const more = both.length > 3 ? ` and ${both.length - 3} more` : '';
      findings.push(finding(smoke, `${both.slice(0, 3).join(', ')}${more}`, true));
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
    before: { name: 'php', missing: before?.complaints ?? [], ran: before !== null },
    after: { name: 'php', missing: [...gone, ...(after?.complaints ?? [])], ran: after !== null },
  };
}

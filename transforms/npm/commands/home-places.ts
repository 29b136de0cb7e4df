import type { LockEntry } from '../../../src/project/npm/lock.js';
import { nativeNeed } from '../natives.js';

/** A package that fetches a browser when it is installed, and keeps it in the home directory of who installs it. */
export interface HomeFiller {
  /** Packages whose install script fetches it, or that start what was fetched. */
  readonly names: readonly string[];
  /** Seen from the home directory. */
  readonly path: string;
  /** Names another place. */
  readonly variable: string;
  readonly skip: readonly string[];
  /** Values of `skip` that do not skip. */
  readonly fetching: RegExp;
}

const UNSET = /^(?:0|false)?$/;

export const homeFillers: readonly HomeFiller[] = [
  {
    names: ['puppeteer'],
    path: '.cache/puppeteer',
    variable: 'PUPPETEER_CACHE_DIR',
    skip: ['PUPPETEER_SKIP_DOWNLOAD', 'PUPPETEER_SKIP_CHROMIUM_DOWNLOAD'],
    fetching: UNSET,
  },
  {
    names: ['playwright', 'playwright-chromium', 'playwright-firefox', 'playwright-webkit'],
    path: '.cache/ms-playwright',
    variable: 'PLAYWRIGHT_BROWSERS_PATH',
    skip: ['PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD'],
    fetching: UNSET,
  },
  {
    names: ['cypress'],
    path: '.cache/Cypress',
    variable: 'CYPRESS_CACHE_FOLDER',
    skip: ['CYPRESS_INSTALL_BINARY'],
    // Anything else says where the program comes from.
    fetching: /^(?!0$)/,
  },
];

function major(range: string | null): number | null {
  const found = /^\D{0,2}(\d+)/.exec(range ?? '');
  return found ? Number(found[1]) : null;
}

/** What this version of a package keeps at home; undefined for a package that keeps nothing there. */
export function homeFiller(name: string, range: string | null): HomeFiller | undefined {
  // puppeteer before 19 keeps Chromium inside its package.
  if (name === 'puppeteer' && (major(range) ?? 19) < 19) return undefined;
  return homeFillers.find((each) => each.names.includes(name));
}

/** Where it is kept for who has this home and environment; null when it is not fetched, or kept below the project. */
export function fillerPlace(
  filler: HomeFiller,
  home: string,
  env: (name: string) => string | undefined,
): string | null {
  if (filler.skip.some((name) => !filler.fetching.test(env(name) ?? ''))) return null;
  const place = env(filler.variable) ?? `${home}/${filler.path}`;
  return place.startsWith('/') ? place.replace(/(?<=.)\/+$/, '') : null;
}

/**
 * True for a package with an install script that no table knows. The packages that tables know keep what they make in their
 * own directory, or stand in `homeFillers`.
 */
export function hasUnknownScript(
  entry: Pick<LockEntry, 'name' | 'version' | 'hasInstallScript' | 'dependencies'>,
): boolean {
  return (
    entry.hasInstallScript === true &&
    homeFiller(entry.name, entry.version) === undefined &&
    nativeNeed(entry.name, entry.version, true, entry.dependencies) === 'unknown'
  );
}

/** Where an install script that nobody knows may keep things for run time: programs keep what they fetched there. */
export function homeCache(home: string): string {
  return `${home === '/' ? '' : home}/.cache`;
}

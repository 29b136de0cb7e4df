import type { Claim, Facts, UnitFacts } from '../../src/transform/types.js';
import {
  fillerPlace,
  hasUnknownScript,
  type HomeFiller,
  homeCache,
  homeFillers,
} from './commands/home-places.js';
import { homeOf } from '../../src/effects/home.js';
import { removedLater } from './global-tools.js';
import { type AppProject, inProduction } from './project.js';

/** Packages that start a browser which another one fetched. */
const starters: Readonly<Record<string, readonly string[]>> = {
  'ms-playwright': ['playwright-core', '@playwright/test'],
  puppeteer: ['puppeteer-core'],
};

/** The package whose place this is; undefined for other places. */
function fillerOf(path: string, unit: UnitFacts): HomeFiller | undefined {
  const home = homeOf(unit.user, unit.env);
  return homeFillers.find(
    (each) => path.endsWith(`/${each.path}`) || path === fillerPlace(each, home, (name) => unit.env[name]),
  );
}

function startersOf(filler: HomeFiller): readonly string[] {
  return [...filler.names, ...(starters[filler.path.replace(/^.*\//, '')] ?? [])];
}

function globally(unit: UnitFacts, name: string): boolean {
  return unit.effects.writes.some(
    (write) => write.role === 'tool' && write.path.endsWith(`/lib/node_modules/${name}`),
  );
}

/** Production packages whose install script nobody knows, for the report. */
function unknownScripts(project: AppProject): string {
  const names = [...new Set((project.production ?? []).filter(hasUnknownScript).map((each) => each.name))];
  const shown = names.slice(0, 3).join(', ');
  return shown === '' ? 'a package of the repository' : names.length > 3 ? `${shown} and others` : shown;
}

/**
 * Trees outside the project that dependencies need: a browser's download, the cache of Plug'n'Play, and, where nobody knows
 * what an install script does, the cache in the home directory. What a package fetches depends on its own settings and on the
 * package manager's leave to run scripts, so such a place may be missing. `ownCode` is false when nothing but a known program
 * runs.
 */
export function outsideTrees(
  facts: Facts,
  project: AppProject,
  imported: ReadonlySet<string>,
  ownCode: boolean,
): readonly Claim[] {
  const loads = (name: string): boolean =>
    imported.has(name) ||
    inProduction(project, name) === true ||
    project.production?.some((entry) => entry.name === name) === true;
  const claims: Claim[] = [];
  const add = (path: string, because: string, maybe: boolean): void => {
    if (claims.some((each) => each.path === path)) return;
    const evidence = { rule: 'npm/outside-project', because, at: null };
    claims.push({ path, tree: true, confidence: 'proven', evidence, ...(maybe ? { maybe } : {}) });
  };
  for (const unit of facts.units)
    for (const { role, tree, path } of unit.effects.writes) {
      if (role !== 'dependencies' || !tree || path.startsWith(`${project.dir}/`)) continue;
      if (/\/node_modules(?:\/|$)/.test(path) || removedLater(facts, path)) continue;
      const filler = fillerOf(path, unit);
      if (filler !== undefined) {
        const name = startersOf(filler).find((each) => loads(each) || globally(unit, each));
        if (name !== undefined) add(path, `${name} starts the browser that was downloaded`, true);
      } else if (path === homeCache(homeOf(unit.user, unit.env))) {
        const because = `what the install script of ${unknownScripts(project)} keeps there is not known`;
        if (ownCode) add(path, because, true);
      } else if (project.pnp) add(path, "Plug'n'Play loads packages from this cache", false);
    }
  return claims;
}

/** What compiling an addon leaves in a cache that is copied: headers of Node, some 60 MB. */
export function installCaches(outside: readonly Claim[]): readonly Claim[] {
  return outside
    .filter((each) => each.path.endsWith('/.cache'))
    .map((each) => ({
      path: `${each.path}/node-gyp`,
      tree: true,
      confidence: 'proven',
      evidence: { rule: 'npm/node-gyp', because: 'headers of Node serve compilers alone', at: null },
    }));
}

import type { Confidence, Evidence } from '../../src/classify/types.js';
import { inside, isBelow } from '../../src/effects/commands/place.js';
import type { Claim, Facts } from '../../src/transform/types.js';
import { composerHomes } from './commands/composer.js';
import { isSharedDirectory } from './projects.js';
import type { RuntimePrograms } from './runtime-programs.js';

function claim(path: string, tree: boolean, confidence: Confidence, rule: string, because: string): Claim {
  const evidence: Evidence = { rule: `composer/${rule}`, because, at: null };
  return { path, tree, confidence, evidence };
}

/** Composer plugins that only make installing faster: a global install of nothing else leaves nothing for run time. */
const INSTALL_PLUGINS =
  /(?:hirak\/prestissimo|fxp\/composer-asset-plugin|symfony\/flex|pyrech\/composer-changelogs|ergebnis\/composer-normalize)/g;

/** Directories where `composer global require` puts tools that may be called at run time. */
export function globalTools(facts: Facts): readonly Claim[] {
  const homes = new Set<string>();
  for (const unit of facts.units) {
    if (
      !unit.effects.model.startsWith('composer global') &&
      !/\bcomposer\S*\s+global\s+require\b/.test(unit.unit?.text ?? '')
    )
      continue;
    const rest = (unit.unit?.text ?? '').replace(INSTALL_PLUGINS, '');
    if (!/[\w-]+\/[\w-]+/.test(rest.replace(/\/\S*bin\/\S+|https?:\S+/g, ''))) continue;
    for (const write of unit.effects.writes) if (write.role === 'tool') homes.add(write.path);
  }
  return [...homes].map((path) =>
    claim(path, true, 'strong', 'global-tools', 'composer installs tools there'),
  );
}

/** Where Composer itself is put. */
export const COMPOSER_TOOL = /(?:\/s?bin\/composer\d*|\/composer\.phar)$/;

/** What only the build needs: Composer itself and its directories, unless it runs in the container. */
export function buildOnlyPaths(facts: Facts, programs: RuntimePrograms, owns: boolean): readonly Claim[] {
  const found: Claim[] = [];
  // What other languages' code calls was not read here.
  const gone = owns && programs.complete && !programs.composer;
  const kept = globalTools(facts).map((each) => each.path);
  const homes = new Set(
    facts.units.flatMap((unit) => composerHomes(unit.env['HOME'] ?? '/root', (name) => unit.env[name])),
  );
  for (const home of homes) {
    if (isSharedDirectory(home)) continue;
    const cache = inside(home, 'cache');
    found.push(claim(cache, true, 'strong', 'composer-cache', 'a cache of Composer'));
    if (!gone || isBelow(home, kept)) continue;
    found.push(
      claim(
        home,
        true,
        'strong',
        'composer-home',
        'settings of Composer, which does not run in the container',
      ),
    );
  }
  if (!gone) return found;
  if (!programs.node) {
    for (const home of new Set(facts.units.map((unit) => unit.env['HOME'] ?? '/root')))
      found.push(
        claim(inside(home, '.npmrc'), false, 'strong', 'npm-settings', 'settings of npm, which does not run'),
      );
  }
  for (const unit of facts.units) {
    for (const write of unit.effects.writes) {
      if (write.role !== 'tool' || !COMPOSER_TOOL.test(write.path)) continue;
      found.push(
        claim(write.path, false, 'strong', 'composer-tool', 'nothing in the container calls Composer'),
      );
    }
  }
  return found;
}

/** node_modules directories that asset builds made inside the app and that run time does not read. */
export function removableModules(
  facts: Facts,
  programs: RuntimePrograms,
  directories: readonly string[],
): readonly Claim[] {
  if (programs.node || programs.browser || !programs.complete || programs.scan.mentionsNodeModules !== null)
    return [];
  const found = new Set<string>();
  for (const unit of facts.units) {
    if (unit.instruction.type !== 'run') continue;
    for (const write of unit.effects.writes) {
      if (
        write.role === 'dependencies' &&
        write.path.endsWith('/node_modules') &&
        isBelow(write.path, directories)
      )
        found.add(write.path);
    }
  }
  return [...found].map((path) =>
    claim(
      path,
      true,
      'strong',
      'asset-modules',
      'packages of the asset build, and nothing in the container runs node or reads them',
    ),
  );
}

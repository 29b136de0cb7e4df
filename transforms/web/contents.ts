import { appDirectories, isAppWrite, setsOwners } from '../../src/classify/carry.js';
import { isSystemDirectory, within } from '../../src/classify/places.js';
import type { Evidence } from '../../src/classify/types.js';
import type { Artefact, Claim, Facts, UnitFacts } from '../../src/transform/types.js';
import type { NamedPath } from './config/types.js';
import type { Configuration } from './configuration.js';
import type { ScriptPaths } from './scripts.js';
import type { Started } from './started.js';

/** What a server needs of the app: the narrow list, what lies in odd places, and what it provably does not touch. */
export interface Contents {
  /** Null when the stage holds nothing else that could be left behind. */
  readonly artefact: Artefact | null;
  readonly roots: readonly Claim[];
  readonly removable: readonly Claim[];
}

/** Document roots of the packages' own default sites: Debian, Alpine and the servers' own images. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  nginx: ['/var/www/html', '/usr/share/nginx/html', '/var/lib/nginx/html', '/etc/nginx/html'],
  apache: ['/var/www/html', '/var/www/localhost/htdocs', '/usr/local/apache2/htdocs'],
  lighttpd: ['/var/www/html', '/var/www/localhost/htdocs'],
  caddy: ['/usr/share/caddy'],
};

type Presence = 'yes' | 'maybe' | 'no';

/** Is there a file or directory at this path when the build ends, as far as commands and copies tell? */
function presence(path: string, facts: Facts): Presence {
  if (facts.files.stat(path) !== null) return 'yes';
  let found: Presence = facts.files.complete ? 'no' : 'maybe';
  for (const { effects, instruction } of facts.units) {
    for (const write of effects.writes) {
      if (write.role === 'cache') continue;
      if (within(write.path, path)) return 'yes';
      if (write.tree && within(path, write.path) && instruction.type === 'run') found = 'maybe';
    }
    if (effects.opaque?.within?.some((directory) => within(path, directory))) found = 'maybe';
  }
  return found;
}

function named(facts: Facts, started: Started, configuration: Configuration): readonly NamedPath[] {
  const { paths } = configuration;
  const own = configuration.files.map((path): NamedPath => ({
    path,
    use: 'file',
    directive: 'configuration',
  }));
  const roots = paths.some((each) => each.use === 'root')
    ? []
    : (defaults[started.server.id] ?? []).map((path): NamedPath => ({
        path,
        use: 'root',
        directive: 'the default site',
      }));
  // A link elsewhere into the app is made again in the final stage, and what it points to must be there.
  const links = facts.units
    .filter((unit) => unit.effects.model === 'ln')
    .flatMap((unit) => unit.effects.reads)
    .map((path): NamedPath => ({ path, use: 'file', directive: 'a symbolic link' }));
  return [...paths, ...own, ...roots, ...links];
}

/** Directories of dependencies that no configuration, link or script reaches. */
function removableTrees(facts: Facts, reached: readonly string[]): readonly Claim[] {
  const found = new Map<string, Claim>();
  for (const unit of facts.units)
    for (const { path, role } of unit.effects.writes) {
      if (role !== 'dependencies' || !path.endsWith('/node_modules')) continue;
      if (reached.some((each) => within(path, each) || within(each, path))) continue;
      const evidence: Evidence = {
        rule: 'web/node-modules',
        because: 'the web server reads files, and nothing that it is configured with names them',
        at: unit.place,
      };
      found.set(path, { path, tree: true, confidence: 'strong', evidence });
    }
  return [...found.values()];
}

/** Sorts everything that the server's configuration and the entry scripts name into what the final image gets. */
export function contentsOf(
  facts: Facts,
  started: Started,
  configuration: Configuration,
  scripts: ScriptPaths,
): Contents {
  const directories = appDirectories(facts);
  const gaps = [...configuration.gaps, ...scripts.gaps];
  const wanted = new Map<string, Claim>();
  const elsewhere = new Map<string, Claim>();
  const unsure: string[] = [];
  const { title } = started.server;
  const take = (path: string, because: string, root: boolean): void => {
    const evidence: Evidence = { rule: 'web/named', because, at: started.start.at };
    const there = presence(path, facts);
    const claim: Claim = {
      path,
      tree: facts.files.stat(path)?.kind !== 'file',
      confidence: there === 'yes' ? 'proven' : 'strong',
      evidence,
    };
    const parent = path.slice(0, path.lastIndexOf('/'));
    const inside = directories.some((each) => within(parent, each) && parent !== each);
    // A log or a generated file is not there yet, and the directory that it goes to must be.
    if (there !== 'yes' && !root && inside && presence(parent, facts) === 'yes') {
      take(parent, because, false);
      return;
    }
    if (directories.some((each) => within(each, path))) gaps.push(`${because}, which is the whole project`);
    else if (isSystemDirectory(path)) {
      if (root) gaps.push(`${because}, which is not the app's alone`);
    } else if (there === 'no' || [...wanted.values()].some((each) => each.tree && within(path, each.path))) {
      return;
    } else if (directories.some((each) => within(path, each))) {
      if (there === 'yes' || root) wanted.set(path, claim);
      if (there === 'maybe') unsure.push(`${because}, and no command is known to make it`);
    } else if (appMade(path, facts)) elsewhere.set(path, claim);
  };
  const all = named(facts, started, configuration);
  for (const { path, use, directive } of all)
    take(path, `${title} ${use === 'root' ? 'serves' : 'reads'} ${path} (${directive})`, use === 'root');
  for (const path of scripts.paths) take(path, `an entry script names ${path}`, false);
  // One root that an unknown build step makes is what the image is for; a second one may not exist at all.
  if (
    unsure.length > 1 ||
    (unsure.length === 1 && ![...wanted.values()].some((claim) => claim.confidence === 'strong'))
  )
    gaps.push(...unsure);
  const made = facts.units.flatMap(madeBy);
  const inProject = (path: string): boolean => directories.some((each) => within(path, each));
  if (wanted.size === 0 && made.every(inProject)) gaps.push(`what ${title} serves is not known`);
  if (started.start.trail.unclear.length > 0) gaps.push(...started.start.trail.unclear);
  const paths = [...wanted.values()];
  const leavesBehind = made.some((path) => inProject(path) && !paths.some((each) => within(path, each.path)));
  const known = configuration.gaps.length === 0 && scripts.gaps.length === 0;
  return {
    artefact: leavesBehind
      ? {
          rung: 'artefact',
          paths,
          confidence: gaps.length > 0 ? 'weak' : 'strong',
          evidence: paths.map((claim) => claim.evidence),
          gaps: [...new Set(gaps)],
        }
      : null,
    roots: [...elsewhere.values()],
    removable: known ? removableTrees(facts, [...all.map((each) => each.path), ...scripts.paths]) : [],
  };
}

/** Paths of the app that a unit makes: an owner or a mode makes nothing. */
function madeBy(unit: UnitFacts): readonly string[] {
  const writes = setsOwners(unit) ? [] : unit.effects.writes.filter(isAppWrite);
  return [...writes.map((write) => write.path), ...(unit.effects.opaque?.within ?? [])];
}

/** True when the app's own commands or copies put something there: what packages bring comes with them again. */
function appMade(path: string, facts: Facts): boolean {
  return facts.units.flatMap(madeBy).some((each) => within(each, path) || within(path, each));
}

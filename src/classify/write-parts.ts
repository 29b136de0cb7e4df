import type { Write } from '../effects/types.js';
import type { Facts, ProgramNeed, UnitFacts } from '../transform/types.js';
import { buildOnlyClaim } from './carry.js';
import type { Contributions } from './merge.js';
import { programName } from './needs.js';
import type { PackageQuestion } from './packages.js';
import { isCachePlace, isDeadPlace, isPackageConfig, isSystemDirectory, within } from './places.js';
import { removedAfter } from './removed.js';

export interface FateQuestion extends PackageQuestion {
  readonly contributed: Contributions;
  /** What is copied from the build stage. */
  readonly carried: readonly string[];
  /** Directories of the app: on a narrow rung, what is not carried of them is left behind. */
  readonly directories: readonly string[];
  /** True when every path that the app reads is proven, so that nothing else has to come along. */
  readonly narrow: boolean;
}

/** What becomes of one thing that a command does. */
export type Part =
  | { readonly to: 'dead' | 'carried' | 'replay' | 'dropped'; readonly because: string }
  | { readonly to: 'carry'; readonly path: string; readonly because: string }
  | { readonly to: 'blocked'; readonly because: string; readonly unlock: string };

/** Rule of the needs of commands that the final stage repeats. */
export const REPEATED = 'fate/replayed-program';

export const SHOW = 'copy the file from the build stage by hand, or name it with --keep PATH';

function toolNeed(path: string, needs: readonly ProgramNeed[]): ProgramNeed | null {
  const name = programName(path);
  return needs.find((need) => programName(need.name) === name || need.name === path) ?? null;
}

/** A file in a directory of programs: needed when something calls it. What else lies in /opt or /usr/local may be read. */
function isProgram(write: Write): boolean {
  return !write.tree && /\/s?bin\/[^/]+$/.test(write.path);
}

function toolPart(write: Write, unit: UnitFacts, question: FateQuestion): Part {
  const need = toolNeed(write.path, question.needs);
  if (!need && question.scanned && (isProgram(write) || question.narrow))
    return { to: 'dropped', because: `nothing that runs in the container calls ${programName(write.path)}` };
  // A later command of the final stage may call it, so it has to come where it came: a copied file would come too late.
  if (need && unit.instruction.type !== 'run') return { to: 'replay', because: need.evidence.because };
  // COPY --from of a link copies what it points to, so a link is made again.
  if (unit.effects.model === 'ln' && unit.effects.replayable)
    return { to: 'replay', because: need?.evidence.because ?? `${write.path} is a link that may be used` };
  if (isSystemDirectory(write.path)) {
    if (unit.instruction.type !== 'run')
      return { to: 'replay', because: `which files come into ${write.path} is not known` };
    return {
      to: 'blocked',
      because: `it unpacks into ${write.path}, and which files come with it is not known`,
      unlock: SHOW,
    };
  }
  const use = isProgram(write) ? 'called' : 'read';
  return {
    to: 'carry',
    path: write.path,
    because: need?.evidence.because ?? `it may be ${use} at run time`,
  };
}

/** The zone files may not be in the new base, or not any more when tzdata is removed again: the copy that was made counts. */
function copiesTimeZone(write: Write, unit: UnitFacts): boolean {
  return (
    write.path === '/etc/localtime' &&
    unit.effects.model === 'cp' &&
    unit.effects.reads.some((path) => within(path, '/usr/share/zoneinfo'))
  );
}

function configPart(write: Write, unit: UnitFacts): Part {
  if (copiesTimeZone(write, unit))
    return { to: 'carry', path: write.path, because: 'it is the local time zone' };
  if (unit.effects.replayable) return { to: 'replay', because: 'it edits what the image runs with' };
  if (!isSystemDirectory(write.path))
    return { to: 'carry', path: write.path, because: 'it was made outside the directory of the app' };
  return {
    to: 'blocked',
    because: `it writes below ${write.path}, and which files is not known`,
    unlock: SHOW,
  };
}

/** An empty directory in /tmp or /var/cache that no command of the build uses: the app was given it. */
function isGivenDirectory(write: Write, unit: UnitFacts, units: readonly UnitFacts[]): boolean {
  if (unit.effects.model !== 'mkdir' || isCachePlace(write.path)) return false;
  return !units.some(
    (each) =>
      each !== unit &&
      (within(each.cwd, write.path) ||
        each.effects.reads.some((path) => within(path, write.path)) ||
        ((each.effects.owners ?? []).length === 0 &&
          [...each.effects.writes.map((other) => other.path), ...each.effects.removes].some((path) =>
            within(path, write.path),
          ))),
  );
}

/** `git config` prepares git alone: where nothing calls git any more, its settings are not needed. */
function configuresUncalled(unit: UnitFacts, question: FateQuestion): boolean {
  if (!unit.effects.model.startsWith('git config') || !question.scanned) return false;
  return !question.needs.some((need) => programName(need.name) === 'git' && need.evidence.rule !== REPEATED);
}

const HOME_CACHE = /^(?:\/root|\/home\/[^/]+)\/\.cache\/([^/]+)/;
/** Caches of tools that fill them on their own: who puts something there spares them the way, for the build. */
const OF_TOOLS =
  /^(?:apt|Cypress|bun|composer|go-build|golangci-lint|node|node-gyp|npm|pip|pip-tools|pnpm|poetry|pypoetry|pre-commit|uv|yarn)$/;
const PUTS = /^(?:COPY|ADD|cp|mv|curl|wget|tar|unzip|rsync|install|git clone)\b/;

/** Something that the author put into a cache at home by name, such as a model that a library would fetch otherwise. */
function isPutAtHome(write: Write, unit: UnitFacts): boolean {
  const tool = HOME_CACHE.exec(write.path)?.[1];
  return tool !== undefined && !OF_TOOLS.test(tool) && PUTS.test(unit.effects.model);
}

/** What becomes of one written path. */
export function writePart(write: Write, unit: UnitFacts, question: FateQuestion, facts: Facts): Part {
  if (question.carried.some((path) => within(write.path, path)))
    return { to: 'carried', because: `${write.path} is copied` };
  const only = buildOnlyClaim(write.path, question.contributed);
  if (only) return { to: 'dropped', because: only.evidence.because };
  if (!isPackageConfig(write.path) && removedAfter(facts.units, unit, write.path))
    return { to: 'dropped', because: 'a later command removes it again' };
  if (isPutAtHome(write, unit))
    return unit.instruction.type === 'run'
      ? { to: 'carry', path: write.path, because: 'it was put outside the directory of the app' }
      : { to: 'replay', because: 'it was put outside the directory of the app' };
  if (write.role === 'cache' || (write.role !== 'state' && isDeadPlace(write.path))) {
    if (isGivenDirectory(write, unit, facts.units))
      return { to: 'replay', because: `it makes ${write.path}, which the app may write to` };
    return { to: 'dead', because: 'a cache' };
  }
  if (question.directories.some((path) => within(write.path, path)))
    return { to: 'dropped', because: 'the app does not read it at run time' };
  if (configuresUncalled(unit, question))
    return { to: 'dropped', because: 'nothing that runs in the container calls git' };
  if (write.role === 'tool') return toolPart(write, unit, question);
  if (write.role === 'config' || write.role === 'state') return configPart(write, unit);
  if (unit.instruction.type !== 'run' && isSystemDirectory(unit.cwd) && within(write.path, unit.cwd)) {
    return { to: 'dropped', because: 'the app does not read it at run time' };
  }
  return configPart(write, unit);
}

import type { Facts, UnitFacts } from '../transform/types.js';
import { homeOf, isRoot } from '../effects/home.js';
import { within } from '../classify/places.js';
import type { Evidence } from '../classify/types.js';
import type { ArgumentPaths } from './argument-paths.js';

/**
 * COPY --from gives a directory's contents their owners and modes, but the destination directory itself is made 0:0 0755
 * (measured with BuildKit and the classic builder). So the owner and mode that the app's directory had must be set again.
 */
export interface DirectoryFix {
  readonly path: string;
  readonly owner: string | null;
  readonly mode: string | null;
  readonly evidence: Evidence;
}

function flagValue(unit: UnitFacts, name: string): string | null {
  return unit.instruction.flags.find((flag) => flag.name === name)?.value ?? null;
}

/** The owner of a cache below the home directory of who ran a command that made it; null where that is root's. */
function homeOwner(unit: UnitFacts, path: string): string | null {
  if (unit.instruction.type !== 'run' || isRoot(unit.user)) return null;
  if (!within(path, `${homeOf(unit.user, unit.env)}/.cache`)) return null;
  // With a colon and no group, chown takes the group that the user logs in with.
  return /^\d+$|:/.test(unit.user) ? unit.user : `${unit.user}:`;
}

/** What has to be set again on one copied directory; null when the default (root, 0755, or what WORKDIR makes) is right. */
export function directoryFix(facts: Facts, path: string): DirectoryFix | null {
  let owner: string | null = null;
  let mode: string | null = null;
  let place: UnitFacts | null = null;
  let exists = false;
  for (const unit of facts.units) {
    const { type } = unit.instruction;
    if (type === 'workdir' && within(unit.cwd, path)) exists = true;
    for (const write of unit.effects.writes) {
      const makes = write.tree && write.path === path;
      if (makes && !exists && (type === 'copy' || type === 'add')) {
        const chown = flagValue(unit, 'chown');
        if (chown) {
          owner = chown;
          place = unit;
        }
      }
      if (!exists && within(write.path, path)) {
        const maker = homeOwner(unit, path);
        if (maker !== null) {
          owner = maker;
          place = unit;
        }
      }
      if (within(write.path, path)) exists = true;
    }
    for (const change of unit.effects.owners ?? []) {
      const hits = change.path === path || (change.recursive && within(path, change.path));
      if (!hits) continue;
      if (change.kind === 'owner') owner = change.value;
      if (change.kind === 'mode' && change.path === path) mode = change.value;
      place = unit;
    }
  }
  if (!place || (owner === null && mode === null)) return null;
  if (/^(?:0|root)(?::(?:0|root)?)?$/.test(owner ?? 'root') && mode === null) return null;
  return {
    path,
    owner,
    mode,
    evidence: {
      rule: 'ownership/copied-directory',
      because: `COPY --from does not keep the owner and mode of ${path} itself`,
      at: place.place,
    },
  };
}

/** The cache directory of a home that these paths lie in: a copy makes it on its way, as root's. */
export function cacheParents(paths: readonly string[]): readonly string[] {
  const found = paths.flatMap((path) => /^(.*\/\.cache)\/./.exec(path)?.[1] ?? []);
  return [...new Set(found)];
}

/** The shell text that makes the directory as it was, its path and owner as `written` has them. */
export function fixCommand(fix: DirectoryFix, written: ArgumentPaths): string {
  const path = written.path(fix.path);
  const parts = [`mkdir -p ${path}`];
  if (fix.owner !== null) {
    const name = fix.owner.replace(/:$/, '');
    parts.push(`chown ${written.owner(name)}${fix.owner.slice(name.length)} ${path}`);
  }
  if (fix.mode !== null) parts.push(`chmod ${fix.mode} ${path}`);
  return parts.join(' && ');
}

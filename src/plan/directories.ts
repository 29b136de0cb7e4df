import type { Facts, UnitFacts } from '../transform/types.js';
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

/** The shell text that makes the directory as it was, its path and owner as `written` has them. */
export function fixCommand(fix: DirectoryFix, written: ArgumentPaths): string {
  const path = written.path(fix.path);
  const parts = [`mkdir -p ${path}`];
  if (fix.owner !== null) parts.push(`chown ${written.owner(fix.owner)} ${path}`);
  if (fix.mode !== null) parts.push(`chmod ${fix.mode} ${path}`);
  return parts.join(' && ');
}

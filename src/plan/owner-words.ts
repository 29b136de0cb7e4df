import type { UnitFate } from '../classify/fates.js';
import { setsOwners, type Carried } from '../classify/carry.js';
import { within } from '../classify/places.js';

/**
 * The text of a repeated chown or chmod without the files that are copied from the build stage: they come with their
 * owner and mode, and setting it again would double them. Null when the text stays as it is.
 */
export function withoutCopied(fate: UnitFate, carried: readonly Carried[]): string | null {
  const command = fate.unit.unit?.command;
  const owners = fate.unit.effects.owners ?? [];
  if (command?.type !== 'simple' || !setsOwners(fate.unit)) return null;
  if (command.redirects.length > 0 || command.substitutions !== undefined) return null;
  const files = command.argv.slice(-owners.length);
  if (owners.length < 2 || files.some((word) => word.value === null)) return null;
  // The last words are the files, in the order of their paths.
  if (files.some((word, index) => !endsAlike(owners[index]?.path ?? '', word.value ?? ''))) return null;
  const copied = owners.map(({ path }) => carried.some((each) => within(path, each.path)));
  if (!copied.includes(true) || !copied.includes(false)) return null;
  const head = command.argv.slice(0, -owners.length);
  const kept = files.filter((_, index) => !copied[index]);
  return [...head, ...kept].map((word) => word.text).join(' ');
}

function endsAlike(path: string, word: string): boolean {
  const name = word.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return name === '' || name === '.' || name === '..' || name === '~' || path.endsWith(name);
}

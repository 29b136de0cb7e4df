import { effects, mergeEffects, weaker } from './effects.js';
import type { Effects } from './types.js';

/** What a command leaves behind that only changes the shell. */
export const NOTHING = effects('nothing', { replayable: true, confidence: 'proven' });

/** True when more than caches changes on disk. */
function isLasting(found: Effects): boolean {
  return (
    found.removes.length > 0 ||
    found.packages.length > 0 ||
    found.users.length > 0 ||
    found.writes.some((write) => write.role !== 'cache')
  );
}

/** All parts as one, under the name of the part that matters most: what is unknown, then what lasts. */
export function mergeParts(parts: readonly Effects[], otherwise: string): Effects {
  const main =
    parts.find((part) => part.opaque?.within === null) ??
    parts.find((part) => part.opaque) ??
    parts.find(isLasting) ??
    parts.find((part) => part.gate) ??
    parts[0];
  return main ? mergeEffects(main.model, parts) : { ...NOTHING, model: otherwise };
}

/**
 * Effects of a command that may not run, or not to its end: what it removes may still be there, and what it writes
 * may not be. A gate in it is kept: dropping one is the worse mistake.
 */
export function perhaps(found: Effects): Effects {
  if (!isLasting(found)) return found;
  return { ...found, removes: [], confidence: weaker(found.confidence, 'weak') };
}

import type { Note } from '../classify/types.js';
import { parseImageRef } from '../data/image-ref.js';
import type { Place } from '../source/span.js';

/** 2: by digest, nothing else can come; 1: by a full version; 0: by less. */
function pinning(image: string): number {
  const ref = parseImageRef(image);
  if (ref.digest !== null) return 2;
  return ref.tag !== null && /\d+\.\d+\.\d+/.test(ref.tag) ? 1 : 0;
}

/** A warning when the new base may change under its name while the old one could not; null when there is none to give. */
export function floatingBase(before: string, after: string, at: Place): Note | null {
  if (after === 'scratch' || before.includes('$') || after.includes('$')) return null;
  const was = pinning(before);
  if (pinning(after) >= was) return null;
  const how = was === 2 ? 'by its digest' : 'to a full version';
  return {
    code: 'W-LATEST',
    message: `${before} was pinned ${how}, and ${after} is not: what stands behind it changes`,
    at,
    unlock: `pin it: docker buildx imagetools inspect ${after} prints the digest to put behind it`,
  };
}

import type { Contributions } from '../classify/merge.js';
import type { Refusal } from '../classify/types.js';
import { parseImageRef } from '../data/image-ref.js';
import { isDistro } from '../data/image-motion.js';
import { parseImageTag } from '../data/image-tag.js';
import { imageFacts } from '../data/images.js';
import { olderLibc } from '../data/libc-age.js';
import type { ImageFacts } from '../data/types.js';
import type { Facts } from '../transform/types.js';
import { unknownRequest } from './refusals.js';

/** The version of what an image is named after: `NODE_VERSION` of node, `PHP_VERSION` of php. */
function ownVersion(image: ImageFacts): string | undefined {
  const name = image.repository.split('/').at(-1) ?? '';
  return image.config.env[`${name.toUpperCase().replace(/-/g, '_')}_VERSION`];
}

/** `nodejs20` of distroless has its version in its name. */
function distrolessMajor(image: ImageFacts): string | null {
  return /\/nodejs(\d+)(?:-debian\d+)?$/.exec(image.repository)?.[1] ?? null;
}

/** Do both tags name one version, so that they stay together when they move? */
function sameVersion(before: ImageFacts, after: ImageFacts): boolean {
  if (isDistro(before.repository) && before.release !== null && before.release === after.release) return true;
  const [old, young] = [parseImageTag(before.tag), parseImageTag(after.tag)];
  if (
    old.version.join('.') === young.version.join('.') &&
    old.alias === young.alias &&
    (!isDistro(before.repository) || old.release === young.release)
  )
    return true;
  const version = ownVersion(before);
  return version !== undefined && version === ownVersion(after) && !before.floating && !after.floating;
}

function changesVersion(before: ImageFacts, after: ImageFacts): boolean {
  if (before.repository === after.repository) return !sameVersion(before, after);
  const major = distrolessMajor(after);
  if (major === null || !/(?:^|\/)node$/.test(before.repository)) return false;
  return ownVersion(before)?.split('.')[0] !== major;
}

function unfit(image: string, because: string, unlock: string): Refusal {
  return {
    code: 'E-BASE-UNFIT',
    message: `${image} of --base does not fit: ${because}`,
    at: null,
    unlock,
  };
}

/**
 * `--base` names an image of which nothing is known, another version of what the input stands on, or an older release of a
 * distribution than what was built there needs. Null when nothing speaks against trying it. A static program runs anywhere.
 */
export function requestRefusal(image: string, facts: Facts, contributed: Contributions): Refusal | null {
  const unknown = unknownRequest(image, facts);
  if (unknown) return unknown;
  const { owner, ownerPack } = contributed;
  const { base, baseRef } = facts;
  const after = imageFacts(parseImageRef(image));
  if (image === facts.stage.image || !base || !after) return null;
  if (owner?.linkage.value === 'static') return null;
  const proposed =
    owner && ownerPack && baseRef ? ownerPack.bases(baseRef, facts, owner).map((each) => each.resolved) : [];
  if (proposed.includes(image)) return null;
  const input = facts.stage.image ?? facts.stage.from.image;
  const [first] = proposed;
  const better = first !== undefined && first !== input ? ` such as ${first}` : '';
  if (changesVersion(base, after))
    return unfit(
      image,
      `it is another version than ${input}, and what runs stays the version that it was`,
      `use --base with an image of the same version${better}, or change FROM as well`,
    );
  if (after.libc === 'none' || base.libc !== after.libc) return null;
  const older = olderLibc(base, after);
  if (older === false) return null;
  return unfit(
    image,
    older
      ? `its C library is older than that of ${input}, and what is built there may not start here`
      : `whether its C library is as new as that of ${input}, where the app is built, is not known`,
    `use --base with an image of the same release of the distribution${better}`,
  );
}

import type { ImageRef } from '../../src/data/types.js';
import type { BaseOption, Contribution, Facts } from '../../src/transform/types.js';

const PHP_IMAGES =
  /(?:^|\/)(?:php|wordpress|drupal|joomla|nextcloud|matomo|mediawiki|phpmyadmin|frankenphp|composer|php-nginx|php-apache|php-fpm)$/;
const DEBIAN_TAG = /^(?:(?:bullseye|bookworm|trixie|1[123](?:\.\d+)?)|(?:bookworm|bullseye|trixie)-\d{8})$/;

/** True for the official php image and the images built on it. */
export function isPhpImage(image: ImageRef | null): boolean {
  return image !== null && PHP_IMAGES.test(image.repository);
}

/**
 * Final bases for a PHP image. The php image has no slim variant, and extensions fit one API number, thread model and libc
 * only: the same image it is. PHP out of Debian's own packages may go to the slim image of the same release.
 */
export function phpBases(image: ImageRef, facts: Facts, contribution: Contribution): readonly BaseOption[] {
  if (!isPhpImage(image) && !contribution.owns) return [];
  const { from } = facts.stage;
  const resolved = facts.stage.image ?? image.text;
  const same: BaseOption = {
    image: from.image,
    resolved,
    tier: 'T0',
    allow: null,
    kind: 'same',
    evidence: {
      rule: 'composer/same-image',
      because: isPhpImage(image)
        ? 'the php image has no slim variant, and extensions fit only the PHP they were built for'
        : 'PHP runs on the image that it was installed on',
      at: null,
    },
  };
  const slim =
    image.registry === null &&
    image.digest === null &&
    image.repository === 'debian' &&
    image.tag !== null &&
    DEBIAN_TAG.test(image.tag) &&
    from.image === image.text;
  if (!slim) return [same];
  const text = `${from.image}-slim`;
  return [
    {
      image: text,
      resolved: text,
      tier: 'T1',
      allow: null,
      kind: 'family',
      evidence: {
        rule: 'composer/debian-slim',
        because: 'the slim image of the same Debian release lacks documentation only',
        at: null,
      },
    },
    same,
  ];
}

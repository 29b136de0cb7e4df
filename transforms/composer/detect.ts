import { inside } from '../../src/effects/commands/place.js';
import type { Facts } from '../../src/transform/types.js';
import { isPhpImage } from './bases.js';

const PROGRAMS = new Set([
  'php',
  'composer',
  'composer.phar',
  'docker-php-ext-install',
  'docker-php-ext-enable',
  'install-php-extensions',
  'pecl',
]);
const PACKAGES = /^php(?:\d+(?:\.\d+)?)?(?:-|$)|^libapache2-mod-php/;

/** True when PHP's image or tools are used, its packages are installed, or a composer.json is in the working directory. */
export function usesPhp(facts: Facts): boolean {
  if (isPhpImage(facts.baseRef)) return true;
  if (facts.files.stat(inside(facts.contract.workdir || '/', 'composer.json'))) return true;
  const words = [...(facts.contract.entrypoint ?? []), ...(facts.contract.cmd ?? [])];
  if (words.some((word) => /^php(?:-fpm)?[\d.]*$/.test(word.split('/').at(-1) ?? ''))) return true;
  return facts.units.some(
    (unit) =>
      unit.effects.programs.some((program) => PROGRAMS.has(program)) ||
      unit.effects.packages.some((change) => change.packages.some((request) => PACKAGES.test(request.name))),
  );
}

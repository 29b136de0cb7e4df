import { inside } from '../../src/effects/commands/place.js';
import type { Facts, GuardStep } from '../../src/transform/types.js';
import { extensionName } from './extension-packages.js';
import { EXTENSIONS } from './extension-table.js';
import type { CompiledExtension } from './libraries.js';

/** Any extension that does not load. */
const NOT_LOADED = 'Unable to load dynamic library|Failed loading';
/** Only extensions that miss a system library, in glibc's and in musl's words. */
const NO_LIBRARY = '\\(lib[^ ]*: cannot open|shared library lib';

/** Extensions that ini files out of the build context enable. */
function enabledByIni(facts: Facts): readonly string[] {
  const found: string[] = [];
  const visit = (directory: string): void => {
    for (const name of facts.files.list(directory)) {
      const path = inside(directory, name);
      if (facts.files.stat(path)?.kind === 'directory') visit(path);
      else if (/\.ini/.test(name)) {
        for (const match of (facts.files.read(path) ?? '').matchAll(
          /^[ \t]*(?:zend_)?extension[ \t]*=[ \t]*"?([^\s";]+)/gm,
        ))
          found.push(extensionName(match[1] ?? ''));
      }
    }
  };
  visit('/usr/local/etc/php');
  return found;
}

/**
 * A check for the final stage: PHP starts and every enabled extension loads. An extension that misses its library is only a
 * warning to PHP, and php.ini may send it to a file or hide it; so the check asks for it on the output. Measured on PHP 8.4:
 * passes with all libraries, fails with one left out, also with `display_errors=Off`, `error_log` set and `pipefail`.
 */
export function extensionGuard(facts: Facts, extensions: readonly CompiledExtension[]): GuardStep | null {
  const first = extensions[0];
  if (!first) return null;
  const compiled = extensions.map((each) => each.name);
  // An ini file of the project may name what neither image has: that was a warning before and must stay one.
  const foreign = enabledByIni(facts).some(
    (name) => !compiled.includes(name) && !Object.hasOwn(EXTENSIONS, name),
  );
  const pattern = foreign ? NO_LIBRARY : NOT_LOADED;
  return {
    command: `php -m > /dev/null && ! php -d display_errors=1 -d display_startup_errors=1 -d log_errors=0 -m 2>&1 | grep -E '${pattern}'`,
    evidence: {
      rule: 'composer/extension-guard',
      because: 'PHP only warns when an extension misses a library, so the build checks it',
      at: first.unit.place,
    },
  };
}

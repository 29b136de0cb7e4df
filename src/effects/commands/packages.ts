import type { ShellWord } from '../../shell/types.js';
import { effects } from '../effects.js';
import type { Effects, OsPackageManager, PackageChange, PackageRequest } from '../types.js';

/** A word of a package list and what it asks for; a word can hold several names (`$PHPIZE_DEPS` unquoted). */
export interface Requested {
  readonly requests: readonly PackageRequest[];
  /** True when a variable that nobody knows is in it. */
  readonly unclear: boolean;
}

/** Reads words as package requests; `nameOf` takes version, suite and the like off. */
export function requestsOf(words: readonly ShellWord[], nameIn: (text: string) => string): Requested {
  const requests: PackageRequest[] = [];
  let unclear = false;
  for (const word of words) {
    if (word.value === null) {
      unclear = true;
      requests.push({ name: word.text, text: word.text, word });
      continue;
    }
    // Only an unquoted variable is split by the shell: `"Development Tools"` is one name.
    const parts = /["'\\]/.test(word.text) ? [word.value] : word.value.split(/\s+/);
    for (const text of parts) {
      if (text !== '') requests.push({ name: nameIn(text), text, word });
    }
  }
  return { requests, unclear };
}

/** Effects of one package manager call that does these things in turn. Installing again gives the same packages. */
export function packageEffects(
  model: string,
  manager: OsPackageManager,
  changes: readonly Partial<PackageChange>[],
  given: Partial<Omit<Effects, 'model' | 'packages'>> = {},
): Effects {
  return effects(model, {
    replayable: true,
    ...given,
    packages: changes.map((change) => ({
      manager,
      op: change.op ?? 'install',
      packages: change.packages ?? [],
      virtual: change.virtual ?? null,
      recommends: change.recommends ?? false,
      ...(change.offers ? { offers: change.offers } : {}),
    })),
  });
}

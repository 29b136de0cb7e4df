import { field, isRecord, parseJson, textOf } from '../json.js';

/** An installed package of composer.lock. */
export interface ComposerPackage {
  readonly name: string;
  /** `library`, `composer-plugin`, `wordpress-plugin`, …; what is no library may be installed outside vendor/. */
  readonly type: string;
}

export interface ComposerLock {
  readonly packages: readonly ComposerPackage[];
  readonly packagesDev: readonly ComposerPackage[];
}

function packagesOf(value: unknown): readonly ComposerPackage[] {
  if (!Array.isArray(value)) return [];
  const packages: ComposerPackage[] = [];
  for (const item of value) {
    const name = textOf(field(item, 'name'));
    if (name === null) continue;
    packages.push({
      name,
      type: textOf(field(item, 'type')) ?? 'library',
    });
  }
  return packages;
}

/** Reads a composer.lock; null when the text is not a JSON object with packages (merge conflicts, garbage). */
export function composerLock(text: string): ComposerLock | null {
  const raw = parseJson(text);
  if (!isRecord(raw) || !Array.isArray(field(raw, 'packages'))) return null;
  return {
    packages: packagesOf(field(raw, 'packages')),
    packagesDev: packagesOf(field(raw, 'packages-dev')),
  };
}

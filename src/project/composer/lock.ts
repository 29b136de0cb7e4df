import { field, isRecord, parseJson, recordOf, textFields, textOf, textsOf } from '../json.js';
import { autoloadOf } from './manifest.js';
import type { Autoload } from './manifest.js';

/** An installed package of composer.lock. */
export interface ComposerPackage {
  readonly name: string;
  readonly version: string | null;
  /** `library`, `composer-plugin`, `wordpress-plugin`, …; what is no library may be installed outside vendor/. */
  readonly type: string;
  readonly dev: boolean;
  readonly require: Readonly<Record<string, string>>;
  readonly autoload: Autoload;
  readonly bin: readonly string[];
  /** `extra.laravel.providers`: service providers that package discovery finds. */
  readonly providers: readonly string[];
  /** Source directory when it comes from a `path` repository; vendor/ may hold a symbolic link to it then. */
  readonly path: string | null;
}

export interface ComposerLock {
  readonly contentHash: string | null;
  readonly packages: readonly ComposerPackage[];
  readonly packagesDev: readonly ComposerPackage[];
  /** `php` and `ext-*` that composer.json itself requires, production and development. */
  readonly platform: Readonly<Record<string, string>>;
  readonly platformDev: Readonly<Record<string, string>>;
  /** Extensions (without `ext-`) that production needs: composer.json's and every production package's, sorted. */
  readonly extensions: readonly string[];
  /** Namespace prefixes that only development packages bring. */
  readonly devOnlyPrefixes: ReadonlySet<string>;
}

function packagesOf(value: unknown, dev: boolean): readonly ComposerPackage[] {
  if (!Array.isArray(value)) return [];
  const packages: ComposerPackage[] = [];
  for (const item of value) {
    const name = textOf(field(item, 'name'));
    if (name === null) continue;
    const dist = field(item, 'dist');
    packages.push({
      name,
      version: textOf(field(item, 'version')),
      type: textOf(field(item, 'type')) ?? 'library',
      dev,
      require: textFields(field(item, 'require')),
      autoload: autoloadOf(field(item, 'autoload')),
      bin: textsOf(field(item, 'bin')),
      providers: textsOf(field(field(field(item, 'extra'), 'laravel'), 'providers')),
      path: field(dist, 'type') === 'path' ? textOf(field(dist, 'url')) : null,
    });
  }
  return packages;
}

/** Composer writes an empty mapping as `[]`. */
const platformOf = (value: unknown): Readonly<Record<string, string>> => textFields(recordOf(value));

/** Reads a composer.lock; null when the text is not a JSON object with packages (merge conflicts, garbage). */
export function composerLock(text: string): ComposerLock | null {
  const raw = parseJson(text);
  if (!isRecord(raw) || !Array.isArray(field(raw, 'packages'))) return null;
  const packages = packagesOf(field(raw, 'packages'), false);
  const packagesDev = packagesOf(field(raw, 'packages-dev'), true);
  const platform = platformOf(field(raw, 'platform'));
  const required = [platform, ...packages.map((item) => item.require)].flatMap((names) => Object.keys(names));
  const extensions = required
    .filter((name) => name.startsWith('ext-'))
    .map((name) => name.slice('ext-'.length));
  const production = new Set(packages.flatMap((item) => Object.keys(item.autoload.prefixes)));
  const dev = packagesDev.flatMap((item) => Object.keys(item.autoload.prefixes));
  return {
    contentHash: textOf(field(raw, 'content-hash')),
    packages,
    packagesDev,
    platform,
    platformDev: platformOf(field(raw, 'platform-dev')),
    extensions: [...new Set(extensions)].sort(),
    devOnlyPrefixes: new Set(dev.filter((prefix) => prefix !== '' && !production.has(prefix))),
  };
}

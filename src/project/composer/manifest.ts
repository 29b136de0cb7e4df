import { field, isRecord, parseJson, recordOf, textFields, textOf, textsOf } from '../json.js';
import type { DataRecord } from '../json.js';

/** Where classes come from. */
export interface Autoload {
  /** Namespace prefixes (`App\\`) to directories, psr-0 ones included. */
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
  readonly classmap: readonly string[];
  /** Loaded at every start. */
  readonly files: readonly string[];
}

export interface ComposerRepository {
  readonly type: string | null;
  readonly url: string | null;
}

/** A composer.json. What is absent or of the wrong type is null or empty. */
export interface ComposerManifest {
  readonly name: string | null;
  readonly type: string | null;
  readonly require: Readonly<Record<string, string>>;
  readonly requireDev: Readonly<Record<string, string>>;
  readonly autoload: Autoload;
  readonly autoloadDev: Autoload;
  /** Event or command names to their commands, in order. */
  readonly scripts: Readonly<Record<string, readonly string[]>>;
  readonly repositories: readonly ComposerRepository[];
  /** Directories of `path` repositories: vendor/ then holds symbolic links to them, unless `symlink` is false. */
  readonly pathRepositories: readonly { readonly url: string; readonly symlink: boolean }[];
  readonly vendorDir: string;
  readonly binDir: string;
  /** Versions that `config.platform` pretends. */
  readonly platform: Readonly<Record<string, string>>;
  /** Plugin names allowed or not; true or false for all; null when not set. */
  readonly allowPlugins: boolean | Readonly<Record<string, boolean>> | null;
  /** Directories outside vendor/ that composer/installers fills (`extra.installer-paths`). */
  readonly installerPaths: readonly string[];
  /** Packages that Laravel must not discover (`extra.laravel.dont-discover`). */
  readonly dontDiscover: readonly string[];
  readonly extra: DataRecord;
  readonly raw: DataRecord;
}

/** Reads an `autoload` section. */
export function autoloadOf(value: unknown): Autoload {
  const prefixes: Record<string, readonly string[]> = Object.create(null);
  for (const kind of ['psr-0', 'psr-4']) {
    for (const [prefix, dirs] of Object.entries(recordOf(field(value, kind)))) {
      prefixes[prefix] = [...(prefixes[prefix] ?? []), ...textsOf(dirs)];
    }
  }
  return { prefixes, classmap: textsOf(field(value, 'classmap')), files: textsOf(field(value, 'files')) };
}

function allowPluginsOf(value: unknown): ComposerManifest['allowPlugins'] {
  if (typeof value === 'boolean') return value;
  if (!isRecord(value)) return null;
  const allowed: Record<string, boolean> = Object.create(null);
  for (const [name, item] of Object.entries(value)) if (typeof item === 'boolean') allowed[name] = item;
  return allowed;
}

function pathsOf(repositories: readonly unknown[]): ComposerManifest['pathRepositories'] {
  return repositories.flatMap((repository) => {
    const url = textOf(field(repository, 'url'));
    if (field(repository, 'type') !== 'path' || url === null) return [];
    return [{ url, symlink: field(field(repository, 'options'), 'symlink') !== false }];
  });
}

/** Reads a composer.json (a byte order mark is tolerated); null when the text is not a JSON object. */
export function composerJson(text: string): ComposerManifest | null {
  const raw = parseJson(text);
  if (!isRecord(raw)) return null;
  const config = field(raw, 'config');
  const extra = recordOf(field(raw, 'extra'));
  const listed = field(raw, 'repositories');
  const repositories = Array.isArray(listed) ? listed : Object.values(recordOf(listed));
  const scripts: Record<string, readonly string[]> = Object.create(null);
  for (const [name, commands] of Object.entries(recordOf(field(raw, 'scripts'))))
    scripts[name] = textsOf(commands);
  const vendorDir = textOf(field(config, 'vendor-dir'))?.replace(/\/+$/u, '') ?? 'vendor';
  const binDir = textOf(field(config, 'bin-dir'))?.replace(/\/+$/u, '') ?? '{$vendor-dir}/bin';
  return {
    name: textOf(field(raw, 'name')),
    type: textOf(field(raw, 'type')),
    require: textFields(field(raw, 'require')),
    requireDev: textFields(field(raw, 'require-dev')),
    autoload: autoloadOf(field(raw, 'autoload')),
    autoloadDev: autoloadOf(field(raw, 'autoload-dev')),
    scripts,
    repositories: repositories.filter(isRecord).map((repository) => ({
      type: textOf(field(repository, 'type')),
      url: textOf(field(repository, 'url')),
    })),
    pathRepositories: pathsOf(repositories),
    vendorDir,
    binDir: binDir.replaceAll('{$vendor-dir}', () => vendorDir),
    platform: textFields(field(config, 'platform')),
    allowPlugins: allowPluginsOf(field(config, 'allow-plugins')),
    installerPaths: Object.keys(recordOf(field(extra, 'installer-paths'))),
    dontDiscover: textsOf(field(field(extra, 'laravel'), 'dont-discover')),
    extra,
    raw,
  };
}

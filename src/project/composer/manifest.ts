import { field, isRecord, parseJson, recordOf, textFields, textOf, textsOf } from '../json.js';

/** A composer.json. What is absent or of the wrong type is null or empty. */
export interface ComposerManifest {
  readonly require: Readonly<Record<string, string>>;
  readonly requireDev: Readonly<Record<string, string>>;
  /** Event or command names to their commands, in order. */
  readonly scripts: Readonly<Record<string, readonly string[]>>;
  /** Directories of `path` repositories: vendor/ then may hold symbolic links to them. */
  readonly pathRepositories: readonly string[];
  readonly vendorDir: string;
  /** Plugin names allowed or not; true or false for all; null when not set. */
  readonly allowPlugins: boolean | Readonly<Record<string, boolean>> | null;
  /** Directories outside vendor/ that composer/installers fills (`extra.installer-paths`). */
  readonly installerPaths: readonly string[];
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
    return [url];
  });
}

/** Reads a composer.json (a byte order mark is tolerated); null when the text is not a JSON object. */
export function composerJson(text: string): ComposerManifest | null {
  const raw = parseJson(text);
  if (!isRecord(raw)) return null;
  const config = field(raw, 'config');
  const listed = field(raw, 'repositories');
  const repositories = Array.isArray(listed) ? listed : Object.values(recordOf(listed));
  const scripts: Record<string, readonly string[]> = Object.create(null);
  for (const [name, commands] of Object.entries(recordOf(field(raw, 'scripts'))))
    scripts[name] = textsOf(commands);
  const vendorDir = textOf(field(config, 'vendor-dir'))?.replace(/\/+$/u, '') ?? 'vendor';
  return {
    require: textFields(field(raw, 'require')),
    requireDev: textFields(field(raw, 'require-dev')),
    scripts,
    pathRepositories: pathsOf(repositories),
    vendorDir,
    allowPlugins: allowPluginsOf(field(config, 'allow-plugins')),
    installerPaths: Object.keys(recordOf(field(field(raw, 'extra'), 'installer-paths'))),
  };
}

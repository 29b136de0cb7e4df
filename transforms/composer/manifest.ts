import {
  array,
  boolean,
  fallback,
  object,
  optional,
  parse,
  pipe,
  record,
  string,
  transform,
  union,
  unknown,
} from 'valibot';
import type { ImageView } from '../../src/project/types.js';
import { inside } from '../../src/effects/commands/place.js';

const strings = fallback(record(string(), string()), {});
const text = fallback(optional(string()), undefined);

const scripts = fallback(
  record(
    string(),
    fallback(
      pipe(
        union([string(), array(string())]),
        transform((value) => (typeof value === 'string' ? [value] : value)),
      ),
      [],
    ),
  ),
  {},
);

const repositories = fallback(
  pipe(
    union([array(unknown()), record(string(), unknown())]),
    transform((value) => Object.values(value)),
  ),
  [],
);

const manifest = object({
  require: fallback(optional(strings, {}), {}),
  'require-dev': fallback(optional(strings, {}), {}),
  scripts: fallback(optional(scripts, {}), {}),
  repositories: fallback(optional(repositories, []), []),
  config: fallback(
    optional(
      object({
        'vendor-dir': text,
        'bin-dir': text,
        'allow-plugins': fallback(optional(union([boolean(), record(string(), boolean())])), undefined),
      }),
      {},
    ),
    {},
  ),
  extra: fallback(
    optional(object({ 'installer-paths': fallback(optional(record(string(), unknown())), undefined) })),
    undefined,
  ),
});

const locked = object({
  packages: fallback(optional(array(object({ name: string(), type: text })), []), []),
  'packages-dev': fallback(optional(array(object({ name: string(), type: text })), []), []),
});

const pathRepository = object({ type: string(), url: string() });

/** What dockopt reads of a composer.json. Paths are as written, relative to the project. */
export interface Manifest {
  readonly require: readonly string[];
  readonly requireDev: readonly string[];
  /** Script lines by event or name. */
  readonly scripts: Readonly<Record<string, readonly string[]>>;
  readonly vendorDir: string;
  readonly plugins: boolean;
  /** Directories that installer plugins fill, up to the first placeholder. */
  readonly installerPaths: readonly string[];
  /** Directories of path repositories, up to the first wildcard. */
  readonly pathRepositories: readonly string[];
}

function readJson<T>(source: string | null, read: (value: unknown) => T): T | null {
  if (source === null) return null;
  try {
    return read(JSON.parse(source));
  } catch {
    return null;
  }
}

/** The fixed part of a path with `{$name}`, `*` or `$VAR` in it. */
function fixedPart(path: string): string {
  const cut = path.search(/[{*$]/);
  return cut < 0 ? path : path.slice(0, cut).replace(/[^/]*$/, '');
}

/** The composer.json in a directory of the image, or null when it is not there or not readable. */
export function readManifest(files: ImageView, directory: string): Manifest | null {
  return readJson(files.read(inside(directory, 'composer.json')), (value) => {
    const found = parse(manifest, value);
    const allowed = found.config['allow-plugins'];
    return {
      require: Object.keys(found.require),
      requireDev: Object.keys(found['require-dev']),
      scripts: found.scripts,
      vendorDir: found.config['vendor-dir'] ?? 'vendor',
      plugins: allowed === true || (typeof allowed === 'object' && Object.values(allowed).includes(true)),
      installerPaths: Object.keys(found.extra?.['installer-paths'] ?? {}).map(fixedPart),
      pathRepositories: found.repositories.flatMap((each) => {
        const repository = readPathRepository(each);
        return repository === null ? [] : [fixedPart(repository)];
      }),
    };
  });
}

function readPathRepository(value: unknown): string | null {
  try {
    const found = parse(pathRepository, value);
    return found.type === 'path' ? found.url : null;
  } catch {
    return null;
  }
}

/** Names out of a composer.lock. */
export interface Lock {
  readonly packages: readonly string[];
  readonly packagesDev: readonly string[];
  readonly plugins: boolean;
}

/** The composer.lock in a directory of the image, or null when it is not there or not readable. */
export function readLock(files: ImageView, directory: string): Lock | null {
  return readJson(files.read(inside(directory, 'composer.lock')), (value) => {
    const found = parse(locked, value);
    const all = [...found.packages, ...found['packages-dev']];
    return {
      packages: found.packages.map((each) => each.name),
      packagesDev: found['packages-dev'].map((each) => each.name),
      plugins: all.some((each) => each.type === 'composer-plugin' || each.type === 'composer-installer'),
    };
  });
}

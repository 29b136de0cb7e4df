import { imagesDate, imagesJson } from './images.generated.js';

/** One stored config: distro, libc, shell, manager, user, `name:uid` list, entrypoint, cmd, workdir, ports, volumes, stop signal. */
export type ConfigRow = readonly [
  'debian' | 'ubuntu' | 'alpine' | 'busybox' | 'distroless' | 'scratch' | 'other',
  'glibc' | 'musl' | 'none',
  0 | 1,
  'apt' | 'apk' | 'dnf' | null,
  string,
  string,
  readonly string[] | null,
  readonly string[] | null,
  string | null,
  readonly string[],
  readonly string[],
  string | null,
];

/** Tag, aliases, release, published, date, source, config, variables, chain of bases, bytes, measured, size's source. */
type StoredRow = readonly [
  string,
  string,
  string | null,
  string,
  string,
  number,
  number,
  readonly number[],
  string,
  number | null,
  0 | 1,
  number | null,
];

interface StoredTable {
  readonly configs: readonly ConfigRow[];
  readonly variables: readonly string[];
  readonly sources: readonly string[];
  readonly repositories: Readonly<Record<string, readonly StoredRow[]>>;
}

/** One distinct build of an image and every tag that last named it. */
export interface ImageRow {
  readonly repository: string;
  readonly tag: string;
  readonly tags: readonly string[];
  readonly release: string | null;
  /** `current`, the date on which the tag was last listed, or empty for images outside the official library. */
  readonly published: string;
  readonly date: string;
  readonly source: string;
  readonly config: ConfigRow;
  readonly env: Readonly<Record<string, string>>;
  /** External bases that it was built on, nearest first: `buildpack-deps:bookworm`, …, `debian:bookworm`. */
  readonly chain: readonly string[];
  readonly size: { readonly bytes: number; readonly measured: boolean; readonly source: string } | null;
}

interface Cache {
  table: StoredTable | null;
  readonly rows: Map<string, readonly ImageRow[]>;
}
/** The JSON text is parsed when the first image is looked up: most runs of the program never do. */
const cache: Cache = { table: null, rows: new Map() };

function stored(): StoredTable {
  if (cache.table !== null) return cache.table;
  const table: StoredTable = JSON.parse(imagesJson);
  cache.table = table;
  return table;
}

function environment(table: StoredTable, indexes: readonly number[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const index of indexes) {
    const text = table.variables[index] ?? '';
    const equals = text.indexOf('=');
    if (equals > 0) env[text.slice(0, equals)] = text.slice(equals + 1);
  }
  return env;
}

function toRow(repository: string, row: StoredRow, table: StoredTable): ImageRow | null {
  const [
    tag,
    aliases,
    release,
    published,
    date,
    source,
    configIndex,
    variables,
    chain,
    bytes,
    measured,
    from,
  ] = row;
  const config = table.configs[configIndex];
  if (config === undefined) return null;
  return {
    repository,
    tag,
    tags: [tag, ...aliases.split(' ').filter((alias) => alias !== '')],
    release,
    published,
    date,
    source: table.sources[source] ?? '',
    config,
    env: environment(table, variables),
    chain: chain.split(' ').filter((base) => base !== ''),
    size:
      bytes === null
        ? null
        : { bytes, measured: measured === 1, source: from === null ? '' : (table.sources[from] ?? '') },
  };
}

/** The date up to which the official images' history was read, `YYYY-MM-DD`. */
export function imageTableDate(): string {
  return imagesDate;
}

/** Every row of a repository as the table names it (`node`, `gcr.io/distroless/static-debian12`); null when it has none. */
export function imageRows(repository: string): readonly ImageRow[] | null {
  const cached = cache.rows.get(repository);
  if (cached !== undefined) return cached;
  const table = stored();
  const found = Object.hasOwn(table.repositories, repository) ? table.repositories[repository] : undefined;
  if (found === undefined) return null;
  const rows = found.flatMap((row) => toRow(repository, row, table) ?? []);
  cache.rows.set(repository, rows);
  return rows;
}

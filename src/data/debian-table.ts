import { debianDate, debianJson } from './debian.generated.js';

interface StoredSuite {
  readonly suite: string;
  readonly sizes: string;
  readonly base: string;
  readonly packages: Readonly<Record<string, readonly string[]>>;
  readonly runtime: Readonly<Record<string, string>>;
  readonly layers: Readonly<Record<DebianLayer, string>>;
}
interface StoredTable {
  readonly names: string;
  readonly suites: readonly StoredSuite[];
}

/** Package sets that images add to Debian's base: buildpack-deps' three, what golang adds to scm, what php adds to slim. */
export type DebianLayer = 'curl' | 'scm' | 'full' | 'golang' | 'php';

interface Table {
  readonly names: readonly string[];
  readonly suites: readonly StoredSuite[];
}
interface Cache {
  table: Table | null;
  readonly sizes: Map<string, ReadonlyMap<string, number>>;
}
const cache: Cache = { table: null, sizes: new Map() };

function table(): Table {
  if (cache.table !== null) return cache.table;
  const stored: StoredTable = JSON.parse(debianJson);
  const made = { names: stored.names.split(' '), suites: stored.suites };
  cache.table = made;
  return made;
}

function suiteOf(release: string | null): StoredSuite | null {
  return table().suites.find(({ suite }) => suite === release) ?? null;
}

/** A list as stored: distances between sorted indexes, base 36. */
function unpack(list: string | undefined): readonly string[] {
  if (list === undefined || list === '') return [];
  const { names } = table();
  let index = 0;
  const out: string[] = [];
  for (const distance of list.split(' ')) {
    index += Number.parseInt(distance, 36);
    const name = names[index];
    if (name !== undefined) out.push(name);
  }
  return out;
}

function own(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The date of the package tables. */
export function debianTableDate(): string {
  return debianDate;
}

/** Debian releases that the tables cover. */
export function coveredSuites(): readonly string[] {
  return table().suites.map(({ suite }) => suite);
}

/** Packages of the release's base image (slim has the same); null for a release without a table. */
export function basePackages(release: string | null): readonly string[] | null {
  const suite = suiteOf(release);
  return suite && unpack(suite.base);
}

/** Packages that an image layer adds to the base image, dependencies included; null for a release without a table. */
export function layerPackages(layer: DebianLayer, release: string | null): readonly string[] | null {
  const suite = suiteOf(release);
  return suite && unpack(suite.layers[layer]);
}

/** What installing a package adds to the base image, itself included; null when that is not known. */
export function packageClosure(name: string, release: string, recommends: boolean): readonly string[] | null {
  const suite = suiteOf(release);
  const lists = suite && Object.hasOwn(suite.packages, name) ? suite.packages[name] : undefined;
  if (lists === undefined) return null;
  const [closure, more] = lists;
  return recommends ? [...unpack(closure), ...unpack(more)] : unpack(closure);
}

/** The run-time libraries that a -dev package itself stands for, out of the release's package index; null when not listed. */
export function indexedCounterparts(name: string, release: string): readonly string[] | null {
  const suite = suiteOf(release);
  const list = suite && own(suite.runtime, name);
  return list ? unpack(list) : null;
}

/** Installed size of a package in bytes; null when not listed. */
export function installedBytes(name: string, release: string): number | null {
  const suite = suiteOf(release);
  if (suite === null) return null;
  let sizes = cache.sizes.get(release);
  if (sizes === undefined) {
    const { names } = table();
    const made = new Map<string, number>();
    for (const [index, size] of suite.sizes.split(' ').entries()) {
      const known = names[index];
      if (size !== '' && known !== undefined) made.set(known, Number.parseInt(size, 36) * 1024);
    }
    sizes = made;
    cache.sizes.set(release, made);
  }
  return sizes.get(name) ?? null;
}

/**
 * Makes src/data/images.generated.ts out of a table of base images:
 *   node --import tsx scripts/generate-images.ts base-images.json
 * The table has one row for each distinct linux/amd64 image, with config and sizes as its Dockerfile and registry tell.
 * Values that occur in many rows (configs, variables, sources) are stored once and named by index.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';

const words = v.nullable(v.array(v.string()));
const Row = v.object({
  image: v.string(),
  tag: v.string(),
  aliases: v.array(v.string()),
  uncompressed_mb: v.nullable(v.number()),
  uncompressed_source: v.optional(v.nullable(v.string())),
  estimate: v.optional(
    v.nullable(
      v.object({ uncompressed_mb: v.optional(v.nullable(v.number())), method: v.optional(v.string()) }),
    ),
  ),
  distro: v.string(),
  distro_version: v.nullable(v.string()),
  libc: v.nullable(v.string()),
  has_shell: v.boolean(),
  package_manager: v.nullable(v.string()),
  default_user: v.string(),
  extra_users: v.array(v.object({ name: v.string(), uid: v.number() })),
  entrypoint: words,
  cmd: words,
  env: v.record(v.string(), v.string()),
  workdir: v.nullable(v.string()),
  exposed_ports: v.array(v.string()),
  volumes: v.array(v.string()),
  stopsignal: v.nullable(v.string()),
  onbuild: v.boolean(),
  date: v.string(),
  source: v.string(),
  published: v.optional(v.nullable(v.string())),
  base_chain: v.optional(v.array(v.string())),
});
type Row = v.InferOutput<typeof Row>;

const debianNames: Readonly<Record<string, string>> = {
  '7': 'wheezy',
  '8': 'jessie',
  '9': 'stretch',
  '10': 'buster',
  '11': 'bullseye',
  '12': 'bookworm',
  '13': 'trixie',
  '14 (testing)': 'forky',
  unstable: 'sid',
};

/** Debian's code name, otherwise the version; null for a moving one. An alias that names Alpine's version is newer than the row. */
function releaseOf(row: Row): string | null {
  const version = row.distro_version ?? '';
  if (row.distro === 'alpine') {
    const named = [row.tag, ...row.aliases].flatMap((tag) => /alpine(3\.\d+)/.exec(tag)?.[1] ?? []);
    if (named[0]) return named[0];
    return /^(3\.\d+|edge)$/.test(version) ? version : null;
  }
  if (row.distro === 'debian') return debianNames[version] ?? null;
  if (row.distro === 'distroless') return debianNames[version.replace('debian ', '')] ?? null;
  return /^[\d.]+$/.test(version) ? version : null;
}

const known = ['debian', 'ubuntu', 'alpine', 'busybox', 'distroless', 'scratch'];

function distroOf(row: Row): string {
  if (row.image === 'scratch') return 'scratch';
  if (row.distro === 'ubuntu-chiseled') return 'distroless';
  return known.includes(row.distro) ? row.distro : 'other';
}

/** uClibc counts as none: nothing that was linked elsewhere runs on it. */
function libcOf(row: Row): string {
  if (row.libc === 'uclibc') return 'none';
  return row.libc ?? (row.tag.includes('alpine') ? 'musl' : 'glibc');
}

function managerOf(row: Row): string | null {
  return row.package_manager === 'microdnf' ? 'dnf' : row.package_manager;
}

/** A source that only the table's author could follow says nothing to others. */
function measuredBy(row: Row): string {
  const source = row.uncompressed_source ?? row.source;
  return source.startsWith('find_string') ? 'published size metadata of the image library' : source;
}

function indexer() {
  const list: string[] = [];
  const places = new Map<string, number>();
  const add = (text: string): number => {
    const found = places.get(text);
    if (found !== undefined) return found;
    places.set(text, list.length);
    return list.push(text) - 1;
  };
  return { list, add };
}

const [, , from] = process.argv;
if (!from) throw new Error('usage: generate-images.ts base-images.json');
const rows = v.parse(v.array(Row), JSON.parse(readFileSync(from, 'utf8')));
const configs = indexer();
const variables = indexer();
const sources = indexer();
const repositories: Record<string, unknown[]> = {};
for (const row of rows) {
  const config = [
    distroOf(row),
    libcOf(row),
    row.has_shell ? 1 : 0,
    managerOf(row),
    row.default_user === '0' ? 'root' : row.default_user,
    row.extra_users.map((user) => `${user.name}:${user.uid}`).join(' '),
    row.entrypoint,
    row.cmd,
    row.workdir,
    row.exposed_ports,
    row.volumes,
    row.stopsignal,
  ];
  const measured = row.uncompressed_mb !== null;
  const megabytes = row.uncompressed_mb ?? row.estimate?.uncompressed_mb ?? null;
  const sizeSource = measured ? measuredBy(row) : (row.estimate?.method ?? '');
  (repositories[row.image] ??= []).push([
    row.tag,
    row.aliases.join(' '),
    releaseOf(row),
    row.published?.replace('last listed ', '') ?? '',
    row.date,
    sources.add(row.source),
    configs.add(JSON.stringify(config)),
    Object.entries(row.env).map(([name, value]) => variables.add(`${name}=${value}`)),
    (row.base_chain ?? []).slice(1).join(' '),
    megabytes === null ? null : Math.round(megabytes * 1e6),
    measured ? 1 : 0,
    megabytes === null ? null : sources.add(sizeSource),
  ]);
}
const date = rows
  .filter((row) => row.published === 'current')
  .map((row) => row.date)
  .sort()
  .at(-1);
const json = JSON.stringify({
  configs: configs.list.map((text) => JSON.parse(text)),
  variables: variables.list,
  sources: sources.list,
  repositories,
});
const literal = json.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
const text = `// Made by scripts/generate-images.ts: base images (linux/amd64) as published up to ${date}, from the library
// definitions and Dockerfiles that each row's source names. Not to be edited.
export const imagesDate = '${date}';
export const imagesJson = '${literal}';
`;
writeFileSync(new URL('../src/data/images.generated.ts', import.meta.url), text);
process.stdout.write(`${rows.length} rows, ${Math.round(text.length / 1024)} KB, up to ${date}\n`);

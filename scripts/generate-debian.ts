/**
 * Makes src/data/debian.generated.ts out of one table for each Debian release:
 *   node --import tsx scripts/generate-debian.ts apt-sizes.json apt-sizes-trixie.json
 * A table holds what `apt-get -s install` adds to the release's base image for packages that Dockerfiles install, the
 * installed size of every package that occurs, the run-time libraries behind -dev packages, and what the layers of the
 * buildpack-deps images contain. Package lists are stored as sorted indexes, each as its distance from the one before,
 * in base 36.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';

const names = v.array(v.string());
const Layer = v.object({ packages: names });
const Table = v.object({
  meta: v.object({ suite: v.string(), date: v.string(), method: v.string() }),
  base_packages: v.record(v.string(), v.string()),
  packages: v.record(v.string(), v.object({ closure: names, recommends_add: names })),
  dev_runtime_direct: v.record(v.string(), names),
  installed_kb: v.record(v.string(), v.number()),
  buildpack_deps: v.looseObject({
    curl: Layer,
    scm: Layer,
    full: Layer,
    'golang-extra': Layer,
    'php-PHPIZE_DEPS': Layer,
  }),
});

const tables = process.argv.slice(2).map((file) => v.parse(Table, JSON.parse(readFileSync(file, 'utf8'))));
if (tables.length === 0) throw new Error('usage: generate-debian.ts TABLE.json...');

const all = [
  ...new Set(
    tables.flatMap((table) => [
      ...Object.keys(table.installed_kb),
      ...Object.keys(table.base_packages),
      ...Object.values(table.dev_runtime_direct).flat(),
      ...[table.buildpack_deps.curl, table.buildpack_deps.scm, table.buildpack_deps.full].flatMap(
        (it) => it.packages,
      ),
    ]),
  ),
].sort();
const place = new Map(all.map((name, index) => [name, index]));

function pack(list: readonly string[]): string {
  const indexes = list
    .map((name) => place.get(name) ?? -1)
    .filter((index) => index >= 0)
    .sort((a, b) => a - b);
  return indexes.map((index, at) => (index - (indexes[at - 1] ?? 0)).toString(36)).join(' ');
}

const suites = tables.map((table) => ({
  suite: table.meta.suite,
  sizes: all.map((name) => table.installed_kb[name]?.toString(36) ?? '').join(' '),
  base: pack(Object.keys(table.base_packages)),
  packages: Object.fromEntries(
    Object.entries(table.packages).map(([name, { closure, recommends_add: more }]) => [
      name,
      more.length === 0 ? [pack(closure)] : [pack(closure), pack(more)],
    ]),
  ),
  runtime: Object.fromEntries(
    Object.entries(table.dev_runtime_direct)
      .filter(([, list]) => list.length > 0)
      .map(([name, list]) => [name, pack(list)]),
  ),
  layers: {
    curl: pack(table.buildpack_deps.curl.packages),
    scm: pack(table.buildpack_deps.scm.packages),
    full: pack(table.buildpack_deps.full.packages),
    golang: pack(table.buildpack_deps['golang-extra'].packages),
    php: pack(table.buildpack_deps['php-PHPIZE_DEPS'].packages),
  },
}));
const date = tables
  .map((table) => table.meta.date)
  .sort()
  .at(-1);
const json = JSON.stringify({ names: all.join(' '), suites });
const text = `// Made by scripts/generate-debian.ts: package sizes and closures of Debian ${suites.map(({ suite }) => suite).join(' and ')} (amd64), ${date}.
// Method: ${tables[0]?.meta.method ?? ''}. Not to be edited.
export const debianDate = '${date}';
export const debianJson = '${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}';
`;
writeFileSync(new URL('../src/data/debian.generated.ts', import.meta.url), text);
process.stdout.write(`${all.length} packages, ${Math.round(text.length / 1024)} KB\n`);

import { within } from '../../src/classify/places.js';
import type { Facts, SourceFacts } from '../../src/transform/types.js';
import { packagesOfBin } from './bins.js';
import { packageOfImport } from './module-names.js';
import { type AppProject, declaredAnywhere } from './project.js';

/** A package whose files are read as data: served to browsers, taken as templates. Null: any package's may be. */
export interface TreeRead {
  readonly name: string | null;
  readonly at: string;
}

const page = /\.(?:html?|ejs|pug|jade|hbs|handlebars|mustache|njk|nunjucks|twig|eta|liquid|css|webmanifest)$/;
const inTree = /(?:^|[\s"'`(=/])node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//g;

/** Packages that pages of the app ask the server for by a path into the tree. */
function namedInPages(facts: Facts, dir: string, depth = 0): readonly TreeRead[] {
  if (depth > 8) return [];
  return facts.files.list(dir).flatMap((name): readonly TreeRead[] => {
    if (name === 'node_modules' || name.startsWith('.')) return [];
    const path = `${dir === '/' ? '' : dir}/${name}`;
    const entry = facts.files.stat(path);
    if (entry?.kind === 'directory') return namedInPages(facts, path, depth + 1);
    if (entry?.kind !== 'file' || !page.test(name) || (entry.size ?? 0) > 500_000) return [];
    return [...(facts.files.read(path) ?? '').matchAll(inTree)].map((match) => ({
      name: match[1] ?? null,
      at: facts.files.origin(path) ?? path,
    }));
  });
}

/**
 * Reads of run-time code that end in the app's `node_modules`, and what pages name there when the app's own directory is
 * served whole.
 */
export function treeReads(
  facts: Facts,
  project: AppProject,
  sources: readonly SourceFacts[],
): readonly TreeRead[] {
  const tree = `${project.dir === '/' ? '' : project.dir}/node_modules`;
  const found: TreeRead[] = [];
  let above: string | null = null;
  for (const { path, at } of sources.flatMap((each) => each.reads)) {
    const fixed = path.replace(/[*?[{].*$/, '');
    const place = fixed.replace(/\/+$/, '') || '/';
    // Compiled code lies deeper than its source: `../node_modules` of dist may be taken for one of src.
    const inside = within(place, project.dir) ? /\/node_modules(?:\/(.*))?$/.exec(place) : null;
    if (inside === null) {
      if (within(tree, place)) above ??= at;
      continue;
    }
    const rest = inside[1] ?? '';
    const bin = /^\.bin\/(.+)$/.exec(rest)?.[1];
    if (bin !== undefined) {
      const name = packagesOfBin(bin).find((each) => declaredAnywhere(project, each));
      if (name !== undefined) found.push({ name, at });
    } else if (!rest.startsWith('.')) {
      const name = packageOfImport(rest);
      // A name that goes on after what is known may be any package's.
      const whole = name !== null && (path === fixed || rest.length > name.length || fixed.endsWith('/'));
      found.push({ name: whole ? name : null, at });
    }
  }
  if (above !== null || found.length > 0) found.push(...namedInPages(facts, project.dir));
  return found;
}

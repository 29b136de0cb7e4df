import { isDeadPlace, within } from '../../src/classify/places.js';
import type { Claim, Facts, SourceFacts } from '../../src/transform/types.js';
import type { Start } from './entry/judge.js';
import { absolute } from './entry/trail.js';
import type { AppProject } from './project.js';

const runners = ['node', 'npm', 'npx', 'yarn', 'pnpm', 'bun', 'sh', 'bash'];

/** A dependency that is a link to another directory resolves its own imports there. */
function linksOut(project: AppProject): boolean {
  const { manifest } = project;
  if (manifest === null || project.workspaces) return true;
  return Object.values({ ...manifest.dependencies, ...manifest.optionalDependencies }).some((range) =>
    /^(?:file|link|portal|workspace):|^\.{0,2}\//.test(range),
  );
}

function startedIn(start: Start, dir: string): boolean {
  for (const trail of [start.trail, start.health]) {
    if ([...trail.paths.keys()].some((path) => within(path, dir))) return true;
    for (const process of trail.processes) {
      if (within(process.cwd, dir)) return true;
      if (process.args.some((word) => within(absolute(process.cwd, word) ?? '/', dir))) return true;
    }
  }
  return false;
}

function readIn(sources: readonly SourceFacts[], dir: string, origin: string | null): boolean {
  const tree = `${dir}/node_modules`;
  return sources.some(
    (each) =>
      each.reads.some(({ path }) => {
        const place = path.replace(/[*?[{].*$/, '').replace(/\/+$/, '') || '/';
        return within(place, tree) || within(tree, place);
      }) ||
      (origin !== null && each.imports.some(({ at }) => at.startsWith(`${origin}/`))),
  );
}

/**
 * `node_modules` of other package trees beside the app's, which only a build used: a client's that the server serves the
 * built files of. Node looks for packages upwards from the importing file, so nothing that runs in the app's own
 * directory finds them; they stay when a path into them is read, or when not every path is known.
 */
export function removableTrees(
  facts: Facts,
  start: Start,
  project: AppProject,
  sources: readonly SourceFacts[],
): readonly Claim[] {
  if (sources.length === 0 || linksOut(project)) return [];
  if (start.confidence === 'weak' || start.confidence === 'unknown' || !start.main) return [];
  if (sources.some((each) => each.gaps.length > 0 || each.spawns.some(({ name }) => runners.includes(name))))
    return [];
  if (Object.hasOwn(facts.contract.env, 'NODE_PATH')) return [];
  // A link to another tree makes that tree the app's.
  if (facts.units.some((unit) => /\bln\b[^&;|]*node_modules/.test(unit.unit?.text ?? ''))) return [];
  const found = new Set<string>();
  for (const unit of facts.units)
    for (const write of unit.effects.writes)
      if (write.role === 'dependencies' && write.path.endsWith('/node_modules'))
        found.add(write.path.slice(0, -'/node_modules'.length));
  return [...found].sort().flatMap((dir): readonly Claim[] => {
    if (dir === '' || within(project.dir, dir) || isDeadPlace(dir)) return [];
    const manifest = facts.files.origin(`${dir}/package.json`);
    if (manifest === null) return [];
    const origin = manifest.includes('/') ? manifest.slice(0, manifest.lastIndexOf('/')) : null;
    if (startedIn(start, dir) || readIn(sources, dir, origin)) return [];
    const because = `only the build in ${dir} used these packages: what runs lies in ${project.dir}`;
    return [
      {
        path: `${dir}/node_modules`,
        tree: true,
        confidence: 'strong',
        evidence: { rule: 'npm/asset-tree', because, at: null },
      },
    ];
  });
}

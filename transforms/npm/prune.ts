import type { Evidence, Note } from '../../src/classify/types.js';
import type { Facts, PruneStep, SourceFacts } from '../../src/transform/types.js';
import { forgottenInstall, startNeedsDev } from './dev-needs.js';
import type { Start } from './entry/judge.js';
import { isNodeModule } from './module-names.js';
import { namedPluginFrameworks } from './natives.js';
import { type AppProject, declaredAnywhere, inProduction } from './project.js';
import { pruneCommand } from './prune-command.js';
import { selfContained } from './self-contained.js';
import { treeReads } from './tree-reads.js';
import { leastBytes } from './weights.js';

/** What becomes of development dependencies. */
export interface PruneDecision {
  readonly steps: readonly PruneStep[];
  readonly notes: readonly Note[];
}

/** The dependency tree is carried whole, and nobody has to be told. */
const WHOLE: PruneDecision = { steps: [], notes: [] };

function evidence(because: string): Evidence {
  return { rule: 'npm/prune', because, at: null };
}

/** Development dependencies that could leave stay, for a reason that the report gives. */
function held(note: Note): PruneDecision {
  return { steps: [], notes: [note] };
}

function devdep(name: string, why: string, project: AppProject): PruneDecision {
  const declared = Object.hasOwn(project.manifest?.devDependencies ?? {}, name);
  const where = declared
    ? 'is in devDependencies'
    : 'is in no section of package.json that production installs';
  const message = `development dependencies stay: ${why}, and ${name} ${where}`;
  return held({ code: 'H-DEVDEP-RUNTIME', message, at: null, unlock: `move ${name} to dependencies` });
}

function mountsTree(project: AppProject): boolean {
  return project.installs.some((each) =>
    each.unit.instruction.flags.some(
      (flag) =>
        flag.name === 'mount' &&
        new RegExp(`(?:target|dst|destination)=(?:${project.dir}/)?(?:\\./)?node_modules`).test(
          flag.value ?? '',
        ),
    ),
  );
}

/** Packages whose files run-time code reads without importing them: `express.static('node_modules/bootstrap/dist')`. */
function readsHold(facts: Facts, sources: readonly SourceFacts[], project: AppProject): PruneDecision | null {
  for (const { name, at } of treeReads(facts, project, sources)) {
    if (name === null) {
      const message = `development dependencies stay: ${at} reads files of node_modules, and of which package is not known`;
      return held({
        code: 'H-DYNAMIC-PATH',
        message,
        at: null,
        unlock: 'read files of packages by literal paths',
      });
    }
    if (inProduction(project, name) !== true && declaredAnywhere(project, name))
      return devdep(name, `${at} reads files of it`, project);
  }
  return null;
}

function importsHold(sources: readonly SourceFacts[], project: AppProject): PruneDecision | null {
  const gap = sources
    .flatMap((each) => each.gaps)
    .find((each) => each.kind === 'import' || each.kind === 'parse');
  for (const each of sources.flatMap((facts) => facts.imports)) {
    if (isNodeModule(each.name) || inProduction(project, each.name) === true) continue;
    // What no install brings may be missing for an import that expects that; else a script made it, and a prune deletes it.
    if (each.guarded && project.lock?.readable && !declaredAnywhere(project, each.name)) continue;
    return devdep(each.name, `${each.at} imports it`, project);
  }
  if (!gap) return null;
  const message = `development dependencies stay: ${gap.because} (${gap.at}), so not every import is known`;
  return held({ code: 'H-DYNAMIC-PATH', message, at: null, unlock: 'import packages by literal names' });
}

/**
 * Decides whether development dependencies leave at the end of the build. They do when every package that run-time code
 * imports, starts or preloads is in the production tree, and the manager can take the others out in place.
 */
export function decidePrune(
  facts: Facts,
  start: Start,
  project: AppProject,
  sources: readonly SourceFacts[],
): PruneDecision {
  const { manifest } = project;
  // Dependencies in a mount never reach the image.
  if (project.installs.length === 0 || mountsTree(project) || manifest === null) return WHOLE;
  const last =
    project.installs.filter((each) => each.packages.length === 0).at(-1) ?? project.installs.at(-1);
  if (last?.omitsDev || project.all.some((each) => each.kind === 'prune' && each.omitsDev)) return WHOLE;
  const dev =
    Object.keys(manifest.devDependencies).length > 0 || project.installs.some((each) => each.saved === 'dev');
  // Workspaces share one tree.
  if (!dev || project.workspaces) return WHOLE;
  const loose = project.all.find((each) => each.saved === 'none' || each.kind === 'link');
  if (loose) {
    const message = `development dependencies stay: a prune would also delete what was installed with ${loose.kind === 'link' ? 'npm link' : '--no-save'}`;
    return held({
      code: 'H-DEVDEP-RUNTIME',
      message,
      at: loose.unit.place,
      unlock: 'add the package to dependencies',
    });
  }
  const forgotten = forgottenInstall(facts, project);
  if (forgotten !== null) {
    const message = `development dependencies stay: a prune would also delete ${forgotten.packages.join(', ')}, since a later COPY writes package.json again without it`;
    return held({
      code: 'H-DEVDEP-RUNTIME',
      message,
      at: forgotten.unit.place,
      unlock: 'add the package to dependencies',
    });
  }
  if (start.confidence === 'unknown' || start.confidence === 'weak' || !start.main) return WHOLE;
  const needed = startNeedsDev(facts, start, project);
  if (needed) return devdep(needed.name, needed.why, project);
  const contained = selfContained(start);
  const plugin = namedPluginFrameworks.find((name) => inProduction(project, name) === true);
  if (plugin && contained === null) {
    const message = `development dependencies stay: ${plugin} loads packages whose names stand in configuration`;
    return held({
      code: 'H-DEVDEP-RUNTIME',
      message,
      at: null,
      unlock: 'put every plugin into dependencies and prune in the Dockerfile',
    });
  }
  if (contained === null) {
    if (sources.length === 0) return WHOLE;
    const imports = importsHold(sources, project) ?? readsHold(facts, sources, project);
    if (imports) return imports;
  }
  const made = pruneCommand(project, facts);
  if ('hold' in made) return held(made.hold);
  const because = contained?.because ?? 'every package that run-time code imports is in the production tree';
  const count = project.lock?.counts?.dev ?? null;
  const found = [
    evidence(because),
    ...(count === null ? [] : [evidence(`${count} packages of the lock file are for development only`)]),
  ];
  return {
    steps: [
      {
        command: made.command,
        cwd: project.dir,
        evidence: found,
        removesPackages: count,
        removesAtLeast: leastBytes(project.lock?.entries ?? []),
      },
    ],
    notes: [],
  };
}

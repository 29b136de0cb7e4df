import { absolutePath } from '../../src/project/path.js';
import { noNeeds } from '../../src/transform/no-needs.js';
import type { Note, Refusal } from '../../src/classify/types.js';
import type {
  Contribution,
  Facts,
  ProgramNeed,
  Replacement,
  RuntimeNeeds,
  TraceNeed,
} from '../../src/transform/types.js';
import { removableTrees } from './asset-trees.js';
import { baseFileNeeds } from './base-files.js';
import { consumers } from './consumers.js';
import { resolveStart, type Start } from './entry/judge.js';
import { spawnedScripts } from './entry/spawned-scripts.js';
import { globalTools } from './global-tools.js';
import { globalUse, guestUse } from './global-use.js';
import { systemNeeds } from './needs.js';
import { projectNotes } from './notes.js';
import { appProject, type AppProject, declaredAnywhere, inProduction } from './project.js';
import { nginxOffer } from './nginx/offer.js';
import { installCaches, outsideTrees } from './outside-trees.js';
import { decidePrune } from './prune.js';
import { selfContained } from './self-contained.js';
import { traceNeed } from './source-entries.js';
import { servedArtefact } from './static-site.js';

/** What a Node image always needs: TLS roots and time zones are node's own, `/tmp` and users are in every base it runs on. */
function runtimeNeeds(start: Start): RuntimeNeeds {
  const shell =
    start.trail.shell ||
    [...start.trail.programs.keys()].some((name) => /^(?:npm|npx|yarn|pnpm)$/.test(name));
  return {
    ...noNeeds,
    shell: shell
      ? { rule: 'npm/shell', because: 'package scripts and entry scripts run in a shell', at: start.at }
      : null,
  };
}

function guest(start: Start, facts: Facts): Contribution {
  const tools = globalTools(facts, guestUse(start));
  return {
    pack: 'npm',
    owns: false,
    entry: null,
    roots: tools.roots,
    links: tools.links,
    artefact: null,
    removable: [],
    prune: [],
    programs: [],
    libraries: [],
    needs: noNeeds,
    linkage: { value: 'dynamic', evidence: [] },
    buildOnly: tools.buildOnly,
    obligations: [],
    guards: [],
    refusals: [],
    notes: [],
    wants: [],
    start: null,
  };
}

/** A trail of a consumer's command joins the start: what compose runs in the image is run time as well. */
function withConsumers(start: Start, trails: readonly Start['trail'][]): Start {
  if (trails.length === 0) return start;
  const trail: Start['trail'] = {
    processes: [...start.trail.processes, ...trails.flatMap((each) => each.processes)],
    programs: new Map([...trails.flatMap((each) => [...each.programs]), ...start.trail.programs]),
    paths: new Map([...trails.flatMap((each) => [...each.paths]), ...start.trail.paths]),
    preloads: new Map([...trails.flatMap((each) => [...each.preloads]), ...start.trail.preloads]),
    unclear: [...start.trail.unclear, ...trails.flatMap((each) => each.unclear)],
    fetched: [...start.trail.fetched, ...trails.flatMap((each) => each.fetched)],
    scriptsRun: new Set([...start.trail.scriptsRun, ...trails.flatMap((each) => [...each.scriptsRun])]),
    shell: start.trail.shell || trails.some((each) => each.shell),
    budget: start.trail.budget,
  };
  return { ...start, trail };
}

function fetchNotes(start: Start, project: AppProject): readonly Note[] {
  return start.trail.fetched
    .filter(
      (name) =>
        inProduction(project, name) !== true &&
        (project.installs.every((each) => each.omitsDev) || !declaredAnywhere(project, name)),
    )
    .map((name) => ({
      code: 'I-NETWORK-AT-START',
      message: `npx fetches ${name} every time the container starts, since no install brings it; that stays so`,
      at: start.at,
    }));
}

/** A refused development server says also why nginx cannot serve the build in its place. */
function withReason(refusal: Refusal, offer: Replacement | string | null): Refusal {
  return refusal.code === 'E-DEVSERVER' && typeof offer === 'string'
    ? { ...refusal, unlock: `${refusal.unlock} (--allow dev-server is not possible: ${offer})` }
    : refusal;
}

/** The script that node is started with, or null. */
function startedScript({ main }: Start, cwd: string): string | null {
  const script = main?.args.find((each) => !each.startsWith('-'));
  return main?.program === 'node' && script !== undefined && !script.includes('$')
    ? absolutePath(script, cwd)
    : null;
}

/** Everything that the Node world has to say about a file. */
export function contributeNode(facts: Facts): Contribution {
  const own = resolveStart(facts);
  if (!own.owns) return guest(own, facts);
  const asked = consumers(facts);
  const sources = facts.sources.filter((each) => each.pack === 'npm');
  const scripts = spawnedScripts(facts, sources);
  const start = withConsumers(own, scripts === null ? asked.trails : [...asked.trails, scripts]);
  const cwd = start.main?.cwd ?? (facts.contract.workdir || '/');
  const project = appProject(facts, cwd, startedScript(start, cwd));
  const contained = selfContained(start);
  const offer = nginxOffer(facts, own, project, asked);
  const refusals: readonly Refusal[] = [
    ...start.refusals.map((each) => withReason(each, offer)),
    ...asked.refusals,
  ];
  const prune = refusals.length > 0 ? null : decidePrune(facts, start, project, sources);
  const system = systemNeeds(start, project, sources, contained);
  const tools = globalTools(facts, globalUse(start, sources, contained));
  const imported = new Set(sources.flatMap((each) => each.imports.map((found) => found.name)));
  const outside = outsideTrees(facts, project, imported, contained === null || contained.ownCode);
  const wants: TraceNeed[] = [];
  if (sources.length === 0 && refusals.length === 0 && (contained === null || contained.ownCode)) {
    const need = traceNeed(facts, start, project);
    if (need) wants.push(need);
  }
  const chrome: readonly Note[] = system.chrome
    ? [
        {
          code: 'H-CHROME',
          message: 'the base image stays: a browser needs some forty libraries and fonts of it',
          at: null,
        },
      ]
    : [];
  const programs: readonly ProgramNeed[] = system.programs;
  return {
    pack: 'npm',
    owns: true,
    entry: {
      words: start.main ? [start.main.program, ...start.main.args] : [],
      confidence: start.confidence,
      evidence: start.evidence,
    },
    roots: [...tools.roots, ...outside],
    links: tools.links,
    artefact: refusals.length > 0 ? null : servedArtefact(facts, start, project, tools.bins),
    removable: [...removableTrees(facts, start, project, sources), ...installCaches(outside)],
    prune: prune?.steps ?? [],
    programs,
    libraries: [...system.libraries, ...baseFileNeeds(facts, start, project, sources)],
    needs: runtimeNeeds(start),
    linkage: { value: 'dynamic', evidence: [] },
    buildOnly: tools.buildOnly,
    obligations: [system.binaries, system.libraryState],
    guards: tools.guards,
    refusals,
    notes: [
      ...projectNotes(facts, project),
      ...(prune?.notes ?? []),
      ...chrome,
      ...fetchNotes(start, project),
    ],
    wants,
    start: null,
    ...(offer !== null && typeof offer !== 'string' ? { replacement: offer } : {}),
  };
}

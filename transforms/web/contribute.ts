import { noNeeds } from '../../src/transform/no-needs.js';
import { appDirectories } from '../../src/classify/carry.js';
import type { Confidence, Evidence } from '../../src/classify/types.js';
import type { Contribution, Facts, ProgramNeed } from '../../src/transform/types.js';
import { consumers } from '../npm/consumers.js';
import { configurationOf, type Configuration } from './configuration.js';
import { contentsOf } from './contents.js';
import { scriptPaths } from './scripts.js';
import { runBeside, startedServer, type Started } from './started.js';

const nothing: Contribution = {
  pack: 'web',
  owns: false,
  entry: null,
  roots: [],
  artefact: null,
  removable: [],
  prune: [],
  programs: [],
  libraries: [],
  needs: noNeeds,
  linkage: { value: 'dynamic', evidence: [] },
  buildOnly: [],
  obligations: [],
  guards: [],
  refusals: [],
  notes: [],
  wants: [],
  start: null,
};

/** Programs that the entry scripts, the health check and compose files call. */
function programs(started: Started, others: readonly (readonly [string, string])[]): readonly ProgramNeed[] {
  const { trail, health } = started.start;
  return [...trail.programs, ...health.programs, ...others].map(([name, from]) => ({
    name,
    confidence: 'proven',
    evidence: { rule: 'web/program', because: `${from} calls it`, at: started.start.at },
  }));
}

/** The configuration names the base image's certificates: a slim base has none. */
function certificates(configuration: Configuration): Evidence | null {
  const file = configuration.paths.find((each) => each.path.startsWith('/etc/ssl/certs/ca-certificates'));
  return file
    ? { rule: 'web/certificates', because: `${file.directive} names ${file.path}`, at: null }
    : null;
}

/** What a web server that serves files has to say about an image: which files, and that nothing else of the app runs. */
export function contributeWeb(facts: Facts): Contribution {
  const started = startedServer(facts);
  if (started === null) return nothing;
  const { start, server } = started;
  const asked = consumers(facts);
  const configuration = configurationOf(facts, started);
  const contents = contentsOf(
    facts,
    started,
    configuration,
    scriptPaths(facts, start, appDirectories(facts)),
  );
  const unclear = [...start.trail.unclear, ...start.health.unclear];
  const confidence: Confidence = unclear.length > 0 ? 'weak' : facts.files.complete ? 'proven' : 'strong';
  const evidence: readonly Evidence[] = [
    { rule: 'web/entry', because: `the container runs ${server.title}`, at: start.at },
    ...unclear.map((because) => ({ rule: 'web/entry-unclear', because, at: start.at })),
  ];
  const others = asked.trails.flatMap((trail) => [...trail.programs]);
  const beside = runBeside(facts, started);
  const gaps = [
    ...(contents.artefact?.gaps ?? []),
    ...beside.map((program) => `${program} runs in the container as well`),
  ];
  const programNeeds = programs(started, others);
  return {
    ...nothing,
    owns: true,
    entry: { words: [server.id], confidence, evidence },
    roots: contents.roots,
    artefact: contents.artefact && {
      ...contents.artefact,
      gaps,
      confidence: gaps.length > 0 ? 'weak' : contents.artefact.confidence,
    },
    removable: beside.length > 0 ? [] : contents.removable,
    programs: programNeeds,
    needs: {
      ...noNeeds,
      certificates: certificates(configuration),
      shell: start.trail.shell
        ? { rule: 'web/shell', because: 'an entry script runs in a shell', at: start.at }
        : null,
      userDatabase: {
        rule: 'web/users',
        because: `${server.title} gives up root for a user of its own`,
        at: null,
      },
    },
    obligations: [
      {
        id: 'binaries',
        confidence: unclear.length > 0 ? 'weak' : 'strong',
        evidence,
        unlock: 'name every program literally in the start command and its scripts',
      },
    ],
    refusals: asked.refusals,
  };
}

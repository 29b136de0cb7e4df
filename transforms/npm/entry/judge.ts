import type { Confidence, Evidence, Refusal } from '../../../src/classify/types.js';
import type { Place } from '../../../src/source/span.js';
import type { Facts } from '../../../src/transform/types.js';
import { isNodeImage } from '../bases.js';
import { walkCron, walkHooks } from './hooks.js';
import { makerOf, withMovedFiles } from './moved-files.js';
import { literalWords, startWords } from './start-words.js';
import { emptyTrail, type Position, type StartedProcess, type Surroundings, type Trail } from './trail.js';
import { walkText, walkWords } from './walk.js';

/** What the container starts, and how sure that is. */
export interface Start {
  readonly trail: Trail;
  /** What the health check runs. */
  readonly health: Trail;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly refusals: readonly Refusal[];
  /** The last program of the Node world that is started, with its arguments. */
  readonly main: StartedProcess | null;
  readonly owns: boolean;
  readonly at: Place | null;
}

function startPlace(facts: Facts): Place | null {
  const index = facts.contract.setBy['cmd'] ?? facts.contract.setBy['entrypoint'] ?? null;
  const unit = facts.units.find((each) => each.instruction.index === index);
  if (unit) return unit.place;
  const instruction = index === null ? undefined : facts.doc.instructions[index];
  if (!instruction) return null;
  const { line } = instruction;
  return { source: facts.doc.source, line: line.startLine, endLine: line.endLine, span: line.span };
}

/** What a walk from the start command looks at. */
export function surroundings(facts: Facts): Surroundings {
  return {
    files: withMovedFiles(facts),
    made: makerOf(facts),
    env: (name) => (Object.hasOwn(facts.contract.env, name) ? facts.contract.env[name] : undefined),
  };
}

/** Does PATH lead into the tree, so that programs of dependencies are found by name? */
function treeOnPath(facts: Facts): boolean {
  return /node_modules\/\.bin/.test(facts.contract.env['PATH'] ?? '');
}

/** Where the start command runs. */
export function position(facts: Facts): Position {
  return {
    cwd: facts.contract.workdir || '/',
    conditional: false,
    tree: treeOnPath(facts),
    through: [],
    rest: [],
    depth: 0,
  };
}

function walkHealth(facts: Facts): Trail {
  const trail = emptyTrail();
  const index = facts.contract.setBy['healthcheck'];
  const instruction = typeof index === 'number' ? facts.doc.instructions[index] : undefined;
  if (instruction?.type !== 'healthcheck' || instruction.command === null) return trail;
  const at = { ...position(facts), through: ['HEALTHCHECK'] };
  if (instruction.command.form === 'shell')
    walkText(instruction.command.text, surroundings(facts), trail, at);
  else walkWords(literalWords(instruction.command.words), surroundings(facts), trail, at);
  return trail;
}

const idle = ['tail', 'sleep', 'bash', 'sh', 'ash', 'zsh', 'top', 'cat', 'true'];

function nothingStarted(start: { readonly trail: Trail }, facts: Facts): string | null {
  const { processes } = start.trail;
  if ((facts.contract.cmd ?? []).length === 0 && (facts.contract.entrypoint ?? []).length === 0)
    return 'there is neither CMD nor ENTRYPOINT';
  const inherited =
    (facts.contract.setBy['cmd'] ?? null) === null && (facts.contract.setBy['entrypoint'] ?? null) === null;
  if (
    processes.length > 0 &&
    processes.every(
      (each) =>
        each.kind === 'system' &&
        ['node', ...idle].includes(each.program) &&
        (each.program !== 'node' || each.args.length === 0),
    )
  )
    return inherited
      ? "the file has no CMD, and the base image's starts an interactive node"
      : `the start command (${processes[0]?.program ?? ''}) does not start the app`;
  return null;
}

function words(process: StartedProcess): string {
  return [process.program, ...process.args].join(' ');
}

function how(process: StartedProcess): string {
  return process.through.length > 0 ? `${process.through.join(' -> ')} -> ${words(process)}` : words(process);
}

/** What to say of a start command that leads to nothing of the app: there is none, a word is computed, a file is not seen. */
function unknownStart(facts: Facts, trail: Trail, nothing: string | null): Omit<Refusal, 'at'> {
  const why = nothing ?? trail.unclear[0] ?? 'the start command cannot be followed';
  const message = `what the container runs is not known: ${why}`;
  if (nothing !== null) return { code: 'E-ENTRY-UNKNOWN', message, unlock: 'start the app in CMD' };
  if (!facts.context.complete && !why.includes('computed'))
    return { code: 'E-CONTEXT-MISSING', message, unlock: 'give the build context with --context DIR' };
  const [variable] = /\$\{?\w+\}?/.exec(why) ?? [];
  return {
    code: 'E-ENTRY-UNKNOWN',
    message,
    unlock:
      variable === undefined
        ? 'name the script literally in CMD'
        : `name the script literally in CMD instead of ${variable}`,
  };
}

const certain = (process: StartedProcess): boolean => !process.conditional;

function refuse(trail: Trail, at: Place | null): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const dev = trail.processes.find((each) => each.kind === 'dev-server' && certain(each));
  if (dev)
    refusals.push({
      code: 'E-DEVSERVER',
      message: `the container starts a development server (${how(dev)}): it compiles and watches the sources when it runs, so every build tool is needed at run time`,
      at,
      unlock:
        'start the built app instead of the development server in CMD: a production server, or a web server for static files',
    });
  const build = trail.processes.find(
    (each) => (each.kind === 'build' || each.kind === 'install') && certain(each),
  );
  if (build && !dev)
    refusals.push({
      code: 'E-BUILD-AT-START',
      message: `the container ${build.kind === 'install' ? 'installs' : 'builds'} when it starts (${how(build)}), so build tools are needed at run time`,
      at,
      unlock: `move that step into a RUN instruction, and start only the result`,
    });
  const check = trail.processes.find((each) => each.kind === 'check' && certain(each));
  if (check)
    refusals.push({
      code: 'E-CONSUMER',
      message: `the container runs tests or lint (${how(check)}), which need the development dependencies`,
      at,
      unlock: 'use an image of its own for tests, or start the app in CMD',
    });
  return refusals;
}

/**
 * Resolves ENTRYPOINT and CMD to the programs that run in the end: node's docker-entrypoint.sh, wrappers, shell texts, entry
 * scripts, package scripts with their hooks and process managers are followed.
 */
export function resolveStart(facts: Facts): Start {
  const at = startPlace(facts);
  const begin = startWords(facts);
  const trail = emptyTrail();
  const around = surroundings(facts);
  walkHooks(facts, around, trail, position(facts));
  walkWords(begin.words, around, trail, { ...position(facts), rest: begin.arguments });
  // Like the health check, cron runs beside the app and is not what the container is there for.
  const health = walkHealth(facts);
  walkCron(facts, around, trail, health, position(facts));
  const node = trail.processes.filter((each) => each.kind !== 'system');
  const isNode =
    facts.baseRef !== null &&
    (isNodeImage(facts.baseRef) || /(?:^|\/)(?:node|bun)$/.test(facts.baseRef.repository));
  const servesOther = trail.processes.some(
    (each) => each.kind === 'system' && !idle.includes(each.program) && each.program !== 'node',
  );
  const runsManager = [...trail.programs.keys()].some((name) =>
    /^(?:npm|npx|yarn|pnpm|bun|node)$/.test(name),
  );
  const nothing = node.length === 0 ? nothingStarted({ trail }, facts) : null;
  const owns = node.length > 0 || runsManager || (isNode && !servesOther);
  const refusals: Refusal[] = owns ? [...refuse(trail, at)] : [];
  if (owns && isNode && (nothing !== null || (node.length === 0 && trail.processes.length === 0)))
    refusals.push({
      ...unknownStart(facts, trail, nothing),
      at,
    });
  const main =
    node.findLast((each) => each.kind !== 'tool' && each.kind !== 'migration') ?? node.at(-1) ?? null;
  const confidence: Confidence =
    refusals.length > 0 || (main === null && owns)
      ? 'unknown'
      : trail.unclear.length > 0 || !begin.complete
        ? 'weak'
        : facts.files.complete
          ? 'proven'
          : 'strong';
  const evidence: Evidence[] = [];
  if (main) evidence.push({ rule: 'npm/entry', because: `the container runs ${how(main)}`, at });
  if (!begin.complete)
    evidence.push({
      rule: 'npm/entry-of-base',
      because: 'which entry point the base image puts before that is not known',
      at,
    });
  for (const because of trail.unclear.slice(0, 3)) evidence.push({ rule: 'npm/entry-unclear', because, at });
  return { trail, health, confidence, evidence, refusals, main, owns, at };
}

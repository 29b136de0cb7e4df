import { absolutePath } from '../../project/path.js';
import { checkClosure } from '../../verify/closure.js';
import { comparedBehaviour } from '../../verify/compared.js';
import { compareConfigs } from '../../verify/config.js';
import { compareFiles, type FilesSummary } from '../../verify/files.js';
import { lookUp } from '../../verify/paths.js';
import { allowReplaced } from '../../verify/replaced-start.js';
import { configReasons, copiedPaths, leftOutByPlan } from '../../verify/rewrite-reasons.js';
import { appRoots, systemPlaces } from '../../verify/roots.js';
import { configQuestion, sideFacts, type SideFacts } from '../../verify/side-facts.js';
import type {
  BuiltImage,
  CheckResult,
  Listing,
  MeasuredSide,
  Observation,
  Verification,
} from '../../verify/types.js';
import { checkResult, skippedCheck, verdictOf } from '../../verify/verdict.js';
import type { Session } from '../engine/types.js';
import { behave } from './behave.js';
import { buildFinding, buildSide } from './build-sides.js';
import { firstBuild, measuredTimes } from './build-times.js';
import { fileSystems, type FileSystems } from './file-systems.js';
import { measureImage } from './measure.js';
import { smokeFindings } from './smoke.js';
import { otherStageSizes } from './other-stages.js';
import type { Side, VerifyRequest } from './types.js';

const LOG_LINES = 30;

/** One side after its build. */
interface Built {
  readonly side: Side;
  readonly facts: SideFacts;
  readonly image: BuiltImage;
  readonly seconds: number;
}

/** What a comparison holds so far. */
interface Outcome {
  readonly checks: readonly CheckResult[];
  readonly files: FilesSummary | null;
  readonly normalised: readonly string[];
  readonly log: readonly string[];
}

const NOTHING: MeasuredSide = {
  size: null,
  times: { first: null, firstCached: true, cold: null, changed: null },
};

async function built(
  session: Session,
  request: VerifyRequest,
  side: Side,
  which: 'original' | 'candidate',
): Promise<Built | { readonly check: CheckResult; readonly log: readonly string[] }> {
  request.onProgress({ kind: 'step', text: `building ${side.name}` });
  const tag = session.tag(which);
  const result = await buildSide(session, request, side, { tag, cache: true });
  const found = result.ok ? await session.engine.inspect(tag) : null;
  if (!found) {
    const check = checkResult('build', [buildFinding(which)], 'both were built');
    return { check, log: result.log.slice(-LOG_LINES) };
  }
  return {
    side,
    facts: sideFacts(side.text, side.name, side.target, request.buildArgs),
    image: { reference: tag, config: found.config },
    seconds: result.seconds,
  };
}

/** The app's directories: what its original copies and works in, and what the rewrite carries over. */
function rootsOf({ facts, image }: Built, request: VerifyRequest): readonly string[] {
  const { doc, stage } = facts;
  const own = stage ? appRoots(doc, stage, image.config, request.buildArgs) : [];
  const workdir = stage || image.config.workdir === '/' ? [] : [image.config.workdir];
  return [...new Set([...own, ...workdir, ...copiedPaths(request.report)])].filter((each) => each !== '');
}

/**
 * What the original copies out of its context to directories of the system: files, and directories that are not in the
 * candidate at all. What is in a directory of both may be the base image's.
 */
function ownInSystem(
  { facts, image }: Built,
  request: VerifyRequest,
  before: Listing,
  after: Listing,
): { readonly files: readonly string[]; readonly lost: readonly string[] } {
  const { doc, stage } = facts;
  const places = stage ? systemPlaces(doc, stage, image.config, request.buildArgs) : [];
  const files = places.filter((path) => lookUp(before, path)?.file.kind === 'file');
  const lost = places.filter(
    (path) => lookUp(before, path)?.file.kind === 'directory' && lookUp(after, path) === null,
  );
  return { files, lost };
}

function readBoth(
  session: Session,
  request: VerifyRequest,
  before: BuiltImage,
  after: BuiltImage,
): Promise<FileSystems> {
  request.onProgress({ kind: 'step', text: 'comparing the file systems' });
  return fileSystems(session, before.reference, after.reference, request.known);
}

function configCheck(
  before: Built,
  after: Built,
  request: VerifyRequest,
  both: FileSystems | null,
): CheckResult {
  const listing = both === null || 'problem' in both ? null : both.after;
  const question = configQuestion(
    { facts: before.facts, config: before.image.config },
    { facts: after.facts, config: after.image.config },
    configReasons(request.report),
    listing,
  );
  const findings = compareConfigs(before.image.config, after.image.config, question);
  return checkResult('config', findings, 'the effective configs of both images');
}

async function fileChecks(
  session: Session,
  request: VerifyRequest,
  before: Built,
  after: Built,
  both: FileSystems,
): Promise<{ readonly checks: readonly CheckResult[]; readonly files: FilesSummary | null }> {
  if ('problem' in both) {
    const checks = [skippedCheck('files', both.problem), skippedCheck('closure', both.problem)];
    return { checks, files: null };
  }
  const roots = rootsOf(before, request);
  const inSystem = ownInSystem(before, request, both.before, both.after);
  const { findings, summary } = compareFiles(both.before, both.after, {
    roots: [...roots, ...inSystem.lost],
    systemFiles: inSystem.files,
    explained: leftOutByPlan(request.report),
    leftOut: request.without.map((path) => absolutePath(path, before.image.config.workdir || '/')),
  });
  const { config } = after.image;
  const closure = checkClosure(both.before, both.after, {
    env: config.env,
    envBefore: before.image.config.env,
    workdir: config.workdir,
    roots: [...roots, ...inSystem.files],
    programs: request.programs,
    entrypoint: [...(config.entrypoint ?? []), ...(config.cmd ?? [])],
  });
  request.onProgress({ kind: 'step', text: 'loading what the app loads' });
  const smoke = await smokeFindings(session, before.image, after.image, both, roots);
  return {
    checks: [
      checkResult('files', findings, `${summary.compared} paths of the app, below ${roots.join(', ')}`),
      checkResult(
        'closure',
        [...closure, ...smoke],
        'libraries, interpreters, programs, system data, modules',
      ),
    ],
    files: summary,
  };
}

function lastLines(seen: readonly Observation[]): readonly string[] {
  const failed = seen.find((each) => each.failure !== null || each.state === 'failed');
  const text = failed ? `${failed.stdout}\n${failed.stderr}\n${failed.failure ?? ''}` : '';
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-LOG_LINES);
}

async function behaviourCheck(
  session: Session,
  request: VerifyRequest,
  before: Built,
  after: Built,
): Promise<Pick<Outcome, 'normalised' | 'log'> & { readonly check: CheckResult }> {
  const { engine } = session;
  if (!engine.can.run) {
    const because = `${engine.name} does not start containers as docker and podman do`;
    return { check: skippedCheck('behaviour', because), normalised: [], log: [] };
  }
  request.onProgress({ kind: 'step', text: 'starting both' });
  const seen = await behave(session, before.image, after.image, request.run);
  request.onSeen?.(seen.before, seen.after);
  const log = lastLines(seen.after);
  const findings = allowReplaced(seen.findings, configReasons(request.report).get('cmd') ?? null);
  return {
    check: checkResult('behaviour', findings, comparedBehaviour(seen.before)),
    normalised: seen.normalised,
    log: log.length > 0 ? log : lastLines(seen.before),
  };
}

async function measured(
  session: Session,
  request: VerifyRequest,
  each: Built,
  times: MeasuredSide['times'],
): Promise<MeasuredSide> {
  request.onProgress({ kind: 'step', text: `measuring ${each.side.name}` });
  const size = await measureImage(session, request, {
    image: each.image.reference,
    facts: each.facts,
  });
  const others = size ? await otherStageSizes(session, request, each.side, each.facts) : [];
  return { size: size && { ...size, others }, times };
}

/**
 * Builds both Dockerfiles on a session's engine, compares the images and what they do, and measures them. Nothing is
 * thrown: what cannot be built, read or started becomes part of the answer. The session's owner closes it.
 */
export async function verify(session: Session, request: VerifyRequest): Promise<Verification> {
  const { engine } = session;
  const answer = (outcome: Outcome, before: MeasuredSide, after: MeasuredSide | null): Verification => ({
    ...verdictOf(outcome.checks),
    engine: { name: engine.name, version: engine.version, builder: engine.builder },
    candidate: request.candidate.name,
    ...outcome,
    before,
    after,
  });
  const failed = (check: CheckResult, log: readonly string[], before: MeasuredSide): Verification =>
    answer({ checks: [check], files: null, normalised: [], log }, before, null);

  const original = await built(session, request, request.original, 'original');
  if ('check' in original) return failed(original.check, original.log, NOTHING);
  const candidate = await built(session, request, request.candidate, 'candidate');
  const first = { size: null, times: firstBuild(original.seconds) };
  if ('check' in candidate) return failed(candidate.check, candidate.log, first);

  const both =
    request.files === false ? null : await readBoth(session, request, original.image, candidate.image);
  const config = configCheck(original, candidate, request, both);
  const files = both
    ? await fileChecks(session, request, original, candidate, both)
    : { checks: [], files: null };
  const behaviour = await behaviourCheck(session, request, original, candidate);
  const sides = [original, candidate] as const;
  const times = sides.map((each) => [each.side, firstBuild(each.seconds)] as const);
  const [before, after] = request.times
    ? await measuredTimes(session, request, times)
    : times.map(([, own]) => own);
  return answer(
    {
      checks: [checkResult('build', [], 'both build'), config, ...files.checks, behaviour.check],
      files: files.files,
      normalised: behaviour.normalised,
      log: behaviour.log,
    },
    await measured(session, request, original, before ?? NOTHING.times),
    await measured(session, request, candidate, after ?? NOTHING.times),
  );
}

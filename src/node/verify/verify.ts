import { comparedBehaviour } from '../../verify/compared.js';
import { compareConfigs } from '../../verify/config.js';
import type { FilesSummary } from '../../verify/files.js';
import { allowReplaced } from '../../verify/replaced-start.js';
import { configReasons } from '../../verify/rewrite-reasons.js';
import { configQuestion, sideFacts } from '../../verify/side-facts.js';
import type { BuiltImage, CheckResult, MeasuredSide, Observation, Verification } from '../../verify/types.js';
import { checkResult, skippedCheck, verdictOf } from '../../verify/verdict.js';
import type { Session } from '../engine/types.js';
import { behave } from './behave.js';
import { buildFinding, buildSide } from './build-sides.js';
import { firstBuild, measuredTimes } from './build-times.js';
import { fileSystems, type FileSystems } from './file-systems.js';
import { measureImage } from './measure.js';
import { fileChecks } from './file-checks.js';
import { otherStageSizes } from './other-stages.js';
import type { Built, Side, VerifyRequest } from './types.js';

const LOG_LINES = 30;

/** What a comparison holds so far. */
interface Outcome {
  readonly checks: readonly CheckResult[];
  readonly files: FilesSummary | null;
  readonly normalised: readonly string[];
  readonly log: readonly string[];
}

const NOTHING: MeasuredSide = {
  size: null,
  times: { first: null, cold: null, changed: null },
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
    const check = checkResult('build', [buildFinding(which)], `the ${which} does not build`);
    return { check, log: result.log.slice(-LOG_LINES) };
  }
  return {
    side,
    facts: sideFacts(side.text, side.name, side.target, request.buildArgs),
    image: { reference: tag, config: found.config },
    seconds: result.seconds,
  };
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
    check: checkResult('behaviour', findings, comparedBehaviour(seen.before, seen.after)),
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

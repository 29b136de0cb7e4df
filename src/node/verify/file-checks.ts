import { absolutePath } from '../../project/path.js';
import { checkClosure } from '../../verify/closure.js';
import { compareFiles, type FilesQuestion, type FilesSummary } from '../../verify/files.js';
import { plannedLosses } from '../../verify/named-places.js';
import { decidedPackages, instructedPackages } from '../../verify/instructed-packages.js';
import { checkLostPackages } from '../../verify/lost-packages.js';
import { lookUp } from '../../verify/paths.js';
import type { CandidateWork } from '../../verify/candidate-work.js';
import { lostAuthorities } from '../../verify/local-certificates.js';
import { madePaths, ofOnePackage, removedPaths } from '../../verify/made-paths.js';
import { copiedPaths, leftOutByPlan } from '../../verify/rewrite-reasons.js';
import { appRoots, systemPlaces } from '../../verify/roots.js';
import type { CheckResult, Finding, Listing } from '../../verify/types.js';
import { checkResult, skippedCheck } from '../../verify/verdict.js';
import type { Session } from '../engine/types.js';
import { baseFiles } from './base-files.js';
import type { FileSystems } from './file-systems.js';
import { smokeFindings } from './smoke.js';
import type { Built, VerifyRequest } from './types.js';

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

/** What the instructions of both did to their base images, as far as those could be read. */
async function workOutside(
  session: Session,
  request: VerifyRequest,
  before: Built,
  after: Built,
  both: { readonly before: Listing; readonly after: Listing },
): Promise<Pick<FilesQuestion, 'made' | 'removed' | 'candidate'> & { readonly unseen: readonly Finding[] }> {
  const asked = { ...request, bases: request.bases ?? new Map<string, Listing>() };
  const base = await baseFiles(session, asked, before);
  if (base === null) return { unseen: [unreadBase('original')] };
  const other = await baseFiles(session, asked, after);
  const sameBase = other === base;
  const candidate: CandidateWork | null = other && {
    made: madePaths(both.after, other),
    removed: sameBase ? removedPaths(both.after, other) : new Set(),
    sameBase,
    inBases: (path) => base.has(path) && other.has(path),
    byPlan: request.report !== null,
  };
  return {
    made: madePaths(both.before, base),
    removed: removedPaths(both.before, base),
    ...(candidate && { candidate }),
    unseen: candidate === null ? [unreadBase('candidate')] : [],
  };
}

function unreadBase(side: 'original' | 'candidate'): Finding {
  const because = 'it could not be read, so that what instructions make outside of the app is not known';
  const subject = `the base image of the ${side}`;
  return { check: 'files', code: 'V-UNSEEN', weight: 'unsure', subject, before: null, after: null, because };
}

/** Compares the file systems of both images, and looks whether what is called in the candidate has what it needs. */
export async function fileChecks(
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
  const { unseen, ...outside } = await workOutside(session, request, before, after, both);
  const inSystem = ownInSystem(before, request, both.before, both.after);
  const question: FilesQuestion = {
    roots: [...roots, ...inSystem.lost],
    systemFiles: inSystem.files,
    ...outside,
    ofOnePackage: ofOnePackage(both.before, both.after),
    user: before.image.config.user,
    explained: leftOutByPlan(request.report),
    leftOut: request.without.map((path) => absolutePath(path, before.image.config.workdir || '/')),
  };
  const { findings, summary } = compareFiles(both.before, both.after, question);
  const { config } = after.image;
  const closure = checkClosure(both.before, both.after, {
    env: config.env,
    envBefore: before.image.config.env,
    workdir: config.workdir,
    roots: [...roots, ...inSystem.files],
    programs: request.report ? request.programs : [],
    expected: request.report ? [] : request.programs,
    entrypoint: [...(config.entrypoint ?? []), ...(config.cmd ?? [])],
    planned: plannedLosses(both.after, question),
    byPlan: request.report !== null,
  });
  const lost = checkLostPackages(both.before, both.after, {
    instructed: instructedPackages(before.facts, request.buildArgs),
    decided: decidedPackages(request.report),
    leftOut: question.leftOut ?? [],
  });
  request.onProgress({ kind: 'step', text: 'loading what the app loads' });
  const smoke = await smokeFindings(session, before.image, after.image, both, roots);
  return {
    checks: [
      checkResult(
        'files',
        [...unseen, ...findings, ...lost],
        `${summary.compared} paths of the app, below ${roots.join(', ')}`,
      ),
      checkResult(
        'closure',
        [...closure, ...lostAuthorities(both.before, both.after), ...smoke],
        'libraries, interpreters, programs, system data, modules',
      ),
    ],
    files: summary,
  };
}

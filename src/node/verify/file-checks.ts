import { absolutePath } from '../../project/path.js';
import { checkClosure } from '../../verify/closure.js';
import { compareFiles, type FilesQuestion, type FilesSummary } from '../../verify/files.js';
import { plannedLosses } from '../../verify/named-places.js';
import { lookUp } from '../../verify/paths.js';
import { madePaths } from '../../verify/made-paths.js';
import { copiedPaths, leftOutByPlan } from '../../verify/rewrite-reasons.js';
import { appRoots, systemPlaces } from '../../verify/roots.js';
import type { CheckResult, Listing } from '../../verify/types.js';
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
  const base = await baseFiles(session, request, before);
  const inSystem = ownInSystem(before, request, both.before, both.after);
  const question: FilesQuestion = {
    roots: [...roots, ...inSystem.lost],
    systemFiles: inSystem.files,
    ...(base && { made: madePaths(both.before, base) }),
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

import { classifyPackage, runtimeCounterparts } from '../data/os-packages.js';
import { bringsData, programsOf } from '../data/provides.js';
import type { ImageFacts } from '../data/types.js';
import type { OsPackageManager, PackageChange, PackageRequest } from '../effects/types.js';
import type { Facts, ProgramNeed, UnitFacts } from '../transform/types.js';
import { programName } from './needs.js';
import type { Confidence, Evidence } from './types.js';

/** Where one requested package is needed, and what stands in for it in the final image. */
export interface PackageFate {
  readonly request: PackageRequest;
  readonly manager: OsPackageManager;
  readonly verdict: 'build' | 'runtime' | 'counterpart';
  /** Packages that the final image gets for it: itself, its run-time libraries, or none. */
  readonly final: readonly string[];
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  /** `H-AMBIGUOUS-PKG` and the like, when it is kept for want of proof. */
  readonly hold: string | null;
}

export interface PackageQuestion {
  readonly facts: Facts;
  readonly needs: readonly ProgramNeed[];
  /** True when every place that could call a program has been read. */
  readonly scanned: boolean;
  /** True when something compiled against installed libraries survives in the final image. */
  readonly compiled: boolean;
  readonly keep: readonly string[];
  /** The base of the final stage; null or absent when it is not known. */
  readonly final?: ImageFacts | null;
}

/** Names that a later command removes again: the author's own word that only the build needs them. */
export function removedLater(units: readonly UnitFacts[]): ReadonlySet<string> {
  const removed = new Set<string>();
  for (const unit of units) {
    for (const change of unit.effects.packages) {
      if (change.op === 'remove') for (const request of change.packages) removed.add(request.name);
    }
  }
  return removed;
}

function evidence(rule: string, because: string, unit: UnitFacts): Evidence {
  return { rule: `packages/${rule}`, because, at: unit.place };
}

function neededProgram(
  name: string,
  manager: OsPackageManager,
  needs: readonly ProgramNeed[],
): ProgramNeed | null {
  const programs = programsOf(name, manager) ?? [name];
  return needs.find((need) => programs.includes(programName(need.name))) ?? null;
}

/** What one requested package is for. */
export function packageFate(
  request: PackageRequest,
  change: PackageChange,
  unit: UnitFacts,
  question: PackageQuestion,
  removed: ReadonlySet<string>,
): PackageFate {
  const { manager } = change;
  const fate = (
    verdict: PackageFate['verdict'],
    final: readonly string[],
    confidence: Confidence,
    rule: string,
    because: string,
    hold: string | null = null,
  ): PackageFate => ({
    request,
    manager,
    verdict,
    final,
    confidence,
    evidence: evidence(rule, because, unit),
    hold,
  });
  const runtime = (
    confidence: Confidence,
    rule: string,
    because: string,
    hold: string | null = null,
  ): PackageFate => fate('runtime', [request.text], confidence, rule, because, hold);

  if (question.keep.includes(request.name)) return runtime('proven', 'kept-by-option', '--keep names it');
  if (removed.has(request.name) || (change.virtual !== null && removed.has(change.virtual))) {
    return fate('build', [], 'strong', 'removed-later', 'a later command removes it again');
  }
  const need = neededProgram(request.name, manager, question.needs);
  if (need)
    return runtime(
      need.confidence,
      'called-at-run-time',
      `${programName(need.name)} is called at run time: ${need.evidence.because}`,
    );

  if (question.final && bringsData(question.final, request.name))
    return fate('build', [], 'strong', 'in-base', 'the base of the final stage brings the same files');

  switch (classifyPackage(request.name, manager)) {
    case 'build':
      return fate('build', [], 'strong', 'build-tool', 'a build tool, and nothing at run time calls it');
    case 'dev': {
      if (!question.compiled)
        return fate(
          'build',
          [],
          'strong',
          'dev-unused',
          'headers, and nothing compiled with them is in the final image',
        );
      const libraries = runtimeCounterparts(request.name, manager, question.facts.base?.release ?? null);
      if (!libraries) {
        return runtime(
          'strong',
          'dev-release-unknown',
          'its run-time library has another name in every release, and the release is not known',
          'H-RELEASE-UNKNOWN',
        );
      }
      const names =
        libraries.length === 0
          ? 'nothing of it is needed at run time'
          : `its run-time part is ${libraries.join(', ')}`;
      return fate('counterpart', libraries, 'strong', 'dev-counterpart', `headers for compiling; ${names}`);
    }
    case 'runtime':
      return runtime('strong', 'runtime-package', 'there for run time');
    case 'ambiguous':
      if (question.scanned)
        return fate('build', [], 'strong', 'not-called', 'nothing that runs in the container calls it');
      return runtime('weak', 'ambiguous', 'not everything that may call it could be read', 'H-AMBIGUOUS-PKG');
    case 'unknown':
      return runtime('weak', 'unknown-package', 'what it is for is not known', 'H-AMBIGUOUS-PKG');
  }
}

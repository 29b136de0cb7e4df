import { within } from '../classify/places.js';
import type { Report } from '../report/types.js';

/** Rule of the decisions that say why a part of the config changes with the base image (src/plan/plan.ts). */
const CONFIG_RULE = 'config/allowed';

/** Why a rewrite changes parts of the config, by field as `compareContracts` names it; empty for a candidate from elsewhere. */
export function configReasons(report: Report | null): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const { subject, evidence } of report?.decisions ?? []) {
    const found = evidence.find((each) => each.rule === CONFIG_RULE);
    if (found) reasons.set(subject, found.because);
  }
  return reasons;
}

/**
 * Why the plan of a rewrite leaves a file out, by its absolute path: it copies what run time reads, by name, and the file is
 * not below that. Null for a file below what is copied (a step of the rewrite removes it, or it should be there), and for
 * a candidate from elsewhere.
 */
export function leftOutByPlan(report: Report | null): (path: string) => string | null {
  const copied = copiedPaths(report);
  if (copied.length === 0) return () => null;
  return (path) =>
    copied.some((each) => within(path, each)) ? null : 'nothing that runs was seen to read it';
}

/** Absolute paths that the rewrite copies from its build stage: they are the app's, wherever they lie. */
export function copiedPaths(report: Report | null): readonly string[] {
  return (report?.decisions ?? []).flatMap(({ verdict, subject }) =>
    verdict === 'copied' && subject.startsWith('/') ? [subject] : [],
  );
}

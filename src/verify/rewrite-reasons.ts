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

/** Absolute paths that the rewrite copies from its build stage: they are the app's, wherever they lie. */
export function copiedPaths(report: Report | null): readonly string[] {
  return (report?.decisions ?? []).flatMap(({ verdict, subject }) =>
    verdict === 'copied' && subject.startsWith('/') ? [subject] : [],
  );
}

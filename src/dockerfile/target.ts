import type { DockerfileDoc, Stage } from './types.js';

/** The stage that a `--target` names, by name (case does not matter) or number; the last one for null; null when there is none. */
export function findTarget(doc: DockerfileDoc, target: string | null): Stage | null {
  if (target === null) return doc.stages.at(-1) ?? null;
  const named = doc.stages.findLast((stage) => stage.name?.toLowerCase() === target.toLowerCase());
  if (named) return named;
  return /^\d+$/.test(target) ? (doc.stages[Number(target)] ?? null) : null;
}

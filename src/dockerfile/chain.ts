import type { DockerfileDoc, Stage } from './types.js';

/** The stages that a stage derives from, the one on an external image first, itself last. */
export function chainOf(doc: DockerfileDoc, stage: Stage): readonly Stage[] {
  const chain = [stage];
  for (let base = stage.base; base !== null;) {
    const parent = doc.stages[base];
    if (parent === undefined || chain.includes(parent)) break;
    chain.unshift(parent);
    base = parent.base;
  }
  return chain;
}

/** The default target: the last stage. */
export function defaultTarget(doc: DockerfileDoc): Stage | null {
  return doc.stages.at(-1) ?? null;
}

/** The stage that `--target` names: by name in any case, or by number; null when there is none. */
export function stageNamed(doc: DockerfileDoc, name: string): Stage | null {
  const wanted = name.toLowerCase();
  const named = doc.stages.findLast((stage) => stage.name?.toLowerCase() === wanted);
  if (named !== undefined) return named;
  return /^\d+$/.test(name) ? (doc.stages[Number(name)] ?? null) : null;
}

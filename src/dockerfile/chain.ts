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

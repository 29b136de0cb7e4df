import { chainOf } from '../dockerfile/chain.js';
import type { DockerfileDoc, Stage } from '../dockerfile/types.js';
import type { LayerMeasure } from './types.js';

/** A stage whose layers are in an image, and how many entries of its history it makes. */
export interface StageLayers {
  readonly name: string;
  readonly instructions: number;
}

/** The stages that an image's layers come from, the one on the external base first. */
export function stagesOf(doc: DockerfileDoc, stage: Stage): readonly StageLayers[] {
  return chainOf(doc, stage).map((each) => ({
    name: each.name ?? String(each.index),
    instructions: each.instructions.length,
  }));
}

/**
 * Names the stage of every layer. Builders write one entry into an image's history for each instruction after FROM, ARG and
 * ENV too, so stages are counted off from the end; what is left over came with the base image. `layers` is the history,
 * the base's first.
 */
export function withStages(
  layers: readonly LayerMeasure[],
  stages: readonly StageLayers[],
): readonly LayerMeasure[] {
  const names: string[] = [];
  for (const { name, instructions } of stages) {
    for (let count = 0; count < instructions; count++) names.push(name);
  }
  const first = layers.length - names.length;
  return layers.map((layer, index) => ({ ...layer, stage: names[index - first] ?? 'base' }));
}

import type { DockerfileDoc, Stage } from '../../dockerfile/types.js';
import { stagesOf, withStages } from '../../verify/layer-stages.js';
import type { ImageMeasure } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { packedSize } from './packed-size.js';

/** A built image, and the Dockerfile that it was built from; no stage when that is not known. */
export interface Measured {
  readonly image: string;
  readonly facts: { readonly doc: DockerfileDoc; readonly stage: Stage | null };
}

async function pullSize(session: Session, image: string): Promise<number | null> {
  const stream = await session.engine.save(image);
  if (!stream) return null;
  const bytes = await packedSize(stream.readable);
  const failed = await stream.ended;
  return failed === null ? bytes : null;
}

/**
 * Measures an image, in bytes: `bytes` as the engine states it (the sum of its layers' files, not packed), every layer in
 * the history with its stage, and, when `compressed` is asked for, what a pull transfers. Null when the engine does not
 * know the image.
 */
export async function measureImage(
  session: Session,
  { compressed }: { readonly compressed: boolean },
  { image, facts }: Measured,
): Promise<Omit<ImageMeasure, 'others'> | null> {
  const found = await session.engine.inspect(image);
  if (!found) return null;
  const history = (await session.engine.history(image)) ?? [];
  const stages = facts.stage === null ? [] : stagesOf(facts.doc, facts.stage);
  return {
    bytes: found.bytes,
    compressed: compressed ? await pullSize(session, image) : null,
    layers: withStages(history, stages),
  };
}

import { chainOf } from '../../dockerfile/chain.js';
import type { DockerfileDoc, Stage } from '../../dockerfile/types.js';
import { stagesOf, withStages } from '../../verify/layer-stages.js';
import type { StageMeasure } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { buildSide } from './build-sides.js';
import type { Side, VerifyRequest } from './types.js';

/** The stages that a target is built from and that are no part of its image, in the file's order. */
function otherStages(doc: DockerfileDoc, target: Stage): readonly Stage[] {
  const shipped = new Set(chainOf(doc, target).map((each) => each.index));
  const found = new Set<number>();
  const waiting = [target.index];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const stage = doc.stages[at];
    for (const next of stage ? [...stage.uses, ...(stage.base === null ? [] : [stage.base])] : []) {
      if (!shipped.has(next) && !found.has(next)) {
        found.add(next);
        waiting.push(next);
      }
    }
  }
  return doc.stages.filter((each) => found.has(each.index));
}

/**
 * Bytes of the layers of the stages that do not ship: each is built as a target of its own, out of the engine's cache. A
 * stage that the engine cannot build or describe is left out.
 */
export async function otherStageSizes(
  session: Session,
  request: VerifyRequest,
  side: Side,
  { doc, stage }: { readonly doc: DockerfileDoc; readonly stage: Stage | null },
): Promise<readonly StageMeasure[]> {
  const measures: StageMeasure[] = [];
  for (const each of stage ? otherStages(doc, stage) : []) {
    const name = each.name ?? String(each.index);
    const tag = session.tag(`stage-${each.index}`);
    const { ok } = await buildSide(session, request, side, { tag, cache: true, target: name });
    const layers = ok ? await session.engine.history(tag) : null;
    if (!layers) continue;
    const own = withStages(layers, stagesOf(doc, each)).filter((layer) => layer.stage === name);
    measures.push({ stage: name, bytes: own.reduce((sum, layer) => sum + layer.bytes, 0) });
  }
  return measures;
}

import { instructionPlace } from '../../src/classify/unit-place.js';
import type { Place } from '../../src/source/span.js';
import type { Facts } from '../../src/transform/types.js';

/** The place of an instruction by its index in the document; null when nothing in the file set it. */
export function stagePlace(facts: Facts, index: number | null | undefined): Place | null {
  const instruction = index === null || index === undefined ? undefined : facts.doc.instructions[index];
  return instruction ? instructionPlace(facts.doc, instruction) : null;
}

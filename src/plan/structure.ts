import type { DockerfileDoc, Instruction } from '../dockerfile/types.js';
import type { Evidence } from '../classify/types.js';
import { instructionPlace } from '../classify/unit-place.js';
import { freeName, takenNames } from './names.js';
import type { Decision, PlannedStage, Step, WordEdit } from './types.js';

export interface Structure {
  /** Stage names by index; the input's own where there is one, `''` for a stage that stays unnamed. */
  readonly names: readonly string[];
  /** Edits of instructions that name a stage by its number. */
  readonly edits: ReadonlyMap<number, readonly WordEdit[]>;
  readonly decisions: readonly Decision[];
}

interface Reference {
  readonly instruction: Instruction;
  readonly stage: number;
  /** Offset of the number in the logical text. */
  readonly at: number;
  readonly text: string;
}

/** `--from=0` and `--mount=…,from=0`: references by number. */
function numericReferences(doc: DockerfileDoc): readonly Reference[] {
  const found: Reference[] = [];
  for (const instruction of doc.instructions) {
    if (instruction.type !== 'copy' && instruction.type !== 'add' && instruction.type !== 'run') continue;
    const head = instruction.line.text.slice(0, instruction.bodyAt);
    for (const match of head.matchAll(/(--from=|[,=]from=)(\d+)(?=[\s,]|$)/g)) {
      const text = match[2] ?? '';
      const stage = Number(text);
      if (stage < instruction.stage)
        found.push({ instruction, stage, at: match.index + (match[1] ?? '').length, text });
    }
  }
  return found;
}

function wantedName(doc: DockerfileDoc, index: number): string {
  return index === doc.stages.length - 1 ? 'runtime' : 'build';
}

/**
 * Names for stages that are referred to by number. Every numeric reference is rewritten, so that a stage put before
 * others does not shift them; when any stage gets a name, the last one gets one too.
 */
export function nameStages(doc: DockerfileDoc): Structure {
  const references = numericReferences(doc);
  const taken = new Set(takenNames(doc));
  const referred = new Set(references.map((each) => each.stage));
  const naming = doc.stages.some((stage) => stage.name === null && referred.has(stage.index));
  const decisions: Decision[] = [];
  const names = doc.stages.map((stage) => {
    if (stage.name !== null) return stage.name;
    if (!naming || !(referred.has(stage.index) || stage.index === doc.stages.length - 1)) return '';
    const name = freeName(wantedName(doc, stage.index), taken);
    taken.add(name);
    const evidence: Evidence = {
      rule: 'structure/named-stage',
      because: referred.has(stage.index) ? 'it is referred to by its number' : 'its siblings have names',
      at: instructionPlace(doc, stage.from),
    };
    decisions.push({
      subject: `stage ${stage.index}`,
      verdict: 'named',
      line: stage.from.line.startLine,
      evidence: [evidence],
      confidence: 'proven',
    });
    return name;
  });
  const edits = new Map<number, WordEdit[]>();
  for (const reference of references) {
    const name = names[reference.stage];
    if (!name) continue;
    const edit = { start: reference.at, end: reference.at + reference.text.length, text: name };
    edits.set(reference.instruction.index, [...(edits.get(reference.instruction.index) ?? []), edit]);
  }
  return { names, edits, decisions };
}

/** A stage of the input as it is, but for its name and references by number. */
export function inputStage(doc: DockerfileDoc, index: number, structure: Structure): PlannedStage | null {
  const stage = doc.stages[index];
  if (!stage) return null;
  const steps = stage.instructions.map((instruction): Step => {
    const edits = structure.edits.get(instruction.index);
    if (!edits) return { step: 'keep', instruction: instruction.index, comments: true, evidence: [] };
    return { step: 'derive', instruction: instruction.index, edits, comments: true, evidence: [] };
  });
  return {
    name: structure.names[index] ?? '',
    role: 'input',
    base: stage.from.image,
    from: stage.from.index,
    steps,
    evidence: [],
  };
}

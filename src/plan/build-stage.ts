import type { UnitFate } from '../classify/fates.js';
import { within } from '../classify/places.js';
import type { CopyInstruction, Instruction } from '../dockerfile/types.js';
import type { Contributions } from '../classify/merge.js';
import type { Facts } from '../transform/types.js';
import { appendedSteps } from './appended-steps.js';
import type { Step } from './types.js';

/** Instructions that only set the image's config: the final stage's business. */
const CONFIG_ONLY = new Set([
  'cmd',
  'entrypoint',
  'expose',
  'healthcheck',
  'label',
  'maintainer',
  'onbuild',
  'stopsignal',
  'volume',
]);

export interface BuildStage {
  readonly steps: readonly Step[];
  /** Indexes of the instructions in it. */
  readonly instructions: ReadonlySet<number>;
}

function isFileWork(instruction: Instruction): boolean {
  return instruction.type === 'run' || instruction.type === 'copy' || instruction.type === 'add';
}

/** The last instruction that the build needs: after it only run time is prepared. */
export function lastBuildInstruction(fates: readonly UnitFate[]): number {
  let last = -1;
  for (const fate of fates) {
    if (!isFileWork(fate.unit.instruction) || fate.service !== null) continue;
    if (fate.verdict !== 'replay' || fate.carry.length > 0)
      last = Math.max(last, fate.unit.instruction.index);
  }
  return last;
}

/** A file copied for run time that nothing in the build mentions: the build stage need not have it. */
function onlyForRunTime(instruction: CopyInstruction, fates: readonly UnitFate[], last: number): boolean {
  const own = fates.filter((fate) => fate.unit.instruction === instruction);
  if (instruction.from !== null || own.some((fate) => fate.verdict !== 'replay')) return false;
  const names = [instruction.destination, ...instruction.sources].map(
    (path) => path.replace(/\/+$/, '').split('/').at(-1) ?? '',
  );
  const made = own.flatMap((fate) => fate.unit.effects.writes.map((write) => write.path));
  const directory = instruction.destination.replace(/\/+$/, '');
  const later = fates.filter(
    (fate) => fate.unit.instruction.index > instruction.index && fate.unit.instruction.index <= last,
  );
  return later.every((fate) => {
    const text =
      fate.unit.instruction.line.text +
      fate.unit.instruction.line.heredocs.map((each) => each.content).join('\n');
    if (fate.unit.instruction.type !== 'run') return true;
    if (fate.unit.effects.opaque?.within === null) return false;
    if (fate.unit.effects.reads.some((path) => made.some((each) => within(each, path) || within(path, each))))
      return false;
    return (
      !names.some((name) => name.length > 1 && text.includes(name)) &&
      !(directory.length > 1 && text.includes(directory))
    );
  });
}

/** The build stage: the input's own instructions in their order, up to the last one that the build needs. */
export function buildStage(
  facts: Facts,
  fates: readonly UnitFate[],
  contributed: Contributions,
  narrow: boolean,
): BuildStage {
  // What the build stage runs in the place of the start command sees the variables that the container would have.
  const late = contributed.owner?.start?.build
    ? facts.stage.instructions.filter((each) => each.type === 'env').map((each) => each.index)
    : [];
  const last = Math.max(lastBuildInstruction(fates), ...late);
  const steps: Step[] = [];
  const instructions = new Set<number>();
  for (const instruction of facts.stage.instructions) {
    if (instruction.index > last || CONFIG_ONLY.has(instruction.type)) continue;
    if (
      (instruction.type === 'copy' || instruction.type === 'add') &&
      onlyForRunTime(instruction, fates, last)
    )
      continue;
    const evidence = fates
      .filter((fate) => fate.unit.instruction === instruction)
      .flatMap((fate) => fate.evidence);
    steps.push({ step: 'keep', instruction: instruction.index, comments: true, evidence });
    instructions.add(instruction.index);
  }
  return { steps: [...steps, ...appendedSteps(facts, contributed, last, narrow)], instructions };
}

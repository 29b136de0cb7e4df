import { mountFrom } from './flags.js';
import { globalScope } from './global-args.js';
import { parseProblem } from './problem.js';
import type { ArgInstruction, Instruction, Problem, Stage } from './types.js';
import { expandWord } from './words.js';

/**
 * The stages and what they read from each other: always stages before them (BuildKit rejects the rest), the last one of a
 * name, in any case. `COPY --from` takes a number too, `RUN --mount` does not.
 */
export function stageGraph(
  instructions: readonly Instruction[],
  globalArgs: readonly ArgInstruction[],
  escape: string,
  buildArgs: Readonly<Record<string, string>>,
): readonly Stage[] {
  const globals = globalScope(globalArgs, escape, buildArgs);
  const groups: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.type === 'from') groups.push([instruction]);
    else groups.at(-1)?.push(instruction);
  }
  const earlier = new Map<string, number>();
  const stages: Stage[] = [];
  for (const [from, ...rest] of groups) {
    if (from?.type !== 'from') continue;
    const index = stages.length;
    const image = imageOf(from.image, globals, escape);
    stages.push({
      index,
      from,
      name: from.name,
      instructions: rest,
      image,
      base: earlier.get((image ?? '').toLowerCase()) ?? null,
      uses: usedStages(rest, index, earlier),
    });
    if (from.name !== null) earlier.set(from.name.toLowerCase(), index);
  }
  return stages;
}

/** An image name with a hole (`node:`, `/app`) is what an ARG without a value leaves: nobody knows the image then. */
const hole = /^[:/@]|[:/@]$|[:/@]{2}|^$/;

function imageOf(
  image: string,
  globals: ReadonlyMap<string, string | undefined>,
  escape: string,
): string | null {
  const lookup = (name: string): string | null | undefined => (globals.has(name) ? globals.get(name) : null);
  const expanded = expandWord(image, lookup, escape);
  return expanded === null || hole.test(expanded) ? null : expanded;
}

function usedStages(
  instructions: readonly Instruction[],
  self: number,
  earlier: ReadonlyMap<string, number>,
): readonly number[] {
  const uses = new Set<number>();
  const add = (name: string): void => {
    const index = earlier.get(name.toLowerCase());
    if (index !== undefined) uses.add(index);
  };
  for (const instruction of instructions) {
    if (instruction.type === 'copy' && instruction.from !== null) {
      const { from } = instruction;
      if (!/^[+-]?\d+$/.test(from)) add(from);
      else if (Number(from) >= 0 && Number(from) < self) uses.add(Number(from));
    }
    if (instruction.type !== 'run') continue;
    for (const { name, value } of instruction.flags) {
      const from = name === 'mount' && value !== null ? mountFrom(value) : null;
      if (from !== null) add(from);
    }
  }
  return [...uses].sort((a, b) => a - b);
}

/** `COPY --from` values that no builder takes: a variable, or the number of a stage that is not there yet. */
export function fromProblems(instructions: readonly Instruction[]): readonly Problem[] {
  const problems: Problem[] = [];
  for (const instruction of instructions) {
    if (instruction.type !== 'copy' || instruction.from === null) continue;
    const { from, stage, line } = instruction;
    if (/\$./.test(from)) {
      const unlock = 'name a stage, and use the variable in its FROM';
      problems.push(parseProblem(line.startLine, 'COPY --from takes no variable', unlock));
    } else if (/^[+-]?\d+$/.test(from) && (Number(from) < 0 || Number(from) >= stage)) {
      problems.push(
        parseProblem(line.startLine, `there is no stage ${from} before this one`, 'name a stage'),
      );
    }
  }
  return problems;
}

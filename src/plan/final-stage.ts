import { appDirectories, type Carried } from '../classify/carry.js';
import { within } from '../classify/places.js';
import type { UnitFate } from '../classify/fates.js';
import type { Evidence, Refusal } from '../classify/types.js';
import type { Instruction } from '../dockerfile/types.js';
import type { Facts } from '../transform/types.js';
import { argumentPaths, literalPaths, type ArgumentPaths } from './argument-paths.js';
import { neededArguments } from './arguments.js';
import { lastBuildInstruction } from './build-stage.js';
import { cacheParents, directoryFix, fixCommand } from './directories.js';
import { finalRun, readsPackageLists } from './run-steps.js';
import { touched } from './touches.js';
import type { Step } from './types.js';
import { isRoot } from '../effects/home.js';

export interface FinalQuestion {
  readonly facts: Facts;
  readonly fates: readonly UnitFate[];
  readonly carried: readonly Carried[];
  /** Instructions that stand in the build stage too: their comments stay there. */
  readonly inBuild: ReadonlySet<number>;
  readonly buildName: string;
  /** The install of packages that the new base lacks, right after FROM. */
  readonly first: readonly Step[];
  /** Links and guards, right after the copies. */
  readonly afterCopy: readonly Step[];
  /** Replaces the input's ENTRYPOINT and CMD. */
  readonly start: readonly Step[] | null;
}

export interface FinalStage {
  readonly steps: readonly Step[];
  readonly refusals: readonly Refusal[];
}

/** COPY steps for everything carried: files of one directory share an instruction. */
function copySteps(carried: readonly Carried[], stage: string, written: ArgumentPaths): readonly Step[] {
  const steps: Step[] = [];
  const files = new Map<string, Carried[]>();
  for (const each of carried) {
    const directory = each.path.slice(0, each.path.lastIndexOf('/') + 1);
    if (each.tree)
      steps.push({
        step: 'copy-from',
        stage,
        sources: [written.path(each.path)],
        destination: written.path(each.path),
        evidence: [each.evidence],
      });
    else files.set(directory, [...(files.get(directory) ?? []), each]);
  }
  for (const [directory, group] of files) {
    const only = group[0];
    const destination = group.length === 1 && only ? only.path : directory;
    steps.push({
      step: 'copy-from',
      stage,
      sources: group.map((each) => written.path(each.path)),
      destination: written.path(destination),
      evidence: group.map((each) => each.evidence),
    });
  }
  return steps;
}

/** Steps that give copied directories their owner and mode; they need root, so they go before the first USER. */
function directorySteps(facts: Facts, carried: readonly Carried[], written: ArgumentPaths): readonly Step[] {
  const trees = carried.filter((each) => each.tree).map((each) => each.path);
  // A directory of which only some files are copied has an owner too: the app may write beside them.
  const partly = appDirectories(facts).filter((path) => !trees.some((tree) => within(path, tree)));
  return [...partly, ...cacheParents(trees), ...trees].flatMap((path) => {
    const fix = directoryFix(facts, path);
    return fix
      ? [
          {
            step: 'run' as const,
            from: null,
            commands: [{ text: fixCommand(fix, written), words: [] }],
            comments: false,
            evidence: [fix.evidence],
          },
        ]
      : [];
  });
}

function isArgument(facts: Facts, step: Step): boolean {
  return step.step === 'keep' && facts.doc.instructions[step.instruction]?.type === 'arg';
}

function metaStep(
  instruction: Instruction,
  inBuild: ReadonlySet<number>,
  evidence: readonly Evidence[],
): Step {
  return {
    step: 'keep',
    instruction: instruction.index,
    comments: !inBuild.has(instruction.index),
    evidence,
  };
}

/** True when an index call of a package manager is needed: some install after it is kept. */
function updateNeeded(fates: readonly UnitFate[], from: number): boolean {
  return fates.slice(from).some((fate) => fate.verdict === 'replay' && readsPackageLists(fate));
}

/** Commands of the next RUN that does nothing but remove package lists. */
function laterCleanups(fates: readonly UnitFate[], index: number): readonly UnitFate[] {
  const next = fates.find(
    (fate) =>
      fate.unit.instruction.index > index &&
      fate.service === 'cleanup' &&
      fates.every((each) => each.unit.instruction !== fate.unit.instruction || each.service === 'cleanup'),
  );
  return next ? fates.filter((fate) => fate.unit.instruction === next.unit.instruction) : [];
}

/**
 * The final stage on its new base: what run time needs of every instruction, in the input's order, with the copies from
 * the build stage where the last carried file was made.
 */
export function finalStage(question: FinalQuestion): FinalStage {
  const { facts, fates, carried, inBuild } = question;
  const refusals: Refusal[] = [];
  const steps: Step[] = [];
  const written = argumentPaths(facts);
  const lastCarried = lastCarriedInstruction(facts, fates);
  let userAt: number | null = null;
  let copied = false;
  let waiting = carried;
  /** What is written below a VOLUME after it is lost with the classic builder: it waits for the copies. */
  const volumes: Step[] = [];
  const copyNow = (): void => {
    if (copied) return;
    copied = true;
    const at = userAt ?? steps.length;
    // Ahead of USER, an ARG that comes after it has no value yet.
    const early = steps.slice(at).some((step) => isArgument(facts, step));
    steps.splice(at, 0, ...directorySteps(facts, carried, early ? literalPaths : written));
    steps.push(...copySteps(waiting, question.buildName, written), ...question.afterCopy, ...volumes);
  };
  /** A repeated command finds what it reads: that is copied ahead of it. */
  const copyFor = (running: readonly UnitFate[]): void => {
    if (copied) return;
    const now = touched(running, waiting);
    waiting = waiting.filter((each) => !now.includes(each));
    steps.push(...copySteps(now, question.buildName, written));
  };

  for (const instruction of facts.stage.instructions) {
    const own = fates.filter((fate) => fate.unit.instruction === instruction);
    const evidence = own.flatMap((fate) => fate.evidence);
    switch (instruction.type) {
      case 'run': {
        const made = finalRun(
          instruction,
          own,
          updateNeeded(
            fates,
            fates.findIndex((fate) => fate.unit.instruction === instruction),
          ),
          laterCleanups(fates, instruction.index),
          carried,
        );
        if ('refusal' in made) refusals.push(made.refusal);
        else if (made.step) {
          copyFor(made.fates);
          steps.push({
            ...made.step,
            ...('comments' in made.step ? { comments: !inBuild.has(instruction.index) } : {}),
          });
        }
        break;
      }
      case 'copy':
      case 'add':
        if (own.some((fate) => fate.verdict === 'replay'))
          steps.push(metaStep(instruction, inBuild, evidence));
        break;
      case 'cmd':
      case 'entrypoint':
        copyNow();
        if (!question.start) steps.push(metaStep(instruction, inBuild, evidence));
        break;
      case 'volume':
        (copied ? steps : volumes).push(metaStep(instruction, inBuild, evidence));
        break;
      case 'user':
        if (userAt === null && !isRoot(instruction.value)) userAt = steps.length;
        steps.push(metaStep(instruction, inBuild, evidence));
        break;
      default:
        steps.push(metaStep(instruction, inBuild, evidence));
    }
    if (instruction.index >= lastCarried) copyNow();
  }
  copyNow();
  if (question.start) steps.push(...question.start);
  return { steps: neededArguments(facts.doc, [...question.first, ...steps]), refusals };
}

/** Copies wait for the last command that made some of it or gave it its owner: the same RUN may have made the user. */
function lastCarriedInstruction(facts: Facts, fates: readonly UnitFate[]): number {
  const directories = appDirectories(facts);
  let last = -1;
  for (const fate of fates) {
    const owned = (fate.unit.effects.owners ?? []).some((change) =>
      directories.some((path) => path === change.path || (change.recursive && within(path, change.path))),
    );
    if (fate.verdict === 'carried' || fate.carry.length > 0 || owned)
      last = Math.max(last, fate.unit.instruction.index);
  }
  return last < 0 ? lastBuildInstruction(fates) : last;
}

import type { DockerfileDoc, Stage } from '../dockerfile/types.js';
import type { Evidence } from '../classify/types.js';
import type { Candidate } from './candidate.js';
import { inputStage, type Structure } from './structure.js';
import type { PlannedStage, Step } from './types.js';

export interface StageNames {
  readonly build: string;
  readonly runtime: string;
}

function renumbered(steps: readonly Step[], structure: Structure): readonly Step[] {
  return steps.map((step) => {
    const edits = step.step === 'keep' ? structure.edits.get(step.instruction) : undefined;
    if (step.step !== 'keep' || !edits) return step;
    return {
      step: 'derive',
      instruction: step.instruction,
      edits,
      comments: step.comments,
      evidence: step.evidence,
    };
  });
}

/** `--platform` stays on the final stage, but never the build platform: the image must be the target's. */
function finalBase(stage: Stage, image: string): string {
  const { platform } = stage.from;
  return platform === null || /BUILD(?:PLATFORM|ARCH|OS)/.test(platform)
    ? image
    : `--platform=${platform} ${image}`;
}

/** All stages of the new file: those before and after the target as they are, the target divided in two. */
export function composeStages(
  doc: DockerfileDoc,
  target: Stage,
  structure: Structure,
  names: StageNames,
  chosen: Candidate,
  fixes: readonly Step[],
): readonly PlannedStage[] {
  const evidence: readonly Evidence[] = [chosen.option.evidence];
  return doc.stages.flatMap((stage): readonly PlannedStage[] => {
    if (stage.index !== target.index) {
      const kept = inputStage(doc, stage.index, structure);
      return kept ? [kept] : [];
    }
    const build: PlannedStage = {
      name: names.build,
      role: 'build',
      base: stage.from.image,
      from: stage.from.index,
      steps: renumbered(chosen.build, structure),
      evidence: [],
    };
    const runtime: PlannedStage = {
      name: names.runtime,
      role: 'runtime',
      base: finalBase(stage, chosen.option.image),
      from: null,
      steps: [...fixes, ...renumbered(chosen.runtime, structure)],
      evidence,
    };
    return [build, runtime];
  });
}

/** The input's stages with names for those that are referred to by number; nothing else changes. */
export function composeNamed(doc: DockerfileDoc, structure: Structure): readonly PlannedStage[] {
  return doc.stages.flatMap((stage) => {
    const kept = inputStage(doc, stage.index, structure);
    return kept ? [kept] : [];
  });
}

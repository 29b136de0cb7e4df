import type { DockerfileDoc } from '../dockerfile/types.js';
import type { Step } from './types.js';

/** ARGs that programs read from the environment without being named: dropping them changes what a replayed RUN does. */
const IMPLICIT = /^(?:DEBIAN_FRONTEND|ACCEPT_EULA|APT_.*|.*_proxy|.*_PROXY)$/;

/** What a step says, variables included. */
export function stepTexts(doc: DockerfileDoc, step: Step): readonly string[] {
  if (step.step === 'keep' || step.step === 'derive')
    return [
      doc.instructions[step.instruction]?.line.text ?? '',
      ...(doc.instructions[step.instruction]?.line.heredocs ?? []).map((each) => each.content),
    ];
  if (step.step === 'run') return step.commands.flatMap((command) => [command.text, ...command.words]);
  if (step.step === 'add') return [step.body];
  return [...step.sources, step.destination];
}

/** True when a text refers to the variable. */
export function readsVariable(texts: readonly string[], name: string): boolean {
  return texts.some((text) => new RegExp(`\\$\\{?${name}(?![A-Za-z0-9_])`).test(text));
}

function argNames(doc: DockerfileDoc, step: Step): readonly string[] {
  if (step.step !== 'keep') return [];
  const instruction = doc.instructions[step.instruction];
  return instruction?.type === 'arg' ? instruction.pairs.map((pair) => pair.key) : [];
}

/**
 * Takes ARG steps out that nothing after them reads. An ARG that is kept may read an earlier one, so this goes from the
 * end; a RUN reads ARGs through its environment too.
 */
export function neededArguments(doc: DockerfileDoc, steps: readonly Step[]): readonly Step[] {
  const kept: Step[] = [];
  let runs = false;
  for (const step of steps.toReversed()) {
    const names = argNames(doc, step);
    const texts = kept.flatMap((each) => stepTexts(doc, each));
    if (
      names.length > 0 &&
      !names.some((name) => readsVariable(texts, name) || (runs && IMPLICIT.test(name)))
    )
      continue;
    if (step.step === 'run' || (step.step === 'keep' && doc.instructions[step.instruction]?.type === 'run'))
      runs = true;
    kept.unshift(step);
  }
  return kept;
}

import type { Evidence } from '../classify/types.js';
import type { Facts } from '../transform/types.js';
import { readsVariable, stepTexts } from './arguments.js';
import type { Candidate } from './candidate.js';
import type { Step } from './types.js';

function defines(facts: Facts, step: Step, name: string): boolean {
  if (step.step !== 'keep') return false;
  const instruction = facts.doc.instructions[step.instruction];
  return instruction?.type === 'env' && instruction.pairs.some((pair) => pair.key === name);
}

/**
 * Variables of the old base that kept instructions read and the new base lacks (`WORKDIR $GOPATH/src/app`): without them
 * the instruction would mean another path. They go right after FROM.
 */
export function inheritedEnvironment(facts: Facts, chosen: Candidate): readonly Step[] {
  const steps: Step[] = [];
  for (const [name, value] of Object.entries(facts.base?.config.env ?? {})) {
    if (name === 'PATH' || !chosen.final || chosen.final.config.env[name] !== undefined) continue;
    const reader = chosen.runtime.findIndex((step) => readsVariable(stepTexts(facts.doc, step), name));
    const definer = chosen.runtime.findIndex((step) => defines(facts, step, name));
    if (reader < 0 || (definer >= 0 && definer < reader)) continue;
    const evidence: Evidence = {
      rule: 'config/read-by-kept',
      because: `${name} came with the old base image, and an instruction of the final stage reads it`,
      at: null,
    };
    steps.push({ step: 'add', keyword: 'ENV', body: `${name}=${value}`, evidence: [evidence] });
  }
  return steps;
}

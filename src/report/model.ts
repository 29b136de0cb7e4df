import type { Refusal } from '../classify/types.js';
import type { DockerfileDoc } from '../dockerfile/types.js';
import type { Printed } from '../emit/print.js';
import type { StagePlan } from '../plan/types.js';
import type { Level } from '../transform/types.js';
import type { Outcome, Report } from './types.js';

export interface ReportInput {
  readonly doc: DockerfileDoc;
  readonly level: Level;
  /** Null when the text was not analysed. */
  readonly plan: StagePlan | null;
  readonly printed: Printed | null;
  readonly refusals: readonly Refusal[];
}

function outcomeOf(input: ReportInput): Outcome {
  if (input.plan) return input.plan.outcome;
  return input.refusals.some((refusal) => refusal.code === 'E-PARSE') ? 'invalid' : 'refused';
}

function nextSteps(input: ReportInput, outcome: Outcome): readonly string[] {
  if (outcome !== 'rewritten' || !input.printed) return [];
  const { source } = input.doc;
  const build = input.printed.stages.find((stage) => stage.role === 'build');
  const steps = [`build both and compare: docker build -f ${source} -t after . && docker run --rm after`];
  if (build)
    steps.push(
      `the tools of the build are in its stage: docker build --target ${build.name} -t tools . && docker run --rm -it tools sh`,
    );
  return steps;
}

/** The one report that every format prints. */
export function buildReport(input: ReportInput): Report {
  const { doc, plan, printed } = input;
  const outcome = outcomeOf(input);
  const runtime = printed?.stages.find((stage) => stage.role === 'runtime');
  const target = plan?.chosen ? doc.stages.at(-1) : undefined;
  return {
    version: 1,
    file: doc.source,
    level: input.level,
    outcome,
    input: doc.text,
    text: outcome === 'invalid' ? null : (printed?.text ?? doc.text),
    stages: (printed?.stages ?? []).map((stage) => ({
      name: stage.name,
      role: stage.role,
      base: stage.base,
      lines: stage.lines,
    })),
    base: runtime && target ? { before: target.from.image, after: runtime.base } : null,
    decisions: plan?.decisions ?? [],
    refusals: input.refusals,
    notes: plan?.notes ?? [],
    attempts: plan?.attempts ?? [],
    sizes: plan?.sizes ?? null,
    next: nextSteps(input, outcome),
  };
}

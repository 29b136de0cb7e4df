import type { Note, Refusal } from '../classify/types.js';
import { instructionPlace } from '../classify/unit-place.js';
import type { DockerfileDoc, Stage } from '../dockerfile/types.js';
import type { StagePlan } from '../plan/types.js';
import type { Level } from '../transform/types.js';
import type { Verification } from '../verify/types.js';
import { knownPlace, nextSteps } from './next-steps.js';
import { measuredSizes } from './measured.js';
import { floatingBase } from './pinning.js';
import type { NextStep, Outcome, Report, ReportStage } from './types.js';

export interface ReportInput {
  readonly doc: DockerfileDoc;
  readonly level: Level;
  /** The target; null when there is none. */
  readonly stage: Stage | null;
  /** Null when the text was not analysed. */
  readonly plan: StagePlan | null;
  readonly refusals: readonly Refusal[];
}

/** A template and a file for Windows are refused as what they are: what else is wrong with them follows from that. */
function telling(refusals: readonly Refusal[]): readonly Refusal[] {
  const kind = refusals.find(({ code }) => code === 'E-NONDETERMINISTIC' || code === 'E-WINDOWS');
  return kind ? [kind] : refusals;
}

function outcomeOf(input: ReportInput): Outcome {
  if (input.plan) return input.plan.outcome;
  return telling(input.refusals).some((refusal) => refusal.code === 'E-PARSE') ? 'invalid' : 'refused';
}

function reasonOf({ plan, stage }: ReportInput): string | null {
  if (plan?.outcome !== 'unchanged') return null;
  if (stage && stage.uses.length > 0)
    return 'its stages are divided already, and dividing them further gains nothing';
  const held = plan.attempts.some((attempt) => attempt.failed.length === 0);
  return held
    ? 'the best that can be done saves less than 20 MB and less than 10 %'
    : 'there is nothing to gain';
}

function platformNote({ doc, stage }: ReportInput): readonly Note[] {
  const platform = stage?.from.platform ?? null;
  if (!stage || platform === null || /amd64|x86_64|\$\{?BUILDPLATFORM/.test(platform)) return [];
  return [
    {
      code: 'I-PLATFORM',
      message: `sizes are those of linux/amd64, and the image is for ${platform}`,
      at: instructionPlace(doc, stage.from),
    },
  ];
}

/** The one report that every format prints. */
export function buildReport(input: ReportInput): Report {
  const { doc, plan, stage } = input;
  const printed = plan?.printed ?? null;
  const outcome = outcomeOf(input);
  const stages: readonly ReportStage[] = (printed?.stages ?? []).map(({ name, role, base, lines }) => ({
    name,
    role,
    base,
    lines,
  }));
  const runtime = stages.find((each) => each.role === 'runtime');
  const base = runtime && stage && plan?.chosen ? { before: stage.from.image, after: runtime.base } : null;
  const floating =
    base && stage ? floatingBase(base.before, base.after, instructionPlace(doc, stage.from)) : null;
  return {
    version: 1,
    file: doc.source,
    level: input.level,
    outcome,
    reason: reasonOf(input),
    input: doc.text,
    text: outcome === 'invalid' ? null : (printed?.text ?? doc.text),
    stages,
    base,
    decisions: plan?.decisions ?? [],
    refusals: plan ? input.refusals : telling(input.refusals),
    notes: [
      ...(plan?.notes ?? []),
      ...(floating ? [floating] : []),
      ...(plan?.sizes ? platformNote(input) : []),
    ],
    attempts: plan?.attempts ?? [],
    sizes: plan?.sizes ?? null,
    verification: null,
    next: plan ? nextSteps(outcome, stages, knownPlace(doc.source)) : [],
  };
}

/** The same report when a check of the finished result failed: nothing of it is to be used. */
export function refusedReport(report: Report, refusal: Refusal): Report {
  return {
    ...report,
    outcome: 'refused',
    text: report.input,
    stages: [],
    base: null,
    sizes: null,
    refusals: [refusal],
    next: nextSteps('refused', [], knownPlace(report.file)),
  };
}

/** The report about a file that comes from elsewhere: it says nothing of what a rewrite would be. */
export function candidateReport(file: string, level: Level, input: string, text: string): Report {
  return {
    version: 1,
    file,
    level,
    outcome: 'candidate',
    reason: null,
    input,
    text,
    stages: [],
    base: null,
    decisions: [],
    refusals: [],
    notes: [],
    attempts: [],
    sizes: null,
    verification: null,
    next: [],
  };
}

/** The report with what was measured: remarks about the estimate go with the estimate. */
export function verifiedReport(
  report: Report,
  verification: Verification,
  next: readonly NextStep[],
): Report {
  const notes = measuredSizes(verification)
    ? report.notes.filter((note) => note.code !== 'I-PLATFORM')
    : report.notes;
  return { ...report, notes, verification, next };
}

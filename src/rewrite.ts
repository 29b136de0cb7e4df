import { packs } from '../transforms/index.js';
import { gatherFacts } from './classify/facts.js';
import { contributions } from './classify/merge.js';
import type { Refusal } from './classify/types.js';
import { instructionPlace } from './classify/unit-place.js';
import { imageFacts } from './data/images.js';
import { parseImageRef } from './data/image-ref.js';
import { parseDockerfile } from './dockerfile/parse.js';
import { findTarget } from './dockerfile/target.js';
import type { DockerfileDoc, Problem, Stage } from './dockerfile/types.js';
import { genericCommands, mergeTables } from './effects/table.js';
import { planStage } from './plan/plan.js';
import { REPORT_IT } from './plan/settle.js';
import type { StagePlan } from './plan/types.js';
import { emptyFileSystem } from './project/file-system.js';
import type { ReadonlyFileSystem } from './project/types.js';
import { buildReport, refusedReport } from './report/model.js';
import type { Report } from './report/types.js';
import type { AllowKind, Level, SourceFacts, TraceNeed } from './transform/types.js';

export interface RewriteOptions {
  readonly level?: Level;
  /** Single kinds of change on top of the level. */
  readonly allow?: readonly AllowKind[];
  /** The final base to use, checked like any other. */
  readonly base?: string | null;
  /** Absolute paths and package names that the final image must keep. */
  readonly keep?: readonly string[];
  /** The stage to rewrite; the last one when null. */
  readonly target?: string | null;
  readonly buildArgs?: Readonly<Record<string, string>>;
}

export interface RewriteInput {
  readonly text: string;
  /** File name as shown to the user. */
  readonly source: string;
}

/** What the caller can supply: everything is optional, and without it the result is more careful. */
export interface Capabilities {
  /** The build context after .dockerignore. */
  readonly context?: ReadonlyFileSystem;
  /** Answers to the `needs` of an earlier run. */
  readonly sources?: readonly SourceFacts[];
}

export interface RewriteResult {
  readonly report: Report;
  readonly doc: DockerfileDoc;
  /** Null when the text was not analysed. */
  readonly plan: StagePlan | null;
  /** What would make the result less careful, if the caller can supply it. */
  readonly needs: readonly TraceNeed[];
}

const { table } = mergeTables([genericCommands, ...packs.map((pack) => pack.commands)]);

function problemRefusal(doc: DockerfileDoc, problem: Problem): Refusal {
  const at = { source: doc.source, line: problem.line, endLine: problem.line, span: { start: 0, end: 0 } };
  return { code: problem.code, message: problem.message, at, unlock: problem.unlock };
}

function derived(doc: DockerfileDoc, stage: Stage): Refusal {
  return {
    code: 'E-STAGE-CHAIN',
    message: `stage ${stage.name ?? stage.index} continues the stage ${stage.from.image}, and a chain of stages is not divided`,
    at: instructionPlace(doc, stage.from),
    unlock: 'start the stage FROM an image, or choose another one with --target',
  };
}

function analyse(
  doc: DockerfileDoc,
  stage: Stage,
  options: RewriteOptions,
  capabilities: Capabilities,
  told: boolean,
): { plan: StagePlan; needs: readonly TraceNeed[] } {
  const baseRef = stage.base === null && stage.image !== null ? parseImageRef(stage.image) : null;
  const facts = gatherFacts({
    doc,
    stage,
    context: capabilities.context ?? emptyFileSystem,
    base: baseRef ? imageFacts(baseRef) : null,
    baseRef,
    sources: capabilities.sources ?? [],
    level: options.level ?? 'standard',
    allow: options.allow ?? [],
    buildArgs: options.buildArgs ?? {},
    table,
  });
  const contributed = contributions(facts, packs);
  const refused = stage.base === null ? [] : [derived(doc, stage)];
  const plan = planStage(facts, contributed, {
    base: options.base ?? null,
    keep: options.keep ?? [],
    buildArgs: options.buildArgs ?? {},
    refused,
    told,
  });
  return { plan, needs: contributed.all.flatMap((each) => each.wants) };
}

function attempt(
  doc: DockerfileDoc,
  options: RewriteOptions,
  capabilities: Capabilities,
  told: boolean,
): RewriteResult {
  const level = options.level ?? 'standard';
  const stage = findTarget(doc, options.target ?? null);
  const report = (plan: StagePlan | null, refusals: readonly Refusal[]): Report =>
    buildReport({ doc, level, stage, plan, refusals });
  if (doc.problems.length > 0) {
    const refusals = doc.problems.map((problem) => problemRefusal(doc, problem));
    return { report: report(null, refusals), doc, plan: null, needs: [] };
  }
  if (!stage) {
    const refusal: Refusal = {
      code: 'E-TARGET',
      message: `there is no stage ${options.target ?? ''}`,
      at: null,
      unlock: 'use --target with the name of a stage',
    };
    return { report: report(null, [refusal]), doc, plan: null, needs: [] };
  }
  const { plan, needs } = analyse(doc, stage, options, capabilities, told);
  return { report: report(plan, plan.refusals), doc, plan, needs };
}

/** The target in the new file: a number may stand for another stage there, so the stage's name takes its place. */
export function laterTarget(target: string | null, report: Report): string | null {
  const runtime = report.stages.find((stage) => stage.role === 'runtime');
  return target !== null && /^\d+$/.test(target) && runtime && runtime.name !== '' ? runtime.name : target;
}

/**
 * Rewrites a Dockerfile. Pure and synchronous; never throws on any input. The result says what was done and why, or why
 * not; `needs` lists what the caller could supply for a bolder result. The new text has been read back in, its contract
 * compared, and rewritten a second time, which changes nothing.
 */
export function rewrite(
  input: RewriteInput,
  options: RewriteOptions = {},
  capabilities: Capabilities = {},
): RewriteResult {
  const doc = parseDockerfile(input.text, input.source, options.buildArgs ?? {});
  const first = attempt(doc, options, capabilities, true);
  const { report, plan } = first;
  if (!plan?.printed) return first;
  const target = laterTarget(options.target ?? null, report);
  const second = attempt(plan.printed.doc, { ...options, target }, capabilities, false);
  if (second.report.outcome !== 'rewritten' && second.report.outcome !== 'invalid') return first;
  const refusal: Refusal = {
    code: 'H-CHECK',
    message: 'rewriting the result would change it again, so it is not trusted',
    at: null,
    unlock: REPORT_IT,
  };
  return {
    ...first,
    report: refusedReport(report, refusal),
  };
}

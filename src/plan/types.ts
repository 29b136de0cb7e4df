import type { Printed } from '../emit/print.js';
import type { Confidence, Evidence, Note, Obligation, Refusal } from '../classify/types.js';
import type { DockerfileDoc } from '../dockerfile/types.js';
import type { SizeEstimate } from '../estimate/types.js';
import type { Tier } from '../transform/types.js';

/** How much is copied: one artefact, named paths that are proven to be all, or the app's directory after pruning. */
export type Rung = 'artefact' | 'selective' | 'pruned';

/** One command of a RUN that dockopt writes: as it stands, or a head and words that may go on lines of their own. */
export interface PlannedCommand {
  readonly text: string;
  /** Package names and the like, printed after `text`. */
  readonly words: readonly string[];
}

/** Replace `[start, end)` of an instruction's logical text. */
export interface WordEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface StepBase {
  readonly evidence: readonly Evidence[];
}

export type Step =
  /** An instruction of the input, verbatim. Its comments travel when `comments` is set. */
  | (StepBase & { readonly step: 'keep'; readonly instruction: number; readonly comments: boolean })
  /** An instruction of the input with some words changed (logical text offsets). */
  | (StepBase & {
      readonly step: 'derive';
      readonly instruction: number;
      readonly edits: readonly WordEdit[];
      readonly comments: boolean;
    })
  /** A RUN made of some of the input RUN's commands, in order, texts as written. */
  | (StepBase & {
      readonly step: 'run';
      readonly from: number | null;
      readonly commands: readonly PlannedCommand[];
      readonly comments: boolean;
    })
  | (StepBase & {
      readonly step: 'copy-from';
      readonly stage: string;
      readonly sources: readonly string[];
      readonly destination: string;
    })
  /** A new instruction, e.g. `WORKDIR /go`, `ENV PATH=…`. */
  | (StepBase & { readonly step: 'add'; readonly keyword: string; readonly body: string });

export interface PlannedStage {
  readonly name: string;
  readonly role: 'build' | 'runtime' | 'input';
  /** FROM's image as written; the original FROM instruction's index when it is kept with edits. */
  readonly base: string;
  readonly from: number | null;
  readonly steps: readonly Step[];
  readonly evidence: readonly Evidence[];
}

/** A combination of base and copy rung that was tried. */
export interface Attempt {
  readonly tier: Tier;
  readonly base: string;
  readonly rung: Rung;
  readonly failed: readonly Obligation[];
}

export interface Decision {
  /** What it is about: an instruction, a command, a package, a path, as the user knows it. */
  readonly subject: string;
  /**
   * `carried`: a command of the build stage whose files are copied; `copied`: a path that comes from the build stage;
   * `check`: it may fail the build; `changed`: config that the new base changes; `unclear`: nobody can say what it does;
   * `added`: an instruction that is new; `config`: image config, as it was.
   */
  readonly verdict:
    | 'build'
    | 'runtime'
    | 'both'
    | 'carried'
    | 'copied'
    | 'check'
    | 'changed'
    | 'unclear'
    | 'added'
    | 'named'
    | 'base'
    | 'config';
  readonly line: number | null;
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
}

/** The new text, and the document that it is when it is read back in. */
export interface PrintedPlan extends Printed {
  readonly doc: DockerfileDoc;
}

export interface StagePlan {
  readonly outcome: 'rewritten' | 'unchanged' | 'refused';
  readonly attempts: readonly Attempt[];
  readonly chosen: { readonly tier: Tier; readonly rung: Rung; readonly base: string } | null;
  readonly stages: readonly PlannedStage[];
  /** Null when nothing is rewritten. */
  readonly printed: PrintedPlan | null;
  /** Programs that run time calls, by name or path; empty when nothing is rewritten. */
  readonly programs: readonly string[];
  readonly decisions: readonly Decision[];
  readonly refusals: readonly Refusal[];
  readonly notes: readonly Note[];
  readonly sizes: SizeEstimate | null;
}

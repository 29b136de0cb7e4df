import type { Note, Refusal } from '../classify/types.js';
import type { SizeEstimate } from '../estimate/types.js';
import type { Attempt, Decision } from '../plan/types.js';
import type { Level } from '../transform/types.js';
import type { Verification } from '../verify/types.js';

/** `candidate`: nothing was rewritten, another file was compared with the Dockerfile. */
export type Outcome = 'rewritten' | 'unchanged' | 'refused' | 'invalid' | 'candidate';

export interface ReportStage {
  readonly name: string;
  readonly role: string;
  readonly base: string;
  readonly lines: { readonly start: number; readonly end: number };
}

/** Something to do next: what it is good for, and a command if there is one. */
export interface NextStep {
  readonly why: string;
  readonly command: string | null;
}

/** The one model that every format prints. */
export interface Report {
  readonly version: 1;
  readonly file: string;
  readonly level: Level;
  readonly outcome: Outcome;
  /** Why nothing changes, when the outcome is `unchanged`; else null. */
  readonly reason: string | null;
  /** The input's text. */
  readonly input: string;
  /** The file to use: the rewrite, or the input when unchanged or refused; the file that was compared; null when invalid. */
  readonly text: string | null;
  readonly stages: readonly ReportStage[];
  readonly base: { readonly before: string; readonly after: string } | null;
  readonly decisions: readonly Decision[];
  readonly refusals: readonly Refusal[];
  readonly notes: readonly Note[];
  readonly attempts: readonly Attempt[];
  readonly sizes: SizeEstimate | null;
  /** What both images were seen to be and to do; null when none were built. Its sizes take the place of the estimate. */
  readonly verification: Verification | null;
  readonly next: readonly NextStep[];
}

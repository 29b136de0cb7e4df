import type { Report } from '../../report/types.js';
import type { SideFacts } from '../../verify/side-facts.js';
import type { BuiltImage, Listing, Observation, RunPlan } from '../../verify/types.js';

/** One of the two Dockerfiles that are compared. */
export interface Side {
  readonly text: string;
  /** The file whose `NAME.dockerignore` counts: the original's own for its rewrite in memory; null for standard input. */
  readonly file: string | null;
  /** As people know it: `Dockerfile`, `the rewrite of Dockerfile`. */
  readonly name: string;
  /** The stage to build; the last one when null. */
  readonly target: string | null;
}

/** One side after its build. */
export interface Built {
  readonly side: Side;
  readonly facts: SideFacts;
  readonly image: BuiltImage;
  readonly seconds: number;
}

/** What goes on, for a progress line or a plain log. */
export type Progress =
  | { readonly kind: 'step'; readonly text: string }
  /** What people should know in the end, too. */
  | { readonly kind: 'remark'; readonly text: string }
  /** A line of a build's log. */
  | { readonly kind: 'log'; readonly text: string };

export interface VerifyRequest {
  readonly original: Side;
  readonly candidate: Side;
  /** What dockopt says of its own rewrite; null when the candidate comes from elsewhere. */
  readonly report: Report | null;
  /**
   * Programs that the plan of dockopt's own rewrite says are called at run time, by name or path, also where the candidate comes
   * from elsewhere; empty when there is no plan.
   */
  readonly programs: readonly string[];
  /** Absolute path of the build context. */
  readonly context: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
  readonly platform: string | null;
  readonly run: RunPlan;
  /** Paths that the candidate leaves out on purpose, in the image; relative ones count from the working directory. */
  readonly without: readonly string[];
  /** False to leave the file systems and what their programs need out: that reads both images whole, and takes the longest. */
  readonly files?: boolean;
  /** Also build both without a cache and again after one source file changed, to measure the times. */
  readonly times: boolean;
  /** Measure what a pull transfers: reads and compresses both images once. */
  readonly compressed: boolean;
  /** File systems of originals, by reference: who compares several candidates with one original lists it once. */
  readonly known?: Map<string, Listing>;
  /** File systems of base images, for the same reason. */
  readonly bases?: Map<string, Listing>;
  readonly onProgress: (progress: Progress) => void;
  /** Called with what both were seen to do, for whoever wants more than the comparison. */
  readonly onSeen?: (before: readonly Observation[], after: readonly Observation[]) => void;
}

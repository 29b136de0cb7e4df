import type { Place } from '../source/span.js';

/** The lattice of confidence: a result is never surer than its weakest premise. */
export type Confidence = 'proven' | 'strong' | 'weak' | 'unknown';

/** Why dockopt believes something: the rule's name, a sentence, and the place that made it fire. */
export interface Evidence {
  /** Who found it and by which rule, stable: `npm/entry`, `fate/carried`. */
  readonly rule: string;
  /** One sentence for people, without a full stop. */
  readonly because: string;
  readonly at: Place | null;
}

/** The proof obligations: what must hold before a final image may differ from the original. */
export type ObligationId =
  | 'entry' // the start command resolves to concrete files
  | 'paths' // every command is understood, and a narrow rung's list of paths is proven
  | 'binaries' // every external program called at run time is there
  | 'libraries' // every ELF file's libraries and interpreter are there, libc fits
  | 'ownership' // users, groups, owners, modes, capabilities
  | 'config' // image config equal
  | 'gates' // commands that may fail the build still run
  | 'data'; // certificates, zoneinfo, locales, mime types, fonts

/** One obligation and how sure it is that it holds. */
export interface Obligation {
  readonly id: ObligationId;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** What would make it hold, when it does not: an option to use, an edit to make. */
  readonly unlock: string;
  /** True for a failure of this one base, after which others are tried: it is shown when nothing lasting stands in the way. */
  readonly passing?: boolean;
}

/** A value, never an exception: why dockopt will not do something, and what would unlock it. */
export interface Refusal {
  /** `E-…`, or `H-…` for something held that leaves nothing to gain; out of the catalogue in src/findings/codes.ts. */
  readonly code: string;
  readonly message: string;
  readonly at: Place | null;
  readonly unlock: string;
}

/** Something kept on purpose (`H-…`), a warning (`W-…`) or information (`I-…`). */
export interface Note {
  readonly code: string;
  readonly message: string;
  readonly at: Place | null;
  /** What would change it, for `H-` notes. */
  readonly unlock?: string;
}

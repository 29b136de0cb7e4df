import type { Place } from '../source/span.js';

/** The lattice of confidence: a result is never surer than its weakest premise. */
export type Confidence = 'proven' | 'strong' | 'weak' | 'unknown';

/** Why dockopt believes something: the rule's name, a sentence, and the place that made it fire. */
export interface Evidence {
  /** Kebab-case name of the rule, stable, e.g. `npm/entry-is-npm-start`. */
  readonly rule: string;
  /** One sentence for people, without a full stop. */
  readonly because: string;
  readonly at: Place | null;
}

/** The proof obligations: what must hold before a final image may differ from the original. */
export type ObligationId =
  | 'entry' // the start command resolves to concrete files
  | 'paths' // every path named by entry, scripts, health check, config is in the final image
  | 'binaries' // every external program called at run time is there
  | 'libraries' // every ELF file's libraries and interpreter are there, libc fits
  | 'ownership' // users, groups, owners, modes, capabilities
  | 'environment' // environment equal
  | 'config' // image config equal
  | 'writable' // directories that the app writes are writable
  | 'gates' // commands that may fail the build still run
  | 'inputs' // build args, secrets, targets
  | 'imports' // language level imports satisfied after pruning
  | 'data'; // certificates, zoneinfo, locales, mime types, fonts

/** One obligation and its state. `unlock` says what would make it hold (a flag, an edit), when it does not. */
export interface Obligation {
  readonly id: ObligationId;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly unlock?: string;
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

import type { Check } from '../../../src/verify/types.js';

/** Texts to replace in a rewrite, each of which it must hold, or any other change of it. */
export type Edit = readonly (readonly [from: string, to: string])[] | ((text: string) => string);

/** A change of a case's rewrite that `verify` must judge. */
export interface Planted {
  readonly name: string;
  /** Case of the corpus, or `own/` and a directory beside this file. */
  readonly of: string;
  readonly edit: Edit;
  /** What is left out on purpose, as `--without` names it. */
  readonly without?: readonly string[];
}

/** A change that breaks something, and how `verify` must find it. */
export interface Fault extends Planted {
  readonly verdict: 'different' | 'inconclusive';
  /** Checks that must find it, each with a code of a finding that decides. */
  readonly found: readonly (readonly [check: Check, code: string])[];
}

/** A change that breaks nothing. */
export interface Twin extends Planted {
  readonly verdict: 'equal';
}

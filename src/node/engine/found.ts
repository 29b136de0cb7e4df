import type { Engine, EngineName } from './types.js';

/** An engine that answered, and what it can do. */
export interface FoundEngine {
  readonly name: EngineName;
  /** Path of its program. */
  readonly program: string;
  readonly version: string;
  readonly builder: string;
  readonly can: Engine['can'];
  /** Names of the options that its `build` lists, with both dashes. */
  readonly buildOptions: ReadonlySet<string>;
}

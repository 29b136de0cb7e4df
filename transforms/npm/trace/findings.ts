import type { Known } from './known.js';

/**
 * How a string leads to code. `module`: as import and require resolve it; `path`: a file, taken against the working directory
 * (fork, Worker); `directory`: every source file in it; `glob`: every source file that matches; `mention`: a path that may
 * be code or data; `script`: a text that is the name of own code where there is such a file.
 */
export type UseKind = 'module' | 'path' | 'directory' | 'glob' | 'mention' | 'script';

export interface ModuleUse {
  readonly kind: UseKind;
  readonly values: readonly Known[];
  readonly guarded: boolean;
  readonly line: number;
}

export interface PathUse {
  readonly values: readonly Known[];
  readonly line: number;
}

/** A program that is started: by name with its arguments, or as text for a shell. */
export interface SpawnUse {
  readonly kind: 'program' | 'shell';
  readonly values: readonly Known[];
  /** Null when the arguments are no list written out. */
  readonly args: readonly (readonly Known[])[] | null;
  readonly guarded: boolean;
  readonly line: number;
}

export interface Gap {
  readonly kind: 'import' | 'read' | 'write' | 'spawn' | 'parse';
  readonly because: string;
  readonly line: number;
}

/** Everything that one file says. */
export interface Findings {
  readonly uses: ModuleUse[];
  readonly reads: PathUse[];
  readonly writes: PathUse[];
  readonly spawns: SpawnUse[];
  readonly env: Set<string>;
  readonly gaps: Gap[];
}

/** Findings of a file that does nothing, to be filled by its scan. */
export function noFindings(): Findings {
  return { uses: [], reads: [], writes: [], spawns: [], env: new Set(), gaps: [] };
}

/** Where in a file something stands, and whether it runs in production. */
export interface Situation {
  readonly line: number;
  readonly guarded: boolean;
  /** True in code for other platforms, which no container runs. */
  readonly foreign: boolean;
}

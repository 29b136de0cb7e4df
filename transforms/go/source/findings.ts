import type { Place } from '../../../src/source/span.js';
import type { Text } from './expressions.js';

/** A path that own code names. */
export interface PathFinding {
  /** Every value the expression can have; with `prefix` the file's name goes on from there. */
  readonly text: Exclude<Text, { readonly kind: 'open' }>;
  readonly tree: boolean;
  readonly does: 'read' | 'write';
  /** Sure: the argument of a call that opens files. Otherwise some string that may be a path. */
  readonly sure: boolean;
  readonly at: Place;
}

export interface SpawnFinding {
  readonly name: string;
  readonly at: Place;
}

export interface Gap {
  readonly kind: 'read' | 'write' | 'spawn' | 'import' | 'parse';
  readonly because: string;
  readonly at: Place | null;
}

/** Needs beside files, by name, with the first place that shows them. */
export type NeedName =
  | 'network'
  | 'tls'
  | 'zoneinfo'
  | 'mime'
  | 'tmp'
  | 'user'
  | 'accounts'
  | 'tool-chain'
  | 'plugin'
  | 'tzdata-embedded'
  | 'log-file';

export interface Findings {
  readonly paths: readonly PathFinding[];
  readonly spawns: readonly SpawnFinding[];
  readonly gaps: readonly Gap[];
  readonly needs: ReadonlyMap<NeedName, Place>;
  /** Environment variables read by a known name. */
  readonly env: ReadonlyMap<string, Place>;
  /** True when the name of a variable is computed: then any string that looks like one may be it. */
  readonly envComputed: boolean;
  /** Strings that look like names of variables which hold paths. */
  readonly envLike: ReadonlyMap<string, Place>;
}

import type { Confidence, Evidence } from '../../src/classify/types.js';
import type { Place } from '../../src/source/span.js';
import type { Facts, ProgramNeed } from '../../src/transform/types.js';
import type { GoBuild } from './builds.js';
import { stagePlace } from './places.js';
import { resolveWords, type Found, type Walk } from './started.js';

/** What starts when the container starts, as far as it is Go's business. */
export interface Entry {
  readonly kind: Found['kind'];
  readonly words: readonly string[];
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** Absolute path of the started program, when it is one that the build makes. */
  readonly path: string | null;
  /** Programs called on the way, by scripts and wrappers. */
  readonly programs: readonly ProgramNeed[];
  readonly shell: Evidence | null;
  /** Words that may name files. */
  readonly mentioned: readonly string[];
  /** False when a script on the way could not be read whole. */
  readonly whole: boolean;
  /** True when a script of the image runs first: what it reads is not traced. */
  readonly script: boolean;
  readonly at: Place | null;
}

/** Follows ENTRYPOINT and CMD to the program that runs in the end. */
export function resolveEntry(facts: Facts, builds: readonly GoBuild[]): Entry {
  const { contract } = facts;
  const entrypoint = contract.entrypoint ?? [];
  // In shell form ENTRYPOINT runs without CMD's words.
  const words = contract.entrypointShell ? entrypoint : [...entrypoint, ...(contract.cmd ?? [])];
  const at = stagePlace(facts, contract.setBy[entrypoint.length > 0 ? 'entrypoint' : 'cmd']);
  const walk: Walk = { programs: [], mentioned: [], shell: null, whole: true, script: false };
  const evidence: Evidence = { rule: 'go/entry', because: 'the start command calls it', at };
  if (contract.entrypointShell || (entrypoint.length === 0 && contract.cmdShell))
    walk.shell = { ...evidence, because: 'the start command is in shell form' };
  const found = resolveWords(facts, builds, words, walk, evidence, 0);
  return {
    kind: found?.kind ?? 'unknown',
    words: found?.words ?? words,
    confidence: found?.confidence ?? 'unknown',
    evidence: [
      {
        rule: 'go/entry',
        because:
          found?.because ?? 'what the start command runs is not made by a go build that dockopt can read',
        at,
      },
    ],
    path: found?.path ?? null,
    programs: walk.programs,
    shell: walk.shell,
    mentioned: walk.mentioned,
    whole: walk.whole,
    script: walk.script,
    at,
  };
}

import type { FoundEngine } from './found.js';
import { followProgram, runProgram, streamProgram, type ChildWatch } from './process.js';
import type { Ended, Stream } from './types.js';

const ORDINARY_SECONDS = 60;
const CLEANING_SECONDS = 10;

/** The program of an engine as one session uses it. Arguments are those after the program's name. */
export interface EngineProgram {
  readonly found: FoundEngine;
  /** For every image and container that is made. */
  readonly labels: Readonly<Record<string, string>>;
  /** A new name for a container of this session. */
  containerName(): string;
  /** Runs to the end, within a minute unless said otherwise. */
  run(args: readonly string[], seconds?: number): Promise<Ended>;
  follow(
    args: readonly string[],
    input: string,
    onLine: (line: string) => void,
  ): Promise<{ readonly code: number; readonly seconds: number }>;
  stream(args: readonly string[]): Stream;
  /** Runs even when the session is over, to take away what was made: ten seconds at most. */
  clean(args: readonly string[]): Promise<Ended>;
}

/** Binds an engine's program to a session. */
export function engineProgram(
  found: FoundEngine,
  session: string,
  labels: Readonly<Record<string, string>>,
  signal: AbortSignal,
  watch?: ChildWatch,
): EngineProgram {
  const argv = (args: readonly string[]): readonly string[] => [found.program, ...args];
  let containers = 0;
  return {
    found,
    labels,
    containerName: () => `dockopt-${session}-${++containers}`,
    run: (args, seconds = ORDINARY_SECONDS) => runProgram(argv(args), { seconds, signal, watch }),
    follow: (args, input, onLine) => followProgram(argv(args), { signal, input, onLine, watch }),
    stream: (args) => streamProgram(argv(args), { signal, watch }),
    clean: (args) =>
      runProgram(argv(args), { seconds: CLEANING_SECONDS, signal: new AbortController().signal }),
  };
}

/** `--label NAME=VALUE` for every label. */
export function labelArgs(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
}

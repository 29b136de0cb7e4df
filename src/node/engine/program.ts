import type { FoundEngine } from './found.js';
import { containerName } from './own-containers.js';
import { followProgram, runProgram, streamProgram, type ChildWatch } from './process.js';
import type { Ended, Stream } from './types.js';

const ORDINARY_SECONDS = 60;
const CLEANING_SECONDS = 8;

/** Fails with the program before the pipe, where a shell heeds the one behind it alone. */
const PIPED = '{ "$@" || kill -TERM $$; } | cat';

/** The program of an engine as one session uses it. Arguments are those after the program's name. */
export interface EngineProgram {
  readonly found: FoundEngine;
  /** For every image that is made. */
  readonly labels: Readonly<Record<string, string>>;
  /** A new name for a container of this session. */
  containerName(): string;
  /** Another name in the session for the image that this tag has; null before the first build of it. */
  earlierTag(tag: string): string | null;
  /** Runs to the end, within a minute unless said otherwise. */
  run(args: readonly string[], seconds?: number): Promise<Ended>;
  follow(
    args: readonly string[],
    input: string,
    onLine: (line: string) => void,
  ): Promise<{ readonly code: number; readonly seconds: number }>;
  stream(args: readonly string[]): Stream;
  /**
   * The stream of an engine that opens /dev/stdout by name, which podman and buildah do: a child's output is a socket here
   * and cannot be opened, a shell's pipe can.
   */
  streamThroughShell(args: readonly string[]): Stream;
  /** The stream of another program, given with its name. */
  streamOther(argv: readonly string[]): Stream;
  /** Runs even when the session is over, to take away what was made: eight seconds at most unless said otherwise. */
  clean(args: readonly string[], seconds?: number): Promise<Ended>;
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
  const builds = new Map<string, number>();
  return {
    found,
    labels,
    containerName: () => containerName(session, ++containers),
    earlierTag(tag) {
      const earlier = builds.get(tag) ?? 0;
      builds.set(tag, earlier + 1);
      return earlier === 0 ? null : `${tag}-${earlier}`;
    },
    run: (args, seconds = ORDINARY_SECONDS) => runProgram(argv(args), { seconds, signal, watch }),
    follow: (args, input, onLine) => followProgram(argv(args), { signal, input, onLine, watch }),
    stream: (args) => streamProgram(argv(args), { signal, watch }),
    streamThroughShell: (args) => streamProgram(['sh', '-c', PIPED, 'sh', ...argv(args)], { signal, watch }),
    streamOther: (whole) => streamProgram(whole, { signal, watch }),
    clean: (args, seconds = CLEANING_SECONDS) =>
      runProgram(argv(args), { seconds, signal: new AbortController().signal }),
  };
}

/** How containers are removed at once, with their anonymous volumes; their ids follow. */
export function removalArgs({ name, version }: FoundEngine): readonly string[] {
  if (name === 'buildah') return ['rm'];
  const args = ['rm', '--force', '--volumes'];
  // podman waits ten seconds for SIGTERM first, and can be told otherwise since its version 4.
  return name === 'podman' && Number.parseInt(version, 10) >= 4 ? [...args, '--time', '0'] : args;
}

/** `--label NAME=VALUE` for every label. */
export function labelArgs(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
}

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { constants } from 'node:os';
import { Readable, type Writable } from 'node:stream';
import { tail, type Tail } from './tail.js';
import type { Ended, Stream } from './types.js';

const KEPT = 1_000_000;
const PATIENCE = 5_000;
const LONGEST_LINE = 4_000;
/** As a shell says that a program wrote to a pipe that nobody read on. */
const UNREAD = 128 + constants.signals.SIGPIPE;

/** Told of every child process, so that something else can end them when this process cannot. */
export interface ChildWatch {
  readonly born: (pid: number) => void;
  readonly gone: (pid: number) => void;
}

export interface ProgramOptions {
  readonly signal: AbortSignal;
  /** Text for its standard input; nothing is there to read without it. */
  readonly input?: string;
  readonly watch?: ChildWatch;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** How a child ended: `words` is the system's reason when it could not be started. */
interface Exit {
  readonly code: number;
  readonly words: string;
}

interface Launched {
  readonly child: Child;
  readonly exit: Promise<Exit>;
  /** Ends it with this code: SIGTERM, and SIGKILL to what is left after five seconds. */
  readonly stop: (code: number) => void;
}

/**
 * Runs a program to its end. The last megabyte of each output is kept, and the digest of a longer one. The limit is in
 * seconds. What cannot be started, is aborted or takes too long has the codes that `Ended` names.
 */
export async function runProgram(
  argv: readonly string[],
  options: ProgramOptions & { readonly seconds: number },
): Promise<Ended> {
  const launched = launch(argv, options);
  if ('words' in launched) return { code: launched.code, stdout: '', stderr: launched.words };
  const stdout = kept(launched.child.stdout);
  const stderr = kept(launched.child.stderr);
  const timer = setTimeout(() => launched.stop(124), options.seconds * 1000);
  const { code, words } = await launched.exit;
  clearTimeout(timer);
  const whole = { stdout: stdout.whole(), stderr: stderr.whole() };
  const cut = whole.stdout !== undefined || whole.stderr !== undefined;
  return { code, stdout: stdout.text(), stderr: stderr.text() + words, ...(cut ? { whole } : {}) };
}

/** Starts a program and hands on its output as it comes. A reader that goes away ends the program. */
export function streamProgram(argv: readonly string[], options: ProgramOptions): Stream {
  const launched = launch(argv, options);
  if ('words' in launched) return { readable: Readable.from([]), ended: Promise.resolve(launched.words) };
  const { child, exit, stop } = launched;
  const stderr = kept(child.stderr);
  let complete = false;
  child.stdout.on('end', () => (complete = true));
  child.stdout.on('close', () => {
    if (!complete) stop(UNREAD);
  });
  // Nobody may read on: what is in the pipe must not keep the end from coming.
  const abort = (): void => void child.stdout.destroy();
  options.signal.addEventListener('abort', abort, { once: true });
  const ended = exit.then(({ code, words }) => {
    options.signal.removeEventListener('abort', abort);
    return code === 0 ? null : `${stderr.text()}${words}`.trim() || `it ended with ${code}`;
  });
  return { readable: child.stdout, ended };
}

/** Runs a program to its end and hands on every line of both outputs; a carriage return ends a line too. */
export async function followProgram(
  argv: readonly string[],
  options: ProgramOptions & { readonly onLine: (line: string) => void },
): Promise<{ readonly code: number; readonly seconds: number }> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const launched = launch(argv, options);
  if ('words' in launched) {
    options.onLine(launched.words);
    return { code: launched.code, seconds: seconds() };
  }
  const ends = [launched.child.stdout, launched.child.stderr].map((readable) =>
    lines(readable, options.onLine),
  );
  const { code, words } = await launched.exit;
  for (const end of ends) end();
  if (words !== '') options.onLine(words);
  return { code, seconds: seconds() };
}

function launch(argv: readonly string[], options: ProgramOptions): Launched | Exit {
  const [program = '', ...args] = argv;
  if (options.signal.aborted) return { code: 130, words: 'aborted' };
  try {
    // A group of its own: `docker build` has a plugin for a child, and a Ctrl-C in the terminal must not reach either.
    const detached = process.platform !== 'win32';
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], detached, windowsHide: true });
    return follow(child, options);
  } catch (error) {
    return { code: 127, words: error instanceof Error ? error.message : String(error) };
  }
}

function follow(child: Child, { signal, input, watch }: ProgramOptions): Launched {
  const { pid } = child;
  let code: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const stop = (wanted: number): void => {
    if (code !== null) return;
    code = wanted;
    killGroup(child, 'SIGTERM');
    timer = setTimeout(() => {
      killGroup(child, 'SIGKILL');
      // A process outside the group may hold the pipes open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    }, PATIENCE);
  };
  const abort = (): void => stop(130);
  signal.addEventListener('abort', abort, { once: true });
  if (pid !== undefined) watch?.born(pid);
  const exit = new Promise<Exit>((resolve) => {
    const finish = (end: Exit): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (pid !== undefined) watch?.gone(pid);
      resolve(end);
    };
    child.on('error', (error) => {
      if (pid === undefined) finish({ code: 127, words: error.message });
    });
    child.on('close', (status, killedBy) => {
      const own = status ?? 128 + (killedBy === null ? 0 : constants.signals[killedBy]);
      finish({ code: code ?? own, words: code === 130 ? 'aborted' : '' });
    });
  });
  // A program that does not read its input to the end closes the pipe.
  for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.on('error', () => {});
  child.stdin.end(input ?? '');
  return { child, exit, stop };
}

function killGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

function kept(readable: Readable): Tail {
  const last = tail(KEPT);
  readable.on('data', (chunk: Buffer) => last.add(chunk));
  return last;
}

/** Hands on lines without their ends; the function that comes back hands on what is left at the end. */
function lines(readable: Readable, onLine: (line: string) => void): () => void {
  let rest = '';
  readable.setEncoding('utf8');
  readable.on('data', (chunk: string) => {
    const parts = (rest + chunk).split(/\r?\n|\r/);
    rest = (parts.pop() ?? '').slice(-LONGEST_LINE);
    for (const part of parts) onLine(part.slice(0, LONGEST_LINE));
  });
  return () => {
    if (rest !== '') onLine(rest);
  };
}

import { DEFAULT_PATH } from '../data/default-path.js';
import { lookUp } from './paths.js';
import type { ListedFile, Listing } from './types.js';

/** Programs that start the program which their further words name. */
const STARTERS =
  /(?:^|\/)(?:tini(?:-static)?|dumb-init|catatonit|gosu|su-exec|env|exec|nice|stdbuf|docker-[a-z-]*entrypoint(?:\.sh)?|entrypoint(?:\.sh)?)$/;
const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash)$/;
/** A command line of a shell that starts like this names its program first. */
const FIRST_WORD = /^(?:exec\s+)?((?:\/|[A-Za-z_])[\w./+-]*)(?:\s|$)/;
const BUILTINS: ReadonlySet<string> = new Set([
  'cd',
  'export',
  'set',
  'source',
  'if',
  'for',
  'while',
  'test',
  'umask',
  'ulimit',
  'eval',
  'trap',
  'exit',
  'case',
  'until',
  'wait',
  'read',
  'command',
  'unset',
  'exec',
  'time',
]);

export interface FoundProgram {
  readonly path: string;
  readonly file: ListedFile;
  readonly executable: boolean;
}

/** Directories of PATH, in order. */
export function pathDirectories(env: Readonly<Record<string, string>>): readonly string[] {
  return (env['PATH'] ?? DEFAULT_PATH).split(':').filter((entry) => entry.startsWith('/'));
}

function programAt(listing: Listing, path: string): FoundProgram | null {
  const found = lookUp(listing, path);
  if (found === null || found.file.kind !== 'file') return null;
  return { ...found, executable: (found.file.mode & 0o111) !== 0 };
}

/**
 * Finds a program by name on PATH or by path, links followed. One without permission to execute is the answer only when
 * no directory of PATH has another. Null when there is none; a relative path is taken from `workdir`.
 */
export function findProgram(
  listing: Listing,
  name: string,
  env: Readonly<Record<string, string>>,
  workdir = '/',
): FoundProgram | null {
  if (name.includes('/')) return programAt(listing, name.startsWith('/') ? name : `${workdir}/${name}`);
  let second: FoundProgram | null = null;
  for (const directory of pathDirectories(env)) {
    const found = programAt(listing, `${directory}/${name}`);
    if (found?.executable === true) return found;
    second ??= found;
  }
  return second;
}

/**
 * Programs that the words of a container's process name: the first, what a program that starts others names next, and the
 * first word of a shell's command line. Empty for no words.
 */
export function startedPrograms(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  if (first === undefined || first === '') return [];
  if (SHELLS.test(first)) {
    const text = rest[0]?.startsWith('-') === true && /c/.test(rest[0]) ? (rest[1] ?? '').trim() : '';
    const named = FIRST_WORD.exec(text)?.[1];
    return named === undefined || BUILTINS.has(named) ? [first] : [first, named];
  }
  if (!STARTERS.test(first)) return [first];
  const next = rest.findIndex((word) => !word.startsWith('-') && !/^\w+=/.test(word));
  return next === -1 ? [first] : [first, ...startedPrograms(rest.slice(next))];
}

/**
 * Programs that the kernel needs to start a script, by its `#!` line: the interpreter, and the program that `env` looks
 * for. Empty when the line names no absolute path, which the kernel takes from the working directory.
 */
export function scriptPrograms(line: string): readonly string[] {
  const [interpreter, ...words] = line.split(/\s+/);
  if (interpreter === undefined || !interpreter.startsWith('/')) return [];
  if (!interpreter.endsWith('/env')) return [interpreter];
  const program = words.find((word) => !word.startsWith('-') && !/^\w+=/.test(word));
  return program === undefined ? [interpreter] : [interpreter, program];
}

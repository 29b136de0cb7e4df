import { DEFAULT_PATH } from '../data/default-path.js';
import { wrappedCommand } from '../effects/wrapper-shapes.js';
import { basename } from '../project/path.js';
import { readShellCall } from '../shell/interpreter.js';
import { BASH_BUILTINS, SHELL_BUILTINS, SHELL_KEYWORDS } from '../shell/names.js';
import { parseShell } from '../shell/parse.js';
import { lookUp } from './paths.js';
import type { ListedFile, Listing } from './types.js';

/** Scripts of official images that end by starting their words; to a first word that is an option they add a program. */
const ENTRY_SCRIPT = /(?:^|\/)(?:docker-[a-z-]*entrypoint|entrypoint)(?:\.sh)?$/;

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

/** Programs that a shell's text starts one after the other; what runs under a condition is not among them. */
function startedByText(text: string): readonly string[] {
  return parseShell(text, () => undefined).units.flatMap(({ command }) => {
    if (command.type !== 'simple') return [];
    const words: string[] = [];
    for (const { value } of command.argv) {
      if (value === null) break;
      words.push(value);
    }
    const [first = ''] = words;
    return isShellWord(first) && wrappedCommand(words) === null ? [] : startedPrograms(words);
  });
}

/** True for a word that a shell runs by itself. */
export function isShellWord(name: string): boolean {
  return SHELL_BUILTINS.has(name) || BASH_BUILTINS.has(name) || SHELL_KEYWORDS.has(name);
}

/**
 * Programs that the words of a container's process name: the first, what a program that starts others names next, and
 * those that a shell's text starts. Empty for no words.
 */
export function startedPrograms(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  if (first === undefined || first === '') return [];
  const call = readShellCall(words);
  if (call !== null) {
    const text = call.kind === 'text' && call.at !== null ? words[call.at] : undefined;
    return [first, ...startedByText(text ?? '')];
  }
  if (ENTRY_SCRIPT.test(first)) return [first, ...(rest[0]?.startsWith('-') ? [] : startedPrograms(rest))];
  // A program that busybox holds need not be there under a name of its own.
  const command = basename(first) === 'busybox' ? null : wrappedCommand(words);
  const own = isShellWord(first) ? [] : [first];
  return command === null ? [first] : [...own, ...startedPrograms(command)];
}

/**
 * Programs that the kernel needs to start a script, by its `#!` line: the interpreter, and the program that `env` looks
 * for. Empty when the line names no absolute path, which the kernel takes from the working directory.
 */
export function scriptPrograms(line: string): readonly string[] {
  const [interpreter, ...words] = line.split(/\s+/);
  if (interpreter === undefined || !interpreter.startsWith('/')) return [];
  if (!interpreter.endsWith('/env')) return [interpreter];
  // The kernel gives `env` one word, which `-S` splits: the words behind it are the command line.
  const program = wrappedCommand(['env', ...words.filter((word) => word !== '-S')])?.[0];
  return program === undefined ? [interpreter] : [interpreter, program];
}

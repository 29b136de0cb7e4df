import type { Dialect } from './scope.js';

/** How a POSIX shell was started: with which text or file, and which options. */
export interface ShellCall {
  readonly dialect: Dialect;
  readonly errexit: boolean;
  readonly pipefail: boolean;
  /** Index of the word that holds the text (`-c`) or names the script; null: it reads its standard input. */
  readonly at: number | null;
  readonly kind: 'text' | 'file' | 'stdin' | 'nothing';
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  sh: 'sh',
  ash: 'sh',
  dash: 'sh',
  bash: 'bash',
};

/** The dialect of a shell given by name or path; null for anything that is no POSIX shell dockopt reads. */
export function dialectOf(program: string): Dialect | null {
  const name = program.slice(program.lastIndexOf('/') + 1);
  return Object.hasOwn(DIALECTS, name) ? (DIALECTS[name] ?? null) : null;
}

/**
 * Reads the words of `sh -c TEXT`, `bash -euxo pipefail -c TEXT`, `sh FILE`, and of a SHELL instruction, whose text
 * would come next. Null when it is no shell, or a word that decides is not known.
 */
export function readShellCall(words: readonly (string | null)[]): ShellCall | null {
  const program = words[0];
  const dialect = program ? dialectOf(program) : null;
  if (!dialect) return null;
  let errexit = false;
  let pipefail = false;
  let text = false;
  let stdin = false;
  let i = 1;
  for (; i < words.length; i++) {
    const word = words[i];
    if (word === null || word === undefined) {
      if (text) break;
      return null;
    }
    if (word === '--' || word === '-') {
      i++;
      break;
    }
    if (!/^[-+]./.test(word)) break;
    if (word.startsWith('--')) {
      if (word === '--version' || word === '--help')
        return { dialect, errexit, pipefail, at: null, kind: 'nothing' };
      if (word === '--rcfile' || word === '--init-file') i++;
      continue;
    }
    const on = word.startsWith('-');
    if (word.includes('n') && on) return { dialect, errexit, pipefail, at: null, kind: 'nothing' };
    if (word.includes('e')) errexit = on;
    if (word.includes('c') && on) text = true;
    if (word.includes('s') && on) stdin = true;
    if (/[oO]/.test(word)) {
      const option = words[++i];
      if (option === 'errexit') errexit = on;
      if (option === 'pipefail') pipefail = on;
    }
  }
  const base = { dialect, errexit, pipefail };
  const at = i < words.length ? i : null;
  if (text) return { ...base, at, kind: 'text' };
  if (stdin || at === null) return { ...base, at: null, kind: 'stdin' };
  return { ...base, at, kind: 'file' };
}

/** The words of a script's `#!` line as a command line, `/usr/bin/env` looked through; null without one. */
export function shebangOf(text: string): readonly string[] | null {
  const line = /^#![ \t]*([^\r\n]+)/.exec(text)?.[1];
  if (line === undefined) return null;
  const words = line.trim().split(/[ \t]+/);
  if (!words[0]?.endsWith('/env')) return words;
  const rest = words.slice(1).filter((word) => word !== '-S');
  const start = rest.findIndex((word) => !word.includes('='));
  return start < 0 ? null : rest.slice(start);
}

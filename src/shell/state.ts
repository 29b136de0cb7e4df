import type { ShellCommand, SimpleCommand } from './types.js';

/** Builtins whose work is to change the shell that runs them. */
const CHANGING = new Set([
  '.',
  ':',
  '((',
  'alias',
  'cd',
  'declare',
  'eval',
  'exec',
  'export',
  'getopts',
  'let',
  'local',
  'mapfile',
  'popd',
  'pushd',
  'read',
  'readarray',
  'readonly',
  'set',
  'shift',
  'shopt',
  'source',
  'trap',
  'typeset',
  'ulimit',
  'umask',
  'unalias',
  'unset',
  'wait',
]);

/** `$?`, `$!`, `$_`: they read what the command before left. */
const READS_STATUS = /\$(?:[?!_]|\{[?!_][:}])/;

function simpleState(command: SimpleCommand): boolean {
  const name = command.argv[0];
  if (!name) return command.assignments.length > 0 || (command.substitutions?.length ?? 0) > 0;
  if (name.value === ':') return command.argv.length > 1 || command.assignments.length > 0;
  if (name.value === 'printf') return command.argv[1]?.value === '-v';
  // `exec prog` replaces the shell; only `exec > file` goes on.
  return name.value !== null && CHANGING.has(name.value);
}

/**
 * True when a command changes shell state that a later one may read, or reads what the one before left in it: cd, export,
 * assignments, set, trap, functions, source, background jobs, `$?`. `text` is the command's.
 */
export function changesState(command: ShellCommand, text: string): boolean {
  return READS_STATUS.test(text) || leaves(command);
}

function leaves(command: ShellCommand): boolean {
  if (command.type === 'opaque') return true;
  if (command.type === 'simple') return simpleState(command) || readsStatus(command);
  if (command.kind === 'function' || command.kind === 'background') return true;
  if (command.kind === 'subshell' || command.kind === 'pipeline') return false;
  return command.commands.some(leaves);
}

function readsStatus(command: SimpleCommand): boolean {
  return command.argv.some((word) => word.value === null && READS_STATUS.test(word.text));
}

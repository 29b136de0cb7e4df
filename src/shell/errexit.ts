import type { ShellCommand, SimpleCommand } from './types.js';

/** What a `set` call does to errexit: true, false, or null when it leaves it alone. */
export function errexitAfter(command: ShellCommand): boolean | null {
  if (command.type !== 'simple' || command.argv[0]?.value !== 'set') return null;
  let result: boolean | null = null;
  for (let i = 1; i < command.argv.length; i++) {
    const word = command.argv[i]?.value;
    // An unknown word may be `+e`.
    if (word === null || word === undefined) return false;
    if (word === '--' || word === '-' || !/^[-+]/.test(word)) return result;
    const on = word.startsWith('-');
    if (word.includes('e')) result = on;
    if (word.includes('o')) {
      if (command.argv[++i]?.value === 'errexit') result = on;
    }
  }
  return result;
}

const PLAIN = new Set([':', 'true', 'echo', 'set', 'export', 'unset']);

/** True for commands that always succeed, so `;` after them is as good as `&&`. */
export function cannotFail(command: ShellCommand): boolean {
  if (command.type !== 'simple' || command.redirects.length > 0) return false;
  const name = command.argv[0];
  // `A=$(false)` has the substitution's status, `export A=$(false)` has not.
  if (!name) return command.assignments.length > 0 && !command.substitutions;
  return name.value !== null && PLAIN.has(name.value);
}

/** Calls that run text of their own in this shell: inside them, joining by `&&` would switch errexit off. */
const NESTING = new Set(['.', 'source', 'eval']);
/** Calls behind which nothing of this shell runs, and those that leave a loop. */
const ENDING = new Set(['exit', 'exec', 'return']);
const LEAVING = new Set(['break', 'continue']);

function isNesting(command: SimpleCommand, functions: ReadonlySet<string>): boolean {
  const name = command.argv[0]?.value;
  return name === null || (name !== undefined && (NESTING.has(name) || functions.has(name)));
}

/** True when a command, anywhere in it, may end the script, or leave the loop around it, before its end. */
export function mayEnd(command: ShellCommand): boolean {
  return ends(command, true);
}

function ends(command: ShellCommand, leaving: boolean): boolean {
  if (command.type === 'opaque') return true;
  if (command.type === 'simple') {
    const name = command.argv[0]?.value ?? '';
    return ENDING.has(name) || (leaving && LEAVING.has(name));
  }
  const { kind, commands } = command;
  if (kind === 'subshell' || kind === 'pipeline' || kind === 'function') return false;
  return commands.some((each) => ends(each, leaving && kind !== 'loop'));
}

/**
 * True when errexit ends the shell whenever this command fails: a simple command that is no call of own shell text, a pipe
 * of such, an `if` or `case` with such branches. Not so behind `a && b`: errexit overlooks a failing `a`, and what it
 * overlooked inside a compound command does not end the shell either (POSIX, `set -e`).
 */
export function failsWhole(command: ShellCommand, functions: ReadonlySet<string>): boolean {
  if (command.type === 'opaque') return false;
  if (command.type === 'simple') return !isNesting(command, functions);
  const inner = command.commands;
  switch (command.kind) {
    case 'pipeline':
      return inner.every((each) => each.type === 'simple' && !isNesting(each, functions));
    case 'if':
    case 'case':
      return inner.every((each) => failsWhole(each, functions));
    default:
      return false;
  }
}

/**
 * True when errexit changes what happens inside a command: some command in it may fail without being the last one. In an
 * `&&` chain the shell ignores errexit inside everything but the last command.
 */
export function heedsErrexit(command: ShellCommand, functions: ReadonlySet<string>): boolean {
  if (command.type === 'opaque') return true;
  if (command.type === 'simple') return isNesting(command, functions);
  if (command.kind === 'and' || command.kind === 'or' || command.kind === 'pipeline')
    return command.commands.some((each) => heedsErrexit(each, functions));
  // Each branch is at most one command, so its failure is the last thing that happens.
  if (command.kind === 'if' || command.kind === 'case')
    return command.commands.some((each) => heedsErrexit(each, functions));
  if (command.kind === 'subshell' || command.kind === 'group')
    return command.commands.length > 1 || command.commands.some((each) => heedsErrexit(each, functions));
  return command.kind !== 'negation' || command.commands.some((each) => heedsErrexit(each, functions));
}

import type { ShellCommand } from '../../../src/shell/types.js';

/** Names of the functions that a command defines, at any depth. */
export function functionNames(command: ShellCommand): readonly string[] {
  if (command.type !== 'compound') return [];
  const own = command.kind === 'function' && command.name !== undefined ? [command.name] : [];
  return [...own, ...command.commands.flatMap(functionNames)];
}

import type { ShellCommand, SimpleCommand } from './types.js';

/** Every program call in a command, those inside loops and conditions included. */
export function simpleCommands(command: ShellCommand): readonly SimpleCommand[] {
  if (command.type === 'simple') return [command];
  return command.type === 'compound' ? command.commands.flatMap(simpleCommands) : [];
}

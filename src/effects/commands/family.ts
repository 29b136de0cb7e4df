import type { ShellWord } from '../../shell/types.js';
import { readArgs } from '../args.js';
import { effects } from '../effects.js';
import type { Args } from '../args.js';
import type { CommandContext, CommandModel, CommandTable, Effects, Write } from '../types.js';

/** A call of a program, or of one of its subcommands, taken apart. `args` starts behind the subcommand. */
export interface Call {
  /** `apt-get install`: for messages and for rules that ask which command it was. */
  readonly model: string;
  readonly args: Args;
  readonly argv: readonly ShellWord[];
  readonly context: CommandContext;
}

export type CallModel = (call: Call) => Effects | null;

/** Names written one after the other, as in a manual page's synopsis. */
export function names(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Directories of configuration that a command writes to. */
export function configTrees(...paths: readonly string[]): readonly Write[] {
  return paths.map((path) => ({ path, tree: true, role: 'config' }));
}

function baseName(argv: readonly ShellWord[]): string {
  const value = argv[0]?.value ?? argv[0]?.text ?? '';
  return value.slice(value.lastIndexOf('/') + 1);
}

/** Makes a table of models that all name the program they are called by among the programs they need. */
export function family(models: CommandTable): CommandTable {
  const entries = Object.entries(models).map(([name, model]): [string, CommandModel] => [
    name,
    (argv, context) => {
      const result = model(argv, context);
      if (!result || result.programs.includes(name)) return result;
      return { ...result, programs: [name, ...result.programs] };
    },
  ]);
  return Object.fromEntries(entries);
}

/** A program without subcommands. `valued` names its options that take a value. */
export function program(valued: readonly string[], model: CallModel): CommandModel {
  return (argv, context) => model({ model: baseName(argv), args: readArgs(argv, valued), argv, context });
}

/** A program that changes nothing on disk: it reads, prints, or asks. */
export const inert: CommandModel = (argv) => effects(baseName(argv), { replayable: true });

/** The same for several names. */
export function inertAll(programs: readonly string[]): CommandTable {
  return Object.fromEntries(programs.map((name) => [name, inert]));
}

export interface Cli {
  /** Options that take a value, before and behind the subcommand. */
  readonly valued: readonly string[];
  readonly commands: Readonly<Record<string, CallModel>>;
  /** Subcommands that change nothing. */
  readonly inert?: readonly string[];
  /** For a call without a subcommand that stands above; null: unknown. */
  readonly otherwise?: CallModel;
}

const ASKS = new Set(['--version', '--help', '-h', '-V', '-v', 'version', 'help']);

/** A program with subcommands, told by the first argument that is no option. */
export function subcommands(cli: Cli): CommandModel {
  return (argv, context) => {
    const name = baseName(argv);
    const args = readArgs(argv, cli.valued);
    const word = args.positionals[0];
    const sub = word?.value;
    const only = argv[1]?.value;
    if (argv.length === 2 && typeof only === 'string' && ASKS.has(only)) {
      return effects(`${name} ${only}`, { replayable: true });
    }
    if (!word || typeof sub !== 'string' || !Object.hasOwn(cli.commands, sub)) {
      if (typeof sub === 'string' && cli.inert?.includes(sub)) {
        return effects(`${name} ${sub}`, { replayable: true });
      }
      return cli.otherwise?.({ model: name, args, argv, context }) ?? null;
    }
    const rest = { ...args, positionals: args.positionals.slice(1) };
    return cli.commands[sub]?.({ model: `${name} ${sub}`, args: rest, argv, context }) ?? null;
  };
}

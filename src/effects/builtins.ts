import { BASH_BUILTINS, SHELL_BUILTINS } from '../shell/names.js';
import { effects, opaqueEffects } from './effects.js';
import type { CommandModel, CommandTable } from './types.js';

/** Nothing on disk changes; what it does to the shell is the state of the unit. */
const quiet: CommandModel = (argv) =>
  effects(argv[0]?.value ?? 'builtin', { replayable: true, confidence: 'proven' });

/** Built-ins that have a model of their own elsewhere. */
const MODELLED = new Set(['.', '[', 'builtin', 'command', 'exec', 'kill', 'pwd', 'source', 'test']);
const NAMES = ['((', ...SHELL_BUILTINS, ...BASH_BUILTINS].filter((name) => !MODELLED.has(name));

/** `trap ACTION EXIT` runs its action in the end. */
const trap: CommandModel = (argv, context) => {
  const action = argv[1];
  if (argv.length < 3 || action?.value === '-' || action?.value === '' || action?.value === '--')
    return quiet(argv, context);
  return action?.value === null || action === undefined
    ? opaqueEffects('trap', 'what the trap runs is not known')
    : context.run(action.value);
};

/** `eval` puts its words together and reads them as shell text. */
const evaluate: CommandModel = (argv, context) => {
  const words = argv.slice(1).map((word) => word.value);
  const known = words.filter((word) => word !== null);
  return known.length < words.length
    ? opaqueEffects('eval', 'the text that eval reads is not known')
    : context.run(known.join(' '));
};

/** What a shell does itself. */
export const builtins: CommandTable = {
  ...Object.fromEntries(NAMES.map((name) => [name, quiet])),
  trap,
  eval: evaluate,
};

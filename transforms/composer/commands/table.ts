import type { CommandModel, CommandTable } from '../../../src/effects/types.js';
import { checkCommands } from './checks.js';
import { composerCommands } from './composer.js';
import { consoleCommands } from './console.js';
import { extensionCommands } from './extensions.js';
import { pipeModel } from '../installers.js';
import { phpCommands } from './php.js';

/** php.ini and what lies beside it: whatever runs PHP reads it, so the build has to have it when it runs PHP. */
const PHP_INI = '/usr/local/etc/php';

function reading(model: CommandModel): CommandModel {
  return (argv, context) => {
    const found = model(argv, context);
    return found && { ...found, reads: [...found.reads, PHP_INI] };
  };
}

function readsIni(table: CommandTable): CommandTable {
  return Object.fromEntries(Object.entries(table).map(([name, model]) => [name, reading(model)]));
}

/** Every command that the pack models, by base name. */
export const phpTable: CommandTable = {
  '|': pipeModel,
  ...readsIni({ ...phpCommands, ...composerCommands, ...consoleCommands, ...checkCommands }),
  ...extensionCommands,
};

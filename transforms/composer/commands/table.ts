import type { CommandTable } from '../../../src/effects/types.js';
import { checkCommands } from './checks.js';
import { composerCommands } from './composer.js';
import { consoleCommands } from './console.js';
import { extensionCommands } from './extensions.js';
import { pipeModel } from '../installers.js';
import { phpCommands } from './php.js';

/** Every command that the pack models, by base name. */
export const phpTable: CommandTable = {
  '|': pipeModel,
  ...phpCommands,
  ...composerCommands,
  ...extensionCommands,
  ...consoleCommands,
  ...checkCommands,
};

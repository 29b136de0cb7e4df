import { mergeTables } from '../../../src/effects/table.js';
import type { CommandTable } from '../../../src/effects/types.js';
import { builderCommands } from './builders.js';
import { bunCommands } from './bun.js';
import { corepackCommands } from './corepack.js';
import { gateCommands } from './gates.js';
import { nodeCommands } from './node.js';
import { npmCommands } from './npm.js';
import { pnpmCommands } from './pnpm.js';
import { runnerCommands } from './runners.js';
import { toolCommands } from './tools.js';
import { yarnCommands } from './yarn.js';

/** The families whose names must not clash. */
const npmFamilies: readonly CommandTable[] = [
  npmCommands,
  yarnCommands,
  pnpmCommands,
  bunCommands,
  corepackCommands,
  nodeCommands,
  runnerCommands,
  builderCommands,
  gateCommands,
  toolCommands,
];

/** Every command of the Node world. */
export const nodeCommandTable: CommandTable = mergeTables(npmFamilies).table;

import type { LanguagePack } from '../../src/transform/types.js';
import { nodeBases } from './bases.js';
import { nodeCommandTable } from './commands/table.js';
import { contributeNode } from './contribute.js';
import { detectNode } from './detect.js';

/** Node.js with npm, yarn, pnpm and bun. */
export const npm: LanguagePack = {
  id: 'npm',
  detect: detectNode,
  commands: nodeCommandTable,
  contribute: contributeNode,
  bases: nodeBases,
};

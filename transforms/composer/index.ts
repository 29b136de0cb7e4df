import type { LanguagePack } from '../../src/transform/types.js';
import { phpBases } from './bases.js';
import { phpTable } from './commands/table.js';
import { contributePhp } from './contribute.js';
import { usesPhp } from './detect.js';

/** PHP: the official php images, Composer, extensions, the frameworks' consoles. */
export const composer: LanguagePack = {
  id: 'composer',
  detect: usesPhp,
  commands: phpTable,
  contribute: contributePhp,
  bases: phpBases,
};

export { knownInstaller, knownInstallers, pipeModel } from './installers.js';

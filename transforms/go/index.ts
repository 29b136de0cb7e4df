import type { Facts, LanguagePack } from '../../src/transform/types.js';
import { goBases } from './bases.js';
import { goCommands } from './commands/models.js';
import { contributeGo } from './contribute.js';

function detect(facts: Facts): boolean {
  if (facts.base?.repository === 'golang' || facts.baseRef?.repository.endsWith('golang')) return true;
  if (facts.units.some((unit) => unit.effects.programs.includes('go'))) return true;
  return (
    facts.files.stat(`${facts.contract.workdir === '/' ? '' : facts.contract.workdir}/go.mod`)?.kind ===
    'file'
  );
}

/** Go: programs that need neither their sources nor the tool chain once they are built. */
export const go: LanguagePack = {
  id: 'go',
  detect,
  commands: goCommands,
  contribute: contributeGo,
  bases: goBases,
};

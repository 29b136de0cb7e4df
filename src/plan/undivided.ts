import type { UnitFate } from '../classify/fates.js';
import { changesPackages, divisibleInstall, harmless, isDivisibleRun } from './run-steps.js';

function keptWhole(fate: UnitFate): UnitFate {
  const packages = fate.packages.map((each) => {
    if (each.final.length === 1 && each.final[0] === each.request.text) return each;
    const because = `${each.request.name} stays, because the list that it stands in cannot be divided`;
    return {
      ...each,
      verdict: 'runtime' as const,
      final: [each.request.text],
      evidence: { ...each.evidence, rule: 'packages/undivided', because },
      hold: each.hold ?? 'H-AMBIGUOUS-PKG',
    };
  });
  return { ...fate, packages };
}

/**
 * A package list in a variable, a loop or a script that stands or falls as one goes to the final stage whole, when it goes
 * at all: then none of its packages is left out, and nobody counts one as saved.
 */
export function keepUndivided(fates: readonly UnitFate[]): readonly UnitFate[] {
  return fates.map((fate) => {
    if (fate.verdict !== 'replay' || !changesPackages(fate)) return fate;
    const { instruction } = fate.unit;
    const siblings = fates.filter((each) => each.unit.instruction === instruction);
    const whole = !isDivisibleRun(instruction, siblings) && siblings.every(harmless);
    const script =
      instruction.type === 'run' && instruction.command.form === 'shell' ? instruction.command.text : '';
    return whole || !divisibleInstall(fate, script) ? keptWhole(fate) : fate;
  });
}

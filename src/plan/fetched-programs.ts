import type { UnitFate } from '../classify/fates.js';
import { programName } from '../classify/needs.js';
import { within } from '../classify/places.js';
import type { Evidence, Obligation } from '../classify/types.js';
import { isSelfContained } from '../data/self-contained-tools.js';
import type { Write } from '../effects/types.js';
import type { ProgramNeed, UnitFacts } from '../transform/types.js';
import type { ProgramAnswer } from './programs.js';

interface FetchedQuestion {
  readonly fates: readonly UnitFate[];
  readonly programs: readonly { readonly need: ProgramNeed; readonly answer: ProgramAnswer }[];
}

/** Commands that put a file there whose content nobody has read. */
const PUTS =
  /^(?:curl|wget|aria2c|tar|unzip|gunzip|gzip|unxz|xz|bunzip2|zstd|printf|echo|cat|tee|base64|dd)(?:\s|$)/;
const MOVES = /^(?:cp|mv|install)(?:\s|$)/;

function isRemote(unit: UnitFacts): boolean {
  return (
    unit.instruction.type === 'add' &&
    unit.instruction.sources.some((source) => /^(?:https?|git|ssh):|^git@/.test(source))
  );
}

/** Does the unit put files there that it fetched or printed, or move such files of an earlier command? */
function isUnread(unit: UnitFacts, earlier: readonly UnitFacts[]): boolean {
  if (isRemote(unit)) return true;
  if (unit.instruction.type !== 'run') return false;
  const { model, reads } = unit.effects;
  if (PUTS.test(model)) return true;
  if (!MOVES.test(model)) return false;
  return reads.some(
    (path) =>
      unit.files.stat(path) === null &&
      earlier.some(
        (each) =>
          (isRemote(each) || (each.instruction.type === 'run' && PUTS.test(each.effects.model))) &&
          each.effects.writes.some(
            (write) => write.path === path || (write.tree && within(path, write.path)),
          ),
      ),
  );
}

function brings(write: Write, need: ProgramNeed): boolean {
  if (write.path === need.name || (write.tree && within(need.name, write.path))) return true;
  if (need.name.includes('/')) return false;
  return programName(write.path) === need.name || (write.tree && /\/s?bin$/.test(write.path));
}

/**
 * `binaries` for a program that a command fetched or printed: it may be a script of another language or load libraries, and
 * the old base had them. What is known to need nothing but a C library is taken along.
 */
export function fetchedPrograms({ fates, programs }: FetchedQuestion): readonly Obligation[] {
  return programs.flatMap(({ need, answer }): readonly Obligation[] => {
    const name = programName(need.name);
    if (answer.by !== 'copied' || isSelfContained(name)) return [];
    const units = fates.map((fate) => fate.unit);
    const index = units.findIndex(
      (unit, at) =>
        unit.effects.writes.some((write) => brings(write, need)) && isUnread(unit, units.slice(0, at)),
    );
    const unit = units[index];
    if (!unit) return [];
    const evidence: Evidence = {
      rule: 'obligation/fetched-program',
      because: `what ${name} itself needs is not known, since it is made or fetched by a command, and ${need.evidence.because}`,
      at: unit.place,
    };
    return [
      {
        id: 'binaries',
        confidence: 'unknown',
        evidence: [evidence],
        unlock: `install ${name} as a package, or COPY it as a script that can be read`,
      },
    ];
  });
}

import type { UnitFate } from './fates.js';
import { isBaseTree, isCachePlace, within } from './places.js';
import type { Evidence } from './types.js';

interface Writer {
  readonly index: number;
  readonly path: string;
}

/** Where earlier commands put what this one reads, as far as the final stage would not have it. */
function absentWriters(
  fates: readonly UnitFate[],
  index: number,
  carried: readonly string[],
): readonly Writer[] {
  const reader = fates[index];
  if (!reader) return [];
  const reads = reader.unit.effects.reads.filter(
    (path) => !isCachePlace(path) && !carried.some((each) => within(path, each)),
  );
  return reads.flatMap((path) =>
    fates.slice(0, index).flatMap((fate, at): readonly Writer[] => {
      const makes = fate.unit.effects.writes.some(
        (write) =>
          write.role !== 'state' && (write.path === path || (write.tree && within(path, write.path))),
      );
      return makes && fate.verdict !== 'replay' && !fate.carry.some((each) => within(path, each))
        ? [{ index: at, path }]
        : [];
    }),
  );
}

function repeated(fate: UnitFate, because: string): UnitFate {
  const evidence: Evidence = { rule: 'fate/read-by-repeated', because, at: fate.unit.place };
  return { ...fate, verdict: 'replay', evidence: [evidence] };
}

/** A file that a command makes out of what only the build has is taken as it is, unless it is the base image's own. */
function taken(fate: UnitFate): UnitFate | null {
  const { writes, users, packages, owners, removes } = fate.unit.effects;
  const own = writes.every((write) => !write.tree && write.role !== 'state' && !isBaseFile(write.path));
  if (!own || writes.length === 0) return null;
  if (users.length + packages.length + (owners ?? []).length + removes.length > 0) return null;
  return { ...fate, verdict: 'carried', carry: writes.map((write) => write.path) };
}

/** Files that base images bring: an edited one is never taken from another base. */
function isBaseFile(path: string): boolean {
  return isBaseTree(path) && /^\/etc\/[^/]+$|^\/etc\/(?:apt|ssl|default|security|profile\.d)\//.test(path);
}

function stuck(fate: UnitFate, path: string): UnitFate {
  const evidence: Evidence = {
    rule: 'fate/missing-read',
    because: `run time needs what it does, so it has to run again in the final stage, and it reads ${path}, which only the build has`,
    at: fate.unit.place,
  };
  const unlock =
    'bring the file by its own COPY from the build context, or install from a package repository';
  return { ...fate, verdict: 'blocked', evidence: [evidence], unlock };
}

/**
 * A command that the final stage repeats finds what it reads there: a COPY is repeated too, a file that it makes is taken
 * from the build stage instead, and else nobody can repeat it.
 */
export function settleReads(fates: readonly UnitFate[], carried: readonly string[]): readonly UnitFate[] {
  const settled = [...fates];
  for (let index = settled.length - 1; index >= 0; index--) {
    const fate = settled[index];
    if (fate?.verdict !== 'replay') continue;
    const writers = absentWriters(settled, index, carried);
    const first = writers[0];
    if (!first) continue;
    const onlyCopies = writers.every((writer) => {
      const { instruction } = settled[writer.index]?.unit ?? fate.unit;
      return instruction.type === 'copy' || instruction.type === 'add';
    });
    if (onlyCopies) {
      for (const writer of writers) {
        const copy = settled[writer.index];
        if (!copy) continue;
        settled[writer.index] = repeated(copy, `a command of the final stage reads ${writer.path}`);
        settled.forEach((each, at) => {
          const removes = each.unit.effects.removes.some((path) =>
            within(writer.path, path.replace(/\/\*$/, '')),
          );
          if (at > index && each.verdict === 'build' && removes && each.unit.effects.replayable)
            settled[at] = repeated(each, `it removes ${writer.path} again`);
        });
      }
    } else settled[index] = taken(fate) ?? stuck(fate, first.path);
  }
  return settled;
}

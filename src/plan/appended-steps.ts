import { within } from '../classify/places.js';
import type { Evidence } from '../classify/types.js';
import type { Contributions } from '../classify/merge.js';
import type { Facts, UnitFacts } from '../transform/types.js';
import { isRoot } from '../effects/home.js';
import type { Step } from './types.js';

function ownerName(value: string): string {
  return value.split(':')[0] ?? '';
}

function holder(user: string): string {
  return isRoot(user) ? 'root' : ownerName(user);
}

/** Whose files lie below `path` after these units: who wrote there, or whom a recursive chown gave them to. */
function holders(units: readonly UnitFacts[], path: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const unit of units) {
    const chown = unit.instruction.flags.find((flag) => flag.name === 'chown')?.value ?? '';
    if (unit.effects.writes.some((write) => within(write.path, path)))
      found.add(holder(unit.instruction.type === 'run' ? unit.user : chown));
    for (const change of unit.effects.owners ?? []) {
      if (change.kind !== 'owner' || !change.recursive || change.value.startsWith(':')) continue;
      if (!within(path, change.path)) continue;
      found.clear();
      found.add(holder(change.value));
    }
  }
  return found;
}

interface Appended {
  readonly text: string;
  readonly cwd: string;
  /** Trees that it changes. */
  readonly changes: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Directories that are copied, and that the build need not have made. */
function ensured(contributed: Contributions, cwd: string): readonly Appended[] {
  const roots = contributed.all.flatMap((each) => each.roots).filter((root) => root.maybe === true);
  if (roots.length === 0) return [];
  const changes = [...new Set(roots.map((root) => root.path))];
  return [
    {
      text: `mkdir -p ${changes.join(' ')}`,
      cwd,
      changes,
      evidence: roots.map((root) => root.evidence),
    },
  ];
}

function wanted(contributed: Contributions, cwd: string, narrow: boolean): readonly Appended[] {
  const start = contributed.owner?.start;
  const built: readonly Appended[] = [
    ...(start?.build ? [{ text: start.build, cwd, changes: [], evidence: start.evidence }] : []),
    ...ensured(contributed, cwd),
  ];
  if (narrow) return built;
  const pruned = contributed.all.flatMap((each) =>
    each.prune.map((prune): Appended => ({
      text: prune.command,
      cwd: prune.cwd,
      changes: [`${prune.cwd === '/' ? '' : prune.cwd}/node_modules`],
      evidence: prune.evidence,
    })),
  );
  const removable = contributed.all
    .flatMap((each) => each.removable)
    .filter((claim) => claim.confidence === 'proven' || claim.confidence === 'strong');
  if (removable.length === 0) return [...built, ...pruned];
  const paths = removable.map((claim) => claim.path);
  const removal: Appended = {
    text: `rm -rf ${paths.join(' ')}`,
    cwd,
    changes: paths,
    evidence: removable.map((claim) => claim.evidence),
  };
  return [...built, ...pruned, removal];
}

/**
 * Commands that dockopt appends to the build stage: a binary for `go run`, the production tree, what only the build
 * needed. They run as whoever may change those files, which need not be the user that the stage ends with.
 */
export function appendedSteps(
  facts: Facts,
  contributed: Contributions,
  last: number,
  narrow: boolean,
): readonly Step[] {
  const units = facts.units.filter((unit) => unit.instruction.index <= last);
  const end = units.at(-1);
  const steps: Step[] = [];
  let user = isRoot(end?.user ?? '') ? 'root' : (end?.user ?? 'root');
  for (const each of wanted(contributed, end?.cwd ?? facts.contract.workdir, narrow)) {
    const may =
      user === 'root' ||
      each.changes.every((path) => [...holders(units, path)].every((name) => name === ownerName(user)));
    if (!may) {
      user = 'root';
      steps.push({ step: 'add', keyword: 'USER', body: user, evidence: each.evidence });
    }
    const moved = end?.cwd === each.cwd ? [] : [{ text: `cd ${each.cwd}`, words: [] }];
    steps.push({
      step: 'run',
      from: null,
      commands: [...moved, { text: each.text, words: [] }],
      comments: false,
      evidence: each.evidence,
    });
  }
  return steps;
}

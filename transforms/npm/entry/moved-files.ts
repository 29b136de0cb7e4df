import type { ImageView } from '../../../src/project/types.js';
import type { Facts, UnitFacts } from '../../../src/transform/types.js';

const MOVES = /^(?:cp|mv|install|ln)(?:\s|$)/;

/** What these put into a directory of programs is a package's, and known by that. */
const MANAGERS = /^(?:npm|npx|yarn|pnpm|bun|corepack)\b/;

interface Move {
  readonly from: string;
  readonly to: string;
  readonly tree: boolean;
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a `cp`, `mv`, `install` or `ln` puts where, as far as its words tell. */
function movesOf({ effects }: UnitFacts): readonly Move[] {
  if (!MOVES.test(effects.model)) return [];
  const { reads, writes } = effects;
  return writes.flatMap(({ path, tree }): readonly Move[] => {
    const [only] = reads;
    const named = reads.find((each) => base(each) === base(path));
    const from = named ?? (reads.length === 1 && writes.length === 1 ? only : undefined);
    return from === undefined ? [] : [{ from, to: path, tree }];
  });
}

/**
 * The files of the image with those that commands moved or copied about: `RUN cp docker/start.sh /start.sh` gives a script
 * that can be read as well as one that COPY brought.
 */
export function withMovedFiles(facts: Facts): ImageView {
  const { files } = facts;
  const moves = facts.units.flatMap(movesOf);
  if (moves.length === 0) return files;
  const origin = (path: string): string => {
    let at = path;
    for (let hops = 0; hops < 4 && files.stat(at) === null; hops++) {
      const move = moves.findLast(({ to, tree }) => at === to || (tree && at.startsWith(`${to}/`)));
      if (!move) return path;
      at = `${move.from}${at.slice(move.to.length)}`;
    }
    return at;
  };
  return {
    complete: files.complete,
    stat: (path) => files.stat(origin(path)),
    read: (path) => files.read(origin(path)),
    list: (path) => files.list(path),
    origin: (path) => files.origin(origin(path)),
  };
}

/** Who puts a file there that cannot be read: a RUN, or a COPY from another stage of the file; null when nobody does. */
export function makerOf(facts: Facts): (path: string) => 'run' | 'stage' | null {
  const made = new Map<string, 'run' | 'stage'>();
  const stages = new Set(facts.doc.stages.flatMap((stage) => [stage.name ?? '', String(stage.index)]));
  for (const { instruction, effects } of facts.units) {
    const stage =
      instruction.type === 'copy' && instruction.from !== null && stages.has(instruction.from.toLowerCase());
    if ((instruction.type !== 'run' && !stage) || MANAGERS.test(effects.model)) continue;
    for (const { path, tree } of effects.writes) if (stage || !tree) made.set(path, stage ? 'stage' : 'run');
  }
  return (path) => made.get(path) ?? null;
}

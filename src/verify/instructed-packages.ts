import { gatherFacts } from '../classify/facts.js';
import { chainOf } from '../dockerfile/chain.js';
import { genericCommands } from '../effects/table.js';
import type { OsPackageManager } from '../effects/types.js';
import { emptyFileSystem } from '../project/file-system.js';
import { basename } from '../project/path.js';
import type { Report } from '../report/types.js';
import type { SideFacts } from './side-facts.js';

export interface InstructedPackage {
  readonly name: string;
  readonly manager: OsPackageManager;
}

/** What the RUN instructions of an image's own stages name. */
export interface Instructed {
  /** The distribution's packages that they install, but for those that they remove again. */
  readonly packages: readonly InstructedPackage[];
  /** Base names of the programs that they call. */
  readonly called: ReadonlySet<string>;
}

/**
 * Reads which packages of the distribution the instructions of a Dockerfile's stage, and of those that it is built on, install
 * by name, and which programs they call.
 */
export function instructedPackages(
  { doc, stage, base }: SideFacts,
  buildArgs: Readonly<Record<string, string>>,
): Instructed {
  const packages = new Map<string, InstructedPackage>();
  const called = new Set<string>();
  for (const each of stage === null ? [] : chainOf(doc, stage)) {
    const { units } = gatherFacts({
      doc,
      stage: each,
      context: emptyFileSystem,
      base,
      baseRef: null,
      sources: [],
      level: 'safe',
      allow: [],
      buildArgs,
      table: genericCommands,
    });
    for (const { instruction, effects } of units) {
      if (instruction.type !== 'run') continue;
      for (const program of [effects.model.split(' ')[0] ?? '', ...effects.programs])
        called.add(basename(program));
      for (const { op, manager, packages: requested } of effects.packages) {
        for (const { name } of requested) {
          if (op === 'install') packages.set(name, { name, manager });
          else if (op === 'remove') packages.delete(name);
        }
      }
    }
  }
  return { packages: [...packages.values()], called };
}

/** Packages about which dockopt's own rewrite says why the final image has them or not (src/plan/decisions.ts). */
export function decidedPackages(report: Report | null): ReadonlySet<string> {
  const names = (report?.decisions ?? []).flatMap(
    ({ subject }) => /^package ([\w.+-]+?)(?:[=<>~:/@].*)?$/.exec(subject)?.[1] ?? [],
  );
  return new Set(names);
}

import type { Carried } from '../classify/carry.js';
import type { UnitFate } from '../classify/fates.js';
import { COMPUTED, programName } from '../classify/needs.js';
import { within } from '../classify/places.js';
import type { ImageFacts } from '../data/types.js';
import { packageOf, programsOf, provides } from '../data/provides.js';
import { absolutePath } from '../project/path.js';
import type { Contribution, Facts, ProgramNeed } from '../transform/types.js';

/** How a program that run time calls gets into the final image. */
export type ProgramAnswer =
  /** `absent`: the input's image does not have it either, so nothing is lost. */
  | { readonly by: 'copied' | 'base' | 'kept' | 'absent' }
  /** A package to install in the final stage, because the old base brought it and the new one does not. */
  | { readonly by: 'package'; readonly name: string }
  | { readonly by: 'nothing'; readonly because: string };

export interface ProgramQuestion {
  readonly facts: Facts;
  readonly fates: readonly UnitFate[];
  readonly carried: readonly Carried[];
  readonly contributions: readonly Contribution[];
  /** The final stage's base; null when its contents are not known. */
  readonly final: ImageFacts | null;
  /** True when the final stage stands on the input's own base. */
  readonly same: boolean;
}

function keptPackageBrings(name: string, question: ProgramQuestion): boolean {
  return question.fates.some((fate) =>
    fate.packages.some(
      (each) =>
        each.final.length > 0 &&
        each.verdict === 'runtime' &&
        (programsOf(each.request.name, each.manager) ?? [each.request.name]).includes(name),
    ),
  );
}

/** A file of that name is copied, linked, or made again by a command that the final stage repeats. */
function copiedOrMade(path: string | null, name: string, question: ProgramQuestion): boolean {
  const hits = (candidate: string, tree: boolean): boolean =>
    path === null ? programName(candidate) === name : candidate === path || (tree && within(path, candidate));
  if (question.carried.some((each) => hits(each.path, each.tree))) return true;
  if (path === null && question.carried.some((each) => each.tree && /\/s?bin$/.test(each.path))) return true;
  if (question.contributions.some((each) => (each.links ?? []).some((link) => hits(link.path, false))))
    return true;
  return question.fates.some(
    (fate) =>
      fate.verdict === 'replay' &&
      fate.unit.effects.writes.some((write) => hits(write.path, write.tree && path !== null)),
  );
}

/** True when no command of the build can have brought a program of that name: no package, no write to a directory of programs. */
function neverMade(name: string, question: ProgramQuestion): boolean {
  return question.facts.units.every(({ effects }) => {
    const installed = effects.packages.some(
      (change) =>
        change.op === 'install' &&
        change.packages.some((request) =>
          (programsOf(request.name, change.manager) ?? [name]).includes(name),
        ),
    );
    const written = effects.writes.some(
      (write) =>
        programName(write.path) === name ||
        // A package of a tool names its programs as it likes: mermaid-cli brings mmdc.
        (write.tree && write.role === 'tool') ||
        (write.tree && /\/s?bin(?:\/|$)|^\/(?:usr|opt)(?:\/local)?$/.test(write.path)),
    );
    return !installed && !written && effects.opaque?.within !== null;
  });
}

function imageName(image: ImageFacts): string {
  return image.tag === '' ? image.repository : `${image.repository}:${image.tag}`;
}

/** A tree of tools whose programs have names of their own stays in the build stage. */
function toolsLeftBehind(question: ProgramQuestion): boolean {
  return question.fates.some(
    ({ verdict, unit }) =>
      verdict === 'build' &&
      unit.instruction.type === 'run' &&
      unit.effects.writes.some((write) => write.role === 'tool' && write.tree),
  );
}

/** Where one program comes from in the final image. */
export function programAnswer(need: ProgramNeed, question: ProgramQuestion): ProgramAnswer {
  const { facts, final } = question;
  const name = programName(need.name);
  const path = need.name.includes('/') ? absolutePath(need.name, facts.contract.workdir) : null;
  if (copiedOrMade(path, name, question)) return { by: 'copied' };
  const before = facts.base ? provides(facts.base, name) : 'unknown';
  if (question.same) {
    // `npm install -g mermaid-cli` brings mmdc: the same base does not have it when the command stays in the build stage.
    const lost =
      before !== 'yes' && path === null && !keptPackageBrings(name, question) && toolsLeftBehind(question);
    return lost
      ? { by: 'nothing', because: 'a command that stays in the build stage may have brought it' }
      : { by: 'base' };
  }
  if (name === COMPUTED) return { by: 'nothing', because: 'its name is computed when it runs' };
  if (keptPackageBrings(name, question)) return { by: 'kept' };
  if (!final) return { by: 'nothing', because: 'what the new base holds is not known' };
  const there = provides(final, name);
  if (there === 'yes') return { by: 'base' };
  if (before === 'no' && path === null && neverMade(name, question)) return { by: 'absent' };
  const brings = final.packageManager ? packageOf(name, final.packageManager) : null;
  if (brings !== null && before !== 'no') {
    if (final.archiveDead)
      return {
        by: 'nothing',
        because: `${imageName(final)} has no working package archive any more to install ${brings} from`,
      };
    return { by: 'package', name: brings };
  }
  const because =
    there === 'unknown'
      ? `it is not known whether ${imageName(final)} has ${name}`
      : `${imageName(final)} has no ${name}`;
  return { by: 'nothing', because };
}

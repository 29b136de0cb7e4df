import { appDirectories, carriedNarrow, carriedWhole, joinCarried, type Carried } from '../classify/carry.js';
import { unitFates, type UnitFate } from '../classify/fates.js';
import type { Contributions } from '../classify/merge.js';
import { programName, programNeeds } from '../classify/needs.js';
import type { Evidence, Obligation, Refusal } from '../classify/types.js';
import { REPEATED } from '../classify/write-parts.js';
import { imageFacts } from '../data/images.js';
import { parseImageRef } from '../data/image-ref.js';
import { withCompanions } from '../data/package-companions.js';
import type { ImageFacts } from '../data/types.js';
import type { BaseOption, Facts, ProgramNeed } from '../transform/types.js';
import { afterCopy, installStep, isLocalProbe, startSteps, wantedLibraries } from './added-steps.js';
import { withoutRepeated } from './brought.js';
import { buildStage } from './build-stage.js';
import { dataFiles, dataObligations, repositoryFiles } from './data-files.js';
import { finalStage } from './final-stage.js';
import { archiveObligations, KEPT, keptPackages } from './kept.js';
import { keepUndivided } from './undivided.js';
import { failedObligations } from './obligations.js';
import { programAnswer, type ProgramQuestion } from './programs.js';
import type { Rung, Step } from './types.js';

export interface CandidateQuestion {
  readonly facts: Facts;
  readonly contributed: Contributions;
  readonly option: BaseOption;
  readonly rung: Rung;
  readonly keep: readonly string[];
  readonly buildName: string;
}

export interface Candidate {
  readonly option: BaseOption;
  readonly rung: Rung;
  readonly final: ImageFacts | null;
  readonly fates: readonly UnitFate[];
  readonly carried: readonly Carried[];
  readonly build: readonly Step[];
  readonly runtime: readonly Step[];
  readonly installed: readonly string[];
  /** Programs that run time calls, by name or path, commands repeated in the final stage left out. */
  readonly programs: readonly string[];
  readonly failed: readonly Obligation[];
  readonly refusals: readonly Refusal[];
}

/** Programs that commands repeated in the final stage call; a package manager is there or is asked for elsewhere. */
function replayNeeds(fates: readonly UnitFate[]): readonly ProgramNeed[] {
  return fates.flatMap((fate) =>
    fate.verdict === 'replay' && fate.packages.length === 0
      ? fate.unit.effects.programs.map((name): ProgramNeed => {
          const evidence: Evidence = {
            rule: REPEATED,
            because: 'a command of the final stage calls it',
            at: fate.unit.place,
          };
          return { name, confidence: 'strong', evidence };
        })
      : [],
  );
}

/** Programs that links lead to which the final stage makes again and run time calls: `ln -s /usr/bin/python3 …/python`. */
function linkNeeds(fates: readonly UnitFate[], called: readonly ProgramNeed[]): readonly ProgramNeed[] {
  const names = new Set(called.map((need) => programName(need.name)));
  return fates.flatMap(({ verdict, unit }) => {
    const { model, writes, reads } = unit.effects;
    if (verdict !== 'replay' || model !== 'ln') return [];
    const link = writes.find((write) => names.has(programName(write.path)));
    if (!link) return [];
    return reads
      .filter((path) => /\/s?bin\/[^/]+$/.test(path))
      .map((name): ProgramNeed => {
        const because = `${link.path} is a link to it`;
        return {
          name,
          confidence: 'strong',
          evidence: { rule: 'fate/linked-program', because, at: unit.place },
        };
      });
  });
}

/** Reasons of a command's fate that are about something else than a path that is copied for it alone. */
const OF_OTHERS = / is copied$|^a cache$/;

function keptPaths(keep: readonly string[]): readonly Carried[] {
  return keep
    .filter((each) => each.startsWith('/'))
    .map((path) => ({
      path,
      tree: true,
      evidence: { rule: 'carry/kept-by-option', because: '--keep names it', at: null },
    }));
}

/** The input instruction that a step stands for, or null for one that dockopt adds. */
function sourceOf(step: Step): number | null {
  if (step.step === 'keep' || step.step === 'derive') return step.instruction;
  return step.step === 'run' ? step.from : null;
}

/**
 * What neither stage needs (an ARG that nothing reads, a clean-up behind the last build step) stays in the build stage:
 * build arguments stay declared, and no line and no comment of the author's is lost.
 */
function unplaced(facts: Facts, inBuild: ReadonlySet<number>, runtime: readonly Step[]): readonly Step[] {
  const placed = new Set([...inBuild, ...runtime.map(sourceOf)]);
  return facts.stage.instructions
    .filter((each) => /^(?:arg|run|copy|add)$/.test(each.type) && !placed.has(each.index))
    .map((each) => ({ step: 'keep', instruction: each.index, comments: true, evidence: [] }));
}

/** One combination of final base and copy rung, worked out whole, with the obligations that fail. */
export function candidate(question: CandidateQuestion): Candidate {
  const { facts, contributed, option, rung, keep } = question;
  const same = option.kind === 'same';
  const final = same ? facts.base : imageFacts(parseImageRef(option.resolved));
  const narrow = rung !== 'pruned';
  const scan = contributed.owner?.obligations.find((each) => each.id === 'binaries')?.confidence ?? 'unknown';
  const scanned = scan === 'proven' || scan === 'strong';
  const compiled = contributed.owner?.linkage.value !== 'static';
  const directories = appDirectories(facts);
  const data = dataFiles(facts, contributed, final, same);
  const app = narrow
    ? carriedNarrow(facts, contributed, contributed.owner?.artefact?.paths ?? [])
    : carriedWhole(facts, contributed);
  let carried = joinCarried([...app, ...data, ...keptPaths(keep)]);
  const own = programNeeds(facts, contributed);
  const ownNames = new Set(own.map((need) => need.name));
  let needs = own;
  let fates: readonly UnitFate[] = [];
  // A repeated command may need a program whose package is then kept, and that keeps its own commands: settle in two rounds.
  for (let round = 0; round < 2; round++) {
    const paths = carried.map((each) => each.path);
    fates = keepUndivided(
      unitFates(facts, {
        facts,
        contributed,
        carried: paths,
        directories,
        needs,
        scanned,
        compiled,
        keep,
        final,
        narrow: narrow && !compiled,
      }),
    );
    const tools = fates.flatMap((fate) =>
      fate.carry.map((path): Carried => {
        const write = fate.unit.effects.writes.find((each) => each.path === path);
        return {
          path,
          tree: write?.tree ?? false,
          evidence: fate.evidence.find((each) => !OF_OTHERS.test(each.because)) ??
            fate.evidence[0] ?? {
              rule: 'carry/tool',
              because: 'needed at run time',
              at: fate.unit.place,
            },
        };
      }),
    );
    carried = joinCarried([...carried, ...tools]);
    // Anew in every round: what the second one carries is not repeated after all.
    const further = [...linkNeeds(fates, own), ...replayNeeds(fates)];
    needs = [...own, ...further.filter((need) => !ownNames.has(need.name))];
  }
  if (!same) carried = joinCarried([...carried, ...repositoryFiles(facts, fates, carried, final)]);
  carried = withoutRepeated(carried, fates);
  const programQuestion: ProgramQuestion = {
    facts,
    fates,
    carried,
    contributions: contributed.all,
    final,
    same,
  };
  const programs = needs.map((need) => ({
    need,
    answer: programAnswer(need, programQuestion),
  }));
  const extra = programs.flatMap(({ need, answer }) =>
    answer.by === 'package' ? withCompanions(answer.name, isLocalProbe(facts, need)) : [],
  );
  const libraries = wantedLibraries(contributed, final, fates);
  const kept = same ? [] : keptPackages(facts, keep, fates, final);
  const pinned = kept.flatMap((name) => withCompanions(name, false));
  const installed = [...new Set([...extra, ...libraries, ...pinned])].sort();
  const evidence = [
    ...programs.flatMap(({ need, answer }) => (answer.by === 'package' ? [need.evidence] : [])),
    ...contributed.all.flatMap((each) => each.libraries.map((library) => library.evidence)),
    ...(kept.length > 0 ? [KEPT] : []),
  ];
  const first =
    installed.length > 0 && final?.packageManager
      ? [installStep(installed, final.packageManager, evidence)]
      : [];
  const build = buildStage(facts, fates, contributed, narrow);
  const runtime = finalStage({
    facts,
    fates,
    carried,
    inBuild: build.instructions,
    buildName: question.buildName,
    first,
    afterCopy: afterCopy(contributed),
    start: startSteps(contributed),
  });
  const runs = runtime.steps.some(
    (step) =>
      step.step === 'run' ||
      (step.step === 'keep' && facts.doc.instructions[step.instruction]?.type === 'run'),
  );
  const failed = [
    ...failedObligations(
      { facts, contributed, option, final, rung, fates, carried, programs, installed },
      runs,
    ),
    ...dataObligations(contributed, final),
    ...(same ? [] : archiveObligations([...libraries, ...kept], final)),
  ];
  return {
    option,
    rung,
    final,
    fates,
    carried,
    build: [...build.steps, ...unplaced(facts, build.instructions, runtime.steps)],
    runtime: runtime.steps,
    installed,
    programs: [...new Set(needs.filter((need) => need.evidence.rule !== REPEATED).map((need) => need.name))],
    failed,
    refusals: runtime.refusals,
  };
}

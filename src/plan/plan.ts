import type { Contributions } from '../classify/merge.js';
import type { Note, Refusal } from '../classify/types.js';
import { instructionPlace } from '../classify/unit-place.js';
import type { AllowKind, BaseOption, Facts } from '../transform/types.js';
import { candidate, type Candidate } from './candidate.js';
import { composeNamed, type StageNames } from './compose.js';
import { candidateDecisions, fateDecisions } from './decisions.js';
import { estimateGain, worthIt } from './gain.js';
import { earlyRefusals } from './early-refusals.js';
import { keepRefusals } from './kept.js';
import { permitted, permittedBases } from './levels.js';
import { freeName, takenNames } from './names.js';
import { collectRefusals, unknownBase } from './refusals.js';
import { replaceable, replacementFor, unlockedBy } from './replacement.js';
import { requestRefusal } from './requested-base.js';
import { printPlan, settle } from './settle.js';
import { nameStages, type Structure } from './structure.js';
import type { Attempt, Decision, PlannedStage, Rung, StagePlan } from './types.js';

export interface PlanOptions {
  /** `--base`, or null. */
  readonly base: string | null;
  /** `--keep`: absolute paths and package names. */
  readonly keep: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Reasons from outside the packs not to divide the stage. */
  readonly refused: readonly Refusal[];
  /** False when only the outcome is asked for, and not what every line of a stage that stays is for. */
  readonly told: boolean;
}

/** The narrowest copy first. */
function rungs({ owner }: Contributions): readonly Rung[] {
  return owner?.artefact ? [owner.artefact.rung, 'pruned'] : ['pruned'];
}

function sameOption(facts: Facts): BaseOption {
  const image = facts.stage.from.image;
  return {
    image,
    resolved: facts.stage.image ?? image,
    tier: 'T0',
    allow: null,
    kind: 'same',
    evidence: {
      rule: 'base/same',
      because: 'the same image as before',
      at: instructionPlace(facts.doc, facts.stage.from),
    },
  };
}

function requestedOption(facts: Facts, image: string): BaseOption {
  if (image === facts.stage.image) return sameOption(facts);
  const kind = image === 'scratch' ? 'scratch' : /distroless\/static/.test(image) ? 'static' : 'distro';
  return {
    image,
    resolved: image,
    tier: 'T0',
    allow: null,
    kind,
    evidence: { rule: 'base/requested', because: '--base names it', at: null },
  };
}

function baseOptions(facts: Facts, contributed: Contributions, options: PlanOptions): readonly BaseOption[] {
  if (options.base !== null) return [requestedOption(facts, options.base)];
  const { owner, ownerPack } = contributed;
  const proposed = owner && ownerPack && facts.baseRef ? ownerPack.bases(facts.baseRef, facts, owner) : [];
  const allowed = permittedBases(proposed, facts.level, facts.allow);
  return allowed.some((option) => option.kind === 'same') ? allowed : [...allowed, sameOption(facts)];
}

function stageNames(facts: Facts, structure: Structure): StageNames {
  const taken = new Set([...takenNames(facts.doc), ...structure.names]);
  const runtime = facts.stage.name ?? (structure.names[facts.stage.index] || freeName('runtime', taken));
  taken.add(runtime);
  return { build: freeName('build', taken), runtime };
}

function named(facts: Facts, structure: Structure): readonly PlannedStage[] | null {
  return structure.edits.size > 0 ? composeNamed(facts.doc, structure) : null;
}

/** What to do with one target stage: the best candidate whose obligations hold, or the reasons why there is none. */
export function planStage(facts: Facts, contributed: Contributions, options: PlanOptions): StagePlan {
  const structure = nameStages(facts.doc);
  const names = stageNames(facts, structure);
  const notes: Note[] = contributed.all.flatMap((each) => [...each.notes]);
  const attempts: Attempt[] = [];
  const tried: Candidate[] = [];
  const end = (refusals: readonly Refusal[], decisions: readonly Decision[]): StagePlan => {
    const stages = named(facts, structure);
    const outcome = stages ? 'rewritten' : refusals.length > 0 ? 'refused' : 'unchanged';
    return {
      outcome,
      attempts,
      chosen: null,
      stages: stages ?? [],
      printed: stages ? printPlan(facts.doc, stages, options.buildArgs) : null,
      programs: [],
      decisions: [...structure.decisions, ...decisions],
      refusals,
      notes,
      sizes: null,
    };
  };

  const attempt = (from: Contributions, option: BaseOption, rung: Rung): StagePlan | null => {
    const made = candidate({
      facts,
      contributed: from,
      option,
      rung,
      keep: options.keep,
      buildName: names.build,
    });
    tried.push(made);
    const gain = estimateGain(facts, from, made);
    const wanted = worthIt(gain, made) && (from === contributed || replaceable(facts, made));
    // The text is worked out only where it would be taken: that is the dear part.
    const settled =
      made.failed.length > 0 || made.refusals.length > 0 || !wanted
        ? null
        : settle({ facts, contributed: from, structure, names, chosen: made, buildArgs: options.buildArgs });
    const failed = settled && 'id' in settled ? [settled] : made.failed;
    attempts.push({ tier: option.tier, base: option.image, rung, failed });
    if (!settled || 'id' in settled) return null;
    const allowed = settled.review.allowed.map(({ difference, reason }): Decision => ({
      subject: difference.field,
      verdict: 'changed',
      line: null,
      evidence: [{ rule: 'config/allowed', because: reason, at: null }],
      confidence: 'proven',
    }));
    return {
      outcome: 'rewritten',
      attempts: [...attempts],
      chosen: { tier: option.tier, rung, base: option.image },
      stages: settled.stages,
      printed: settled.printed,
      programs: made.programs,
      decisions: [
        ...structure.decisions,
        ...fateDecisions(made.fates),
        ...candidateDecisions(made),
        ...allowed,
      ],
      refusals: [],
      notes: [...from.all.flatMap((each) => each.notes), ...holdNotes(made, facts)],
      sizes: gain,
    };
  };

  const request = options.base === null ? null : requestRefusal(options.base, facts, contributed);
  const asked = request ? [request] : keepRefusals(facts, options.keep);
  const outside = asked.length > 0 ? asked : options.refused;
  const early = outside.length > 0 ? outside : earlyRefusals(facts, contributed);
  // A stage that takes its files from other stages and starts what no pack made is somebody's finished work.
  const finished = facts.stage.uses.length > 0 && !contributed.owner && options.refused.length === 0;
  const replacement = options.base === null ? replacementFor(contributed, early) : null;
  let unlocked: AllowKind | null = null;
  if (replacement) {
    const { base, contributions } = replacement;
    const may = permitted(base.tier, base.allow, facts.level, facts.allow);
    const plan = may || early.length > 0 ? attempt(contributions, base, 'artefact') : null;
    if (plan && may) return plan;
    if (plan) unlocked = base.allow;
    tried.length = 0;
    if (!may) attempts.length = 0;
  }
  // What every line is for can be told all the same.
  if (early.length > 0 && !options.told) return end(finished ? [] : unlockedBy(early, unlocked), []);
  if (early.length > 0) {
    const same = candidate({
      facts,
      contributed,
      option: sameOption(facts),
      rung: 'pruned',
      keep: options.keep,
      buildName: names.build,
    });
    return end(finished ? [] : unlockedBy(early, unlocked), fateDecisions(same.fates));
  }

  for (const option of baseOptions(facts, contributed, options)) {
    for (const rung of rungs(contributed)) {
      const plan = attempt(contributed, option, rung);
      if (plan) return plan;
    }
  }
  const last = tried.at(-1);
  const divided = facts.stage.uses.length > 0;
  const found = divided ? [] : collectRefusals(attempts, tried, facts);
  const refusals = found.length === 0 && !divided && !facts.base ? [unknownBase(facts)] : found;
  return end(refusals, last ? fateDecisions(last.fates) : []);
}

function holdNotes(made: Candidate, facts: Facts): readonly Note[] {
  const unlock = facts.context.complete
    ? 'start programs by literal names, so that every caller can be read'
    : 'give the build context with --context DIR, so that every caller can be read';
  return made.fates.flatMap((fate) =>
    fate.packages.flatMap((each) =>
      each.hold
        ? [
            {
              code: each.hold,
              message: `${each.request.name} is kept: ${each.evidence.because}`,
              at: fate.unit.place,
              unlock,
            },
          ]
        : [],
    ),
  );
}

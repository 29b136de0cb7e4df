import type { Contributions } from '../classify/merge.js';
import type { Note, Refusal } from '../classify/types.js';
import { instructionPlace } from '../classify/unit-place.js';

import type { Place } from '../source/span.js';
import type { BaseOption, Facts } from '../transform/types.js';
import { candidate, type Candidate } from './candidate.js';
import { composeNamed, type StageNames } from './compose.js';
import { candidateDecisions, fateDecisions } from './decisions.js';
import { estimateGain, worthIt } from './gain.js';
import { permitted, permittedBases } from './levels.js';
import { freeName, takenNames } from './names.js';
import { collectRefusals, unknownBase } from './refusals.js';
import { settle } from './settle.js';
import { isInteractive } from './start-script.js';
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
}

const RUNGS: readonly Rung[] = ['artefact', 'pruned'];

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

/**
 * ONBUILD steps that run commands, the image's own or those that its base has by name: they count on tools that a divided
 * image does not have, or run twice in it.
 */
function onbuildRefusals(facts: Facts): readonly Refusal[] {
  const image = facts.stage.image ?? '';
  const trigger = facts.contract.onbuild.find((each) => /^\s*RUN\b/i.test(each));
  if (trigger !== undefined) {
    return [
      {
        code: 'E-CONSUMER',
        message: `images that start from this one run ${trigger} in it, with the tools that it has now`,
        at: instructionPlace(facts.doc, facts.stage.from),
        unlock: 'an image without ONBUILD RUN',
      },
    ];
  }
  if (!/\bonbuild\b/i.test(image)) return [];
  return [
    {
      code: 'E-ONBUILD',
      message: `${image} runs hidden ONBUILD steps in every stage that starts from it`,
      at: instructionPlace(facts.doc, facts.stage.from),
      unlock: 'the image without onbuild, and its steps written out',
    },
  ];
}

function startPlace({ contract, doc, stage }: Facts): Place {
  const set = contract.setBy['entrypoint'] ?? contract.setBy['cmd'] ?? null;
  return instructionPlace(doc, (set === null ? undefined : doc.instructions[set]) ?? stage.from);
}

/** Why a start command that no pack knows is none of their business. */
function started({ contract }: Facts): string {
  const words = [...(contract.entrypoint ?? []), ...(contract.cmd ?? [])];
  const text = contract.cmdShell ? (contract.cmd?.at(-1) ?? '') : words.join(' ');
  if (text === '')
    return 'what the container starts is not known: the file does not say it, and its base image is not known';
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `the container starts \`${short}\`, and that is nothing that npm, go or composer made`;
}

function packRefusals(facts: Facts, contributed: Contributions): readonly Refusal[] {
  const hidden = onbuildRefusals(facts);
  if (hidden.length > 0) return hidden;
  const own = contributed.all.flatMap((each) => each.refusals);
  if (own.length > 0) return own;
  const { owner } = contributed;
  if (isInteractive(facts)) {
    return [
      {
        code: 'E-ENTRY-UNKNOWN',
        message: 'the container starts a shell for somebody to work in, so what is needed in it is not known',
        at: startPlace(facts),
        unlock: 'a CMD or ENTRYPOINT that starts the app',
      },
    ];
  }
  if (!owner) {
    return [
      {
        code: 'E-ENTRY-UNKNOWN',
        message: started(facts),
        at: startPlace(facts),
        unlock:
          !facts.contract.cmd && !facts.contract.entrypoint
            ? 'a CMD or ENTRYPOINT that starts the app'
            : facts.context.complete
              ? 'nothing yet: other languages are not known'
              : 'the build context with --context DIR, if it is an app of Node, Go or PHP',
      },
    ];
  }
  if (owner.start && !permitted(owner.start.tier, owner.start.allow, facts.level, facts.allow)) {
    return [
      {
        code: 'E-BUILD-AT-START',
        message: 'the container compiles when it starts',
        at: owner.entry?.evidence[0]?.at ?? null,
        unlock: owner.start.allow ? `--allow ${owner.start.allow}` : '--level standard',
      },
    ];
  }
  return [];
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
      contract: facts.contract,
      decisions: [...structure.decisions, ...decisions],
      refusals,
      notes,
      sizes: null,
    };
  };

  const early = options.refused.length > 0 ? options.refused : packRefusals(facts, contributed);
  // A stage that takes its files from other stages and starts what no pack made is somebody's finished work.
  const finished = facts.stage.uses.length > 0 && !contributed.owner && options.refused.length === 0;
  if (early.length > 0) return end(finished ? [] : early, []);

  for (const option of baseOptions(facts, contributed, options)) {
    for (const rung of RUNGS) {
      if (rung === 'artefact' && !contributed.owner?.artefact) continue;
      const made = candidate({
        facts,
        contributed,
        option,
        rung,
        keep: options.keep,
        buildName: names.build,
      });
      tried.push(made);
      const settled =
        made.failed.length > 0 || made.refusals.length > 0
          ? null
          : settle({ facts, contributed, structure, names, chosen: made, buildArgs: options.buildArgs });
      const failed = settled && 'id' in settled ? [settled] : made.failed;
      attempts.push({ tier: option.tier, base: option.image, rung, failed });
      if (!settled || 'id' in settled) continue;
      const gain = estimateGain(facts, contributed, made);
      if (!worthIt(gain, made)) continue;
      const allowed = settled.review.allowed.map(({ difference, reason }): Decision => ({
        subject: difference.field,
        verdict: 'dropped',
        line: null,
        evidence: [{ rule: 'config/allowed', because: reason, at: null }],
        confidence: 'proven',
      }));
      return {
        outcome: 'rewritten',
        attempts,
        chosen: { tier: option.tier, rung, base: option.image },
        stages: settled.stages,
        contract: facts.contract,
        decisions: [
          ...structure.decisions,
          ...fateDecisions(made.fates),
          ...candidateDecisions(made),
          ...allowed,
        ],
        refusals: [],
        notes: [...notes, ...holdNotes(made)],
        sizes: gain,
      };
    }
  }
  const last = tried.at(-1);
  const divided = facts.stage.uses.length > 0;
  const found = divided ? [] : collectRefusals(attempts, tried, facts);
  const refusals = found.length === 0 && !divided && !facts.base ? [unknownBase(facts)] : found;
  return end(refusals, last ? fateDecisions(last.fates) : []);
}

function holdNotes(made: Candidate): readonly Note[] {
  return made.fates.flatMap((fate) =>
    fate.packages.flatMap((each) =>
      each.hold
        ? [
            {
              code: each.hold,
              message: `${each.request.name} is kept: ${each.evidence.because}`,
              at: fate.unit.place,
              unlock: 'the build context, so that every caller can be read',
            },
          ]
        : [],
    ),
  );
}

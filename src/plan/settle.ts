import type { Contributions } from '../classify/merge.js';
import { within } from '../classify/places.js';
import type { Obligation } from '../classify/types.js';
import { allowedDifference } from '../data/config-allowances.js';
import type { ConfigDifference } from '../dockerfile/compare.js';
import { contractOf } from '../dockerfile/contract.js';
import type { DockerfileDoc } from '../dockerfile/types.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import { print } from '../emit/print.js';
import type { Facts } from '../transform/types.js';
import type { Candidate } from './candidate.js';
import { composeStages, type StageNames } from './compose.js';
import { reviewConfig, type ConfigReview } from './config-fixes.js';
import { inheritedEnvironment } from './inherited-env.js';
import type { Structure } from './structure.js';
import type { PlannedStage, PrintedPlan } from './types.js';

export interface SettleQuestion {
  readonly facts: Facts;
  readonly contributed: Contributions;
  readonly structure: Structure;
  readonly names: StageNames;
  readonly chosen: Candidate;
  readonly buildArgs: Readonly<Record<string, string>>;
}

export interface Settled {
  readonly stages: readonly PlannedStage[];
  readonly printed: PrintedPlan;
  readonly review: ConfigReview;
}

/** Why a difference between the old config and the new one is right; null when it is not. */
function reasonFor(question: SettleQuestion, difference: ConfigDifference): string | null {
  const { facts, contributed, chosen } = question;
  const start = contributed.owner?.start;
  if (start && (difference.field === 'cmd' || difference.field === 'entrypoint')) {
    if (start.allow !== null) return start.evidence[0]?.because ?? null;
    return 'the container starts what the build made, instead of building it at every start';
  }
  const carried = (directory: string): boolean =>
    chosen.carried.some(
      (each) => within(each.path, directory) || (each.tree && within(directory, each.path)),
    );
  const { field, before, after } = difference;
  return facts.base && chosen.final
    ? allowedDifference(field, before, after, facts.base, chosen.final, carried)
    : null;
}

/** Compares the contract of the text that a plan prints, read back in, with the input's. */
function reviewed(question: SettleQuestion, { doc }: PrintedPlan): ConfigReview | null {
  const { facts, names, chosen, buildArgs } = question;
  const stage = doc.stages.find((each) => each.name === names.runtime);
  if (!stage || doc.problems.length > 0) return null;
  const after = contractOf(doc, stage, chosen.final?.config ?? null, buildArgs);
  return reviewConfig(facts.contract, after, (difference) => reasonFor(question, difference));
}

/** What to do about a fault of dockopt itself. */
export const REPORT_IT = 'report this Dockerfile to the maintainers of dockopt';

function failed(because: string, unlock: string): Obligation {
  return {
    id: 'config',
    confidence: 'unknown',
    evidence: [{ rule: 'config/changed', because, at: null }],
    unlock,
  };
}

/** The text of a plan, and the document that it is when it is read back in. */
export function printPlan(
  doc: DockerfileDoc,
  stages: readonly PlannedStage[],
  buildArgs: Readonly<Record<string, string>>,
): PrintedPlan {
  const printed = print(doc, stages);
  return { ...printed, doc: parseDockerfile(printed.text, doc.source, buildArgs) };
}

/** The stages with what the old base's config gave put back, or the obligation that fails when that cannot be. */
export function settle(question: SettleQuestion): Settled | Obligation {
  const { facts, chosen } = question;
  if (chosen.option.kind !== 'same' && (!facts.contract.baseKnown || !chosen.final)) {
    return facts.contract.baseKnown
      ? failed(
          `the config of ${chosen.option.resolved} is not known`,
          'use --base with an image that dockopt knows',
        )
      : failed(
          `the config of ${facts.stage.image ?? facts.stage.from.image} is not known`,
          'start FROM an image that dockopt knows',
        );
  }
  let fixes = inheritedEnvironment(facts, chosen);
  for (let round = 0; round < 2; round++) {
    const stages = composeStages(facts.doc, facts.stage, question.structure, question.names, chosen, fixes);
    const printed = printPlan(facts.doc, stages, question.buildArgs);
    const review = reviewed(question, printed);
    if (!review) return failed('the new text does not parse', REPORT_IT);
    if (review.left.length > 0) {
      const fields = review.left.map((each) => each.field).join(', ');
      return failed(`${fields} would change`, `set ${fields} in the Dockerfile itself`);
    }
    if (review.fixes.length === 0) return { stages, printed, review };
    fixes = [...fixes, ...review.fixes];
  }
  return failed(
    'what the old base image set cannot be put back',
    'set in the Dockerfile itself what the image needs of its base: ENV, USER, WORKDIR, CMD and the like',
  );
}

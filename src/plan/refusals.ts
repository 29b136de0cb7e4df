import type { Obligation, ObligationId, Refusal } from '../classify/types.js';
import { instructionPlace } from '../classify/unit-place.js';
import { parseImageRef } from '../data/image-ref.js';
import { imageFacts } from '../data/images.js';
import type { Facts } from '../transform/types.js';
import type { Candidate } from './candidate.js';
import type { Attempt } from './types.js';

const CODES: Readonly<Record<ObligationId, string>> = {
  entry: 'E-ENTRY-UNKNOWN',
  paths: 'H-UNKNOWN-CMD',
  binaries: 'H-PROGRAMS-UNKNOWN',
  libraries: 'H-LIBRARIES-UNKNOWN',
  ownership: 'H-OWNERSHIP',
  config: 'H-CONFIG',
  gates: 'H-GATES',
  data: 'H-DATA',
};

function sentence(obligation: Obligation): string {
  const because = [...new Set(obligation.evidence.map((each) => each.because))];
  return because.length > 0 ? because.join('; ') : `it is not proven that ${obligation.id} stay as they are`;
}

/** An obligation that failed, as something to show: code, place, what would unlock it. */
function refusalOf(obligation: Obligation, facts: Facts): Refusal {
  const contextless =
    !facts.context.complete &&
    (obligation.id === 'binaries' || obligation.id === 'libraries' || obligation.id === 'entry');
  return {
    code: contextless ? 'E-CONTEXT-MISSING' : CODES[obligation.id],
    message: sentence(obligation),
    at: obligation.evidence.find((each) => each.at)?.at ?? null,
    unlock: contextless ? 'give the build context with --context DIR' : obligation.unlock,
  };
}

interface Found {
  readonly refusal: Refusal;
  readonly passing: boolean;
}

/** Failures of a narrow rung are not refusals: the wider rung of the same base was tried after it. */
function wide(attempt: Attempt): boolean {
  return attempt.rung === 'pruned';
}

/** What matters most among refusals: failures of one base and the lack of anything to copy only follow from other ones. */
function telling(found: readonly Found[]): readonly Refusal[] {
  const lasting = found.filter(({ passing }) => !passing);
  const chosen = (lasting.length > 0 ? lasting : found).map(({ refusal }) => refusal);
  const causes = chosen.filter(({ code }) => code !== 'H-GATES');
  return causes.length > 0 ? causes : chosen;
}

/** Everything that stood in the way, each thing once: first what no base helps against. */
export function collectRefusals(
  attempts: readonly Attempt[],
  tried: readonly Candidate[],
  facts: Facts,
): readonly Refusal[] {
  const wideAttempts = attempts.filter(wide);
  const own = (refusals: readonly Refusal[]): readonly Found[] =>
    refusals.map((refusal) => ({ refusal, passing: false }));
  const all: readonly Found[] = [
    ...own(tried.at(-1)?.refusals ?? []),
    ...[...wideAttempts.slice(-1), ...wideAttempts.slice(0, -1)].flatMap((attempt) =>
      attempt.failed.map((obligation) => ({
        refusal: refusalOf(obligation, facts),
        passing: obligation.passing === true,
      })),
    ),
    ...own(tried.flatMap((each) => each.refusals)),
  ];
  const seen = new Set<string>();
  const unique = all.filter(({ refusal }) => {
    const key = `${refusal.code} ${refusal.message}`;
    return !seen.has(key) && seen.add(key);
  });
  return telling(unique);
}

/** A base image that nobody knows stays, and what could be saved without it stays unknown. */
export function unknownBase(facts: Facts): Refusal {
  const image = facts.stage.image ?? facts.stage.from.image;
  return {
    code: 'E-BASE-UNKNOWN',
    message: `what ${image} holds is not known, so no other base can stand in for it, and on it nothing is saved for sure`,
    at: instructionPlace(facts.doc, facts.stage.from),
    unlock: 'start FROM the image that this one was made of, if dockopt knows that one',
  };
}

/** `--base` names an image that no table has: nothing can be checked on it. Null when it is known, or the input's own. */
export function unknownRequest(image: string, facts: Facts): Refusal | null {
  if (image === facts.stage.image || imageFacts(parseImageRef(image)) !== null) return null;
  return {
    code: 'E-BASE-UNKNOWN',
    message: `dockopt does not know the image ${image} of --base, so nothing can be proven on it`,
    at: null,
    unlock: 'use --base with a tag of an official image, such as debian:bookworm-slim',
  };
}

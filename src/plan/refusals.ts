import type { Obligation, ObligationId, Refusal } from '../classify/types.js';
import { instructionPlace } from '../classify/unit-place.js';
import type { Facts } from '../transform/types.js';
import type { Candidate } from './candidate.js';
import type { Attempt } from './types.js';

const CODES: Readonly<Record<ObligationId, string>> = {
  entry: 'E-ENTRY-UNKNOWN',
  paths: 'H-UNKNOWN-CMD',
  binaries: 'H-PROGRAMS-UNKNOWN',
  libraries: 'H-LIBRARIES-UNKNOWN',
  ownership: 'H-OWNERSHIP',
  environment: 'H-ENVIRONMENT',
  config: 'H-CONFIG',
  writable: 'H-WRITABLE',
  gates: 'H-GATES',
  inputs: 'H-INPUTS',
  imports: 'H-DEVDEP-RUNTIME',
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
    unlock: contextless ? 'give the build context with --context DIR' : (obligation.unlock ?? 'nothing yet'),
  };
}

/** Failures of a narrow rung are not refusals: the wider rung of the same base was tried after it. */
function wide(attempt: Attempt): boolean {
  return attempt.rung === 'pruned';
}

/** What is only true of a base that another one was tried after. */
function isPassing(refusal: Refusal): boolean {
  return refusal.unlock.endsWith('is tried next');
}

/** Everything that stood in the way, each thing once: first what no base helps against. */
export function collectRefusals(
  attempts: readonly Attempt[],
  tried: readonly Candidate[],
  facts: Facts,
): readonly Refusal[] {
  const wideAttempts = attempts.filter(wide);
  const all = [
    ...(tried.at(-1)?.refusals ?? []),
    ...[...wideAttempts.slice(-1), ...wideAttempts.slice(0, -1)].flatMap((attempt) =>
      attempt.failed.map((obligation) => refusalOf(obligation, facts)),
    ),
    ...tried.flatMap((each) => each.refusals),
  ];
  const seen = new Set<string>();
  const unique = all.filter((refusal) => {
    const key = `${refusal.code} ${refusal.message}`;
    return !seen.has(key) && seen.add(key);
  });
  const lasting = unique.filter((refusal) => !isPassing(refusal));
  return lasting.length > 0 ? lasting : unique;
}

/** A base image that nobody knows stays, and what could be saved without it stays unknown. */
export function unknownBase(facts: Facts): Refusal {
  const image = facts.stage.image ?? facts.stage.from.image;
  return {
    code: 'E-BASE-UNKNOWN',
    message: `what ${image} holds is not known, so no other base can stand in for it, and on it nothing is saved for sure`,
    at: instructionPlace(facts.doc, facts.stage.from),
    unlock: '--base with an image that dockopt knows, or FROM with the image that this one was made of',
  };
}

import type { Obligation, ObligationId, Refusal } from '../classify/types.js';
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
export function refusalOf(obligation: Obligation, facts: Facts): Refusal {
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
  return attempt.rung === 'pruned' || attempt.rung === 'tidy';
}

/** Everything that stood in the way, each thing once. */
export function collectRefusals(
  attempts: readonly Attempt[],
  tried: readonly Candidate[],
  facts: Facts,
): readonly Refusal[] {
  const all = [
    ...attempts
      .filter(wide)
      .flatMap((attempt) => attempt.failed.map((obligation) => refusalOf(obligation, facts))),
    ...tried.flatMap((each) => each.refusals),
  ];
  const seen = new Set<string>();
  return all.filter((refusal) => {
    const key = `${refusal.code} ${refusal.message}`;
    return !seen.has(key) && seen.add(key);
  });
}

import type { Evidence, Note, Refusal } from '../classify/types.js';
import type { Report } from './types.js';

function evidence(found: Evidence): object {
  return { rule: found.rule, because: found.because, line: found.at?.line ?? null };
}

function located(item: Refusal | Note): object {
  return { code: item.code, line: item.at?.line ?? null, message: item.message, unlock: item.unlock ?? null };
}

/** The report as JSON after docs/report.schema.json: lines are one-based, sizes are bytes, nothing in it was measured. */
export function jsonReport(report: Report): string {
  const { input: _input, refusals, notes, decisions, attempts, ...rest } = report;
  const shown = {
    ...rest,
    decisions: decisions.map((each) => ({ ...each, evidence: each.evidence.map(evidence) })),
    refusals: refusals.map(located),
    notes: notes.map(located),
    attempts: attempts.map((each) => ({
      ...each,
      failed: each.failed.map((obligation) => ({
        obligation: obligation.id,
        confidence: obligation.confidence,
        evidence: obligation.evidence.map(evidence),
        unlock: obligation.unlock ?? null,
      })),
    })),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

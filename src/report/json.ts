import type { Evidence, Note, Refusal } from '../classify/types.js';
import type { SizeEstimate, SizePart } from '../estimate/types.js';
import { totalSize } from '../estimate/sizes.js';
import type { Verification } from '../verify/types.js';
import type { Report } from './types.js';
import { measuredJson, verifyJson } from './verify-json.js';

function evidence(found: Evidence): object {
  return { rule: found.rule, because: found.because, line: found.at?.line ?? null };
}

function located(item: Refusal | Note): object {
  return { code: item.code, line: item.at?.line ?? null, message: item.message, unlock: item.unlock ?? null };
}

function part(each: SizePart): object {
  return {
    name: each.name,
    low: each.range.low,
    high: each.range.high,
    basis: each.basis,
    source: each.source,
  };
}

function side(parts: readonly SizePart[] | null): object | null {
  return parts === null ? null : { ...totalSize(parts), parts: parts.map(part) };
}

/** Either estimated or measured: where both images were built and measured there is no estimate any more. */
function sizes(estimate: SizeEstimate | null, verification: Verification | null): object | null {
  const measured = measuredJson(verification);
  if (measured !== null) return { estimated: null, measured };
  if (estimate === null) return null;
  const { saved, basis } = estimate;
  return {
    estimated: { before: side(estimate.before), after: side(estimate.after), saved, basis },
    measured: null,
  };
}

/** The report as JSON after docs/report.schema.json: lines are one-based, sizes are bytes. */
export function jsonReport(report: Report): string {
  const { version, file, level, outcome, reason, text, stages, base, next } = report;
  const shown = {
    version,
    file,
    level,
    outcome,
    reason,
    text,
    stages,
    base,
    decisions: report.decisions.map(({ subject, verdict, line, confidence, evidence: found }) => ({
      subject,
      verdict,
      line,
      confidence,
      evidence: found.map(evidence),
    })),
    refusals: report.refusals.map(located),
    notes: report.notes.map(located),
    attempts: report.attempts.map(({ tier, base: image, rung, failed }) => ({
      tier,
      base: image,
      rung,
      failed: failed.map((obligation) => ({
        obligation: obligation.id,
        confidence: obligation.confidence,
        evidence: obligation.evidence.map(evidence),
        unlock: obligation.unlock ?? null,
      })),
    })),
    sizes: sizes(report.sizes, report.verification),
    verify: report.verification && verifyJson(report.verification),
    next,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

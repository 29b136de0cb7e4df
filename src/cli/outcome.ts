import { problemLine } from '../report/problems.js';
import type { Report } from '../report/types.js';
import type { Verification } from '../verify/types.js';
import { exitCodes, type ExitCode } from './exit-codes.js';

/** The exit code of an outcome: rewritten and unchanged are both done. */
export function outcomeCode(report: Report): ExitCode {
  if (report.outcome === 'refused') return exitCodes.refused;
  return report.outcome === 'invalid' ? exitCodes.invalid : exitCodes.done;
}

/** What does not parse, on one line: the first problem, as a builder would say it, and how many there are more. */
export function invalidLines(report: Report): readonly string[] {
  const [first, ...others] = report.refusals;
  if (!first) return [];
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return [problemLine(first, report.file) + more];
}

/** The exit code of a verdict. */
export function verdictCode({ verdict }: Verification): ExitCode {
  if (verdict === 'equal') return exitCodes.done;
  return verdict === 'different' ? exitCodes.different : exitCodes.inconclusive;
}

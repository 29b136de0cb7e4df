import type { Report } from '../report/types.js';
import { exitCodes, type ExitCode } from './exit-codes.js';

/** The exit code of an outcome: rewritten and unchanged are both done. */
export function outcomeCode(report: Report): ExitCode {
  if (report.outcome === 'refused') return exitCodes.refused;
  return report.outcome === 'invalid' ? exitCodes.invalid : exitCodes.done;
}

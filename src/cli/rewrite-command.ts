import { relative, resolve } from 'node:path';
import { hasUncommittedChanges, writeAtomically } from '../node/write-file.js';
import { jsonReport } from '../report/json.js';
import { patchReport } from '../report/patch.js';
import { problemText, textReport } from '../report/text.js';
import type { Report } from '../report/types.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { help } from './help.js';
import { runJob } from './job.js';
import { readOptions } from './options.js';
import { err, out, styleFor } from './output.js';

/** The exit code of an outcome: rewritten and unchanged are both done. */
export function outcomeCode(report: Report): ExitCode {
  if (report.outcome === 'refused') return exitCodes.refused;
  return report.outcome === 'invalid' ? exitCodes.invalid : exitCodes.done;
}

function formatted(report: Report, format: string, file: string): string {
  switch (format) {
    case 'json':
      return jsonReport(report);
    case 'patch':
      return patchReport(report, file === '-' ? 'Dockerfile' : relative('.', resolve(file)));
    case 'dockerfile':
      return report.text ?? '';
    default:
      return textReport(report, styleFor(process.stdout));
  }
}

function written(report: Report, to: string): number | null {
  if (report.text === null) return null;
  try {
    writeAtomically(to, report.text);
    return null;
  } catch (error) {
    err(`dockopt: ${to} was not written: ${error instanceof Error ? error.message : String(error)}`);
    return exitCodes.usage;
  }
}

/** `dockopt rewrite`. */
export async function rewriteCommand(argv: readonly string[]): Promise<number> {
  const options = readOptions('rewrite', argv, ['text', 'dockerfile', 'patch', 'json'], {
    write: { type: 'boolean' },
    force: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  });
  if ('problem' in options) {
    err(options.problem);
    return exitCodes.usage;
  }
  if (options.help) {
    out(help['rewrite'] ?? '');
    return exitCodes.done;
  }
  const { write, force, output } = options.values;
  if (write === true && options.file === '-') {
    err('dockopt: --write needs a file, not standard input; use -o FILE');
    return exitCodes.usage;
  }
  if (write === true && typeof output === 'string') {
    err('dockopt: --write or -o, not both');
    return exitCodes.usage;
  }
  const job = await runJob(options);
  if ('problem' in job) {
    err(job.problem);
    return exitCodes.usage;
  }
  for (const remark of job.remarks) err(remark);
  const { report } = job.result;
  const to = typeof output === 'string' ? output : write === true ? options.file : null;
  if (
    write === true &&
    report.outcome === 'rewritten' &&
    force !== true &&
    hasUncommittedChanges(options.file)
  ) {
    err(`dockopt: ${options.file} has uncommitted changes; commit them first, or use --force`);
    return exitCodes.usage;
  }
  if (
    to !== null &&
    (report.outcome === 'rewritten' || (typeof output === 'string' && report.text !== null))
  ) {
    const failed = written(report, to);
    if (failed !== null) return failed;
  }
  if (report.outcome === 'invalid' && options.format !== 'json') {
    for (const refusal of report.refusals) err(problemText(refusal, report.file).trimStart());
    return outcomeCode(report);
  }
  if (options.format === 'dockerfile' || options.format === 'patch') {
    if (report.outcome !== 'rewritten') err(`${report.file}: ${report.outcome}`);
    for (const refusal of report.refusals) err(problemText(refusal, report.file).trimStart());
  }
  out(formatted(report, options.format, options.file));
  return outcomeCode(report);
}

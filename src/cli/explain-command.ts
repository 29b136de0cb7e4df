import { explainReport } from '../report/explain.js';
import { jsonReport } from '../report/json.js';
import { exitCodes } from './exit-codes.js';
import { runJob } from './job.js';
import { readOptions } from './options.js';
import { invalidLines, outcomeCode } from './outcome.js';
import { err, out, styleFor, widthFor } from './output.js';

/** `dockopt explain`. */
export async function explainCommand(argv: readonly string[]): Promise<number> {
  const options = readOptions('explain', argv, ['text', 'json']);
  if ('problem' in options) {
    err(options.problem);
    return exitCodes.usage;
  }
  const job = await runJob(options);
  if ('problem' in job) {
    err(job.problem);
    return exitCodes.usage;
  }
  for (const remark of job.remarks) err(remark);
  const { report } = job;
  if (options.format === 'json') out(jsonReport(report));
  else if (report.outcome === 'invalid') invalidLines(report).forEach(err);
  else out(explainReport(report, { style: styleFor(process.stdout), width: widthFor(process.stdout) }));
  return outcomeCode(report);
}

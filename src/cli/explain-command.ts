import { explainReport } from '../report/explain.js';
import { jsonReport } from '../report/json.js';
import { exitCodes } from './exit-codes.js';
import { help } from './help.js';
import { runJob } from './job.js';
import { readOptions } from './options.js';
import { err, out, styleFor } from './output.js';
import { outcomeCode } from './rewrite-command.js';

/** `dockopt explain`. */
export async function explainCommand(argv: readonly string[]): Promise<number> {
  const options = readOptions('explain', argv, ['text', 'json']);
  if ('problem' in options) {
    err(options.problem);
    return exitCodes.usage;
  }
  if (options.help) {
    out(help['explain'] ?? '');
    return exitCodes.done;
  }
  const job = await runJob(options);
  if ('problem' in job) {
    err(job.problem);
    return exitCodes.usage;
  }
  for (const remark of job.remarks) err(remark);
  const { report } = job.result;
  out(options.format === 'json' ? jsonReport(report) : explainReport(report, styleFor(process.stdout)));
  return outcomeCode(report);
}

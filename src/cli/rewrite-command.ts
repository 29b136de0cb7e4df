import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { gitState, pathInRepository } from '../node/git.js';
import { realFile, writeText } from '../node/write-file.js';
import { jsonReport } from '../report/json.js';
import { gitPatch, patchReport } from '../report/patch.js';
import { problemLine } from '../report/problems.js';
import { textReport } from '../report/text.js';
import type { Report } from '../report/types.js';
import { exitCodes } from './exit-codes.js';
import { runJob } from './job.js';
import { readOptions, type CommonOptions } from './options.js';
import { invalidLines, outcomeCode } from './outcome.js';
import { err, out, styleFor, widthFor } from './output.js';

interface WriteOptions {
  readonly write: boolean;
  readonly force: boolean;
  readonly output: string | null;
}

function writeOptions(options: CommonOptions): WriteOptions {
  const { write, force, output } = options.values;
  return {
    write: write === true,
    force: force === true,
    output: typeof output === 'string' ? output : null,
  };
}

/** What is wrong with writing to that place, before anything is worked out; null when nothing is. */
function writeProblem(file: string, { write, force, output }: WriteOptions): string | null {
  if (write && file === '-') return '--write needs a file, not standard input; use -o FILE';
  if (write && output !== null) return '--write or -o, not both';
  if (force && !write) return '--force goes with --write';
  if (output === '-') return '-o - is not a file; --format dockerfile prints the file to use';
  if (output === null) return null;
  const directory = statSync(dirname(output), { throwIfNoEntry: false });
  if (!directory?.isDirectory()) return `-o ${output}: there is no directory ${dirname(output)}`;
  if (statSync(output, { throwIfNoEntry: false })?.isDirectory())
    return `-o ${output}: a directory; name a file`;
  return file !== '-' && realFile(output) === realFile(file)
    ? `-o ${output}: the Dockerfile itself; use --write`
    : null;
}

/** Writes what is to be written; null when all is well, else the line that says what is not. */
function writeResult(report: Report, file: string, options: WriteOptions): string | null {
  const { write, force, output } = options;
  const wanted = output === null ? write && report.outcome === 'rewritten' : report.outcome !== 'refused';
  if (!wanted || report.text === null) return null;
  const state = write && !force ? gitState(file) : 'saved';
  if (state === 'uncommitted')
    return `${file}: it has changes that are not committed; commit them first, or use --force`;
  if (state === 'unknown') return `${file}: git does not say whether it is committed; use --force`;
  const to = output ?? (write ? file : null);
  if (to === null) return null;
  const problem = writeText(to, report.text);
  if (problem === null) err(`dockopt: wrote ${to}`);
  return problem;
}

/** The patch names the file from the repository's root, so that `git apply` takes it anywhere in the repository. */
function patch(report: Report, file: string): string {
  if (file === '-') return patchReport(report, 'Dockerfile');
  const inside = pathInRepository(file);
  return inside === null
    ? patchReport(report, relative('.', resolve(file)).split(sep).join('/'))
    : gitPatch(report, inside);
}

/** Formats for programs say on stderr why there is nothing new. */
function reasons(report: Report): readonly string[] {
  if (report.outcome === 'rewritten') return [];
  if (report.outcome === 'invalid') return invalidLines(report);
  if (report.outcome === 'unchanged') return [`${report.file}: unchanged: ${report.reason ?? ''}`];
  return report.refusals.map((refusal) => problemLine(refusal, report.file));
}

function print(report: Report, options: CommonOptions): void {
  const { format, file } = options;
  if (format !== 'json' && (format !== 'text' || report.outcome === 'invalid')) reasons(report).forEach(err);
  if (format === 'json') out(jsonReport(report));
  else if (report.outcome === 'invalid') return;
  else if (format === 'patch') out(patch(report, file));
  else if (format === 'dockerfile') out(report.text ?? '');
  else out(textReport(report, { style: styleFor(process.stdout), width: widthFor(process.stdout) }));
}

function wrong(line: string): number {
  err(line);
  return exitCodes.usage;
}

/** `dockopt rewrite`. */
export async function rewriteCommand(argv: readonly string[]): Promise<number> {
  const options = readOptions('rewrite', argv, ['text', 'dockerfile', 'patch', 'json'], {
    write: { type: 'boolean' },
    force: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  });
  if ('problem' in options) return wrong(options.problem);
  const writing = writeOptions(options);
  const problem = writeProblem(options.file, writing);
  if (problem !== null) return wrong(`dockopt: ${problem}`);
  const job = await runJob(options);
  if ('problem' in job) return wrong(job.problem);
  for (const remark of job.remarks) err(remark);
  const failed = writeResult(job.report, options.file, writing);
  if (failed !== null) return wrong(`dockopt: ${failed}`);
  print(job.report, options);
  return outcomeCode(job.report);
}

import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { gitState, pathInRepository } from '../node/git.js';
import { realFile, writeText } from '../node/write-file.js';
import { noSettings, type VerifySettings } from '../node/verify-settings.js';
import { jsonReport } from '../report/json.js';
import { verifiedReport } from '../report/model.js';
import { gitPatch, patchReport } from '../report/patch.js';
import { problemLine } from '../report/problems.js';
import { textReport } from '../report/text.js';
import type { Report } from '../report/types.js';
import { verifySteps } from '../report/verify-steps.js';
import { settingsFor, withSettings } from './config-settings.js';
import { exitCodes } from './exit-codes.js';
import { runJob, type Job } from './job.js';
import { readOptions, type CommonOptions } from './options.js';
import { invalidLines, outcomeCode, verdictCode } from './outcome.js';
import { err, out, styleFor, widthFor } from './output.js';
import { nothingToVerify, ownComparison } from './own-rewrite.js';
import type { UsageProblem } from './usage.js';
import {
  askedFor,
  readVerifyOptions,
  strayVerifyOption,
  verifyTable,
  type VerifyOptions,
} from './verify-options.js';

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

/** Why the file itself may not be written, as far as git is concerned; null when it may. */
function stateProblem(report: Report, file: string, { write, force }: WriteOptions): string | null {
  if (!write || force || report.outcome !== 'rewritten') return null;
  const state = gitState(file);
  if (state === 'uncommitted')
    return `${file}: it has changes that are not committed; commit them first, or use --force`;
  return state === 'unknown' ? `${file}: git does not say whether it is committed; use --force` : null;
}

/** Writes what is to be written; null when all is well, else the line that says what is not. */
function writeResult(report: Report, file: string, options: WriteOptions): string | null {
  const { write, output } = options;
  const wanted = output === null ? write && report.outcome === 'rewritten' : report.outcome !== 'refused';
  if (!wanted || report.text === null) return null;
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
  if (report.verification && report.verification.verdict !== 'equal')
    return [`${report.file}: ${report.verification.verdict}: ${report.verification.because}`];
  if (report.outcome === 'rewritten') return [];
  if (report.outcome === 'invalid') return invalidLines(report);
  if (report.outcome === 'unchanged') return [`${report.file}: unchanged: ${report.reason ?? ''}`];
  return report.refusals.map((refusal) => problemLine(refusal, report.file));
}

function print(report: Report, options: CommonOptions): void {
  const { format, file } = options;
  // A rewrite that is proven different is not the file to use.
  const proven = report.verification?.verdict !== 'different';
  if (format !== 'json' && (format !== 'text' || report.outcome === 'invalid')) reasons(report).forEach(err);
  if (format === 'json') out(jsonReport(report));
  else if (report.outcome === 'invalid') return;
  else if (format === 'patch') out(proven ? patch(report, file) : '');
  else if (format === 'dockerfile') out((proven ? report.text : report.input) ?? '');
  else out(textReport(report, { style: styleFor(process.stdout), width: widthFor(process.stdout) }));
}

function wrong(line: string): number {
  err(line);
  return exitCodes.usage;
}

/** The result that is used, and what stands in the way of writing it. */
interface Settled {
  readonly report: Report;
  readonly code: number;
  readonly different: boolean;
}

/** The rewrite after it was compared with the original on an engine; a number when it was interrupted. */
async function verified(
  job: Job,
  options: CommonOptions,
  asked: VerifyOptions,
  settings: VerifySettings,
): Promise<Settled | UsageProblem | number> {
  const { report, place } = job;
  const comparison = ownComparison(job, options);
  if (!comparison) {
    if (report.outcome !== 'invalid') err(nothingToVerify(job));
    return { report, code: outcomeCode(report), different: false };
  }
  // Loaded when it is needed: it brings a reader of archives.
  const { compare } = await import('./verification.js');
  const compared = await compare(comparison, { common: options, asked, settings });
  if (compared === 'interrupted') return exitCodes.interrupted;
  if ('problem' in compared) return compared;
  const { verification } = compared;
  const different = verification.verdict === 'different';
  const where = place && different ? { ...place, written: null } : place;
  const next =
    where === null ? [] : verifySteps(report, verification, where, askedFor(options, asked, settings));
  return { report: verifiedReport(report, verification, next), code: verdictCode(verification), different };
}

/** `dockopt rewrite`. */
export async function rewriteCommand(argv: readonly string[]): Promise<number> {
  const given = readOptions('rewrite', argv, ['text', 'dockerfile', 'patch', 'json'], {
    write: { type: 'boolean' },
    force: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    verify: { type: 'boolean' },
    ...verifyTable,
  });
  if ('problem' in given) return wrong(given.problem);
  const writing = writeOptions(given);
  const problem = writeProblem(given.file, writing);
  if (problem !== null) return wrong(`dockopt: ${problem}`);
  const verifying = given.values['verify'] === true;
  const stray = verifying ? null : strayVerifyOption(given.values);
  if (stray !== null) return wrong(`dockopt: --${stray} goes with --verify`);
  const asked = readVerifyOptions(given.values);
  if ('problem' in asked) return wrong(asked.problem);
  const settings = verifying ? await settingsFor(given.file, asked) : noSettings;
  if ('problem' in settings) return wrong(settings.problem);
  const options = withSettings(given, settings);
  const job = await runJob(options);
  if ('problem' in job) return wrong(job.problem);
  for (const remark of job.remarks) err(remark);
  const unsaved = stateProblem(job.report, options.file, writing);
  if (unsaved !== null) return wrong(`dockopt: ${unsaved}`);
  const settled = verifying
    ? await verified(job, options, asked, settings)
    : { report: job.report, code: outcomeCode(job.report), different: false };
  if (typeof settled === 'number') return settled;
  if ('problem' in settled) return wrong(settled.problem);
  const { report, code, different } = settled;
  if (different && (writing.write || writing.output !== null))
    err(`dockopt: nothing is written: ${report.verification?.because ?? ''}`);
  const failed = different ? null : writeResult(report, options.file, writing);
  if (failed !== null) return wrong(`dockopt: ${failed}`);
  print(report, options);
  return code;
}

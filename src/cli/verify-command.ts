import { parseDockerfile } from '../dockerfile/parse.js';
import { openContext } from '../node/context.js';
import { rewriteWithContext } from '../node/supply.js';
import { readDockerfile } from '../node/dockerfile-input.js';
import { jsonReport } from '../report/json.js';
import { candidateReport, verifiedReport } from '../report/model.js';
import { textReport } from '../report/text.js';
import type { Report } from '../report/types.js';
import { verifySteps } from '../report/verify-steps.js';
import { verifyReport } from '../report/verify-text.js';
import { resolve } from 'node:path';
import { exitCodes } from './exit-codes.js';
import { fileName, nextPlace, readSource, runJob, shownPath, targetProblem } from './job.js';
import { readOptions, text, type CommonOptions } from './options.js';
import { invalidLines, outcomeCode, verdictCode } from './outcome.js';
import { err, out, styleFor, widthFor } from './output.js';
import { nothingToVerify, ownComparison } from './own-rewrite.js';
import { usage, type UsageProblem } from './usage.js';
import type { Comparison, Manner } from './verification.js';
import { askedFor, readVerifyOptions, verifyTable } from './verify-options.js';
import { settingsFor, withSettings } from './config-settings.js';
import type { NextPlace } from '../report/next-steps.js';

function wrong({ problem }: UsageProblem): number {
  err(problem);
  return exitCodes.usage;
}

/** What to compare, what is known of it before, and what to name in commands to run next. */
interface Prepared {
  readonly comparison: Comparison;
  readonly report: Report;
  readonly place: NextPlace | null;
}

async function candidateOf(options: CommonOptions, file: string): Promise<Prepared | UsageProblem> {
  const source = await readSource(options);
  if ('problem' in source) return source;
  const read = await readDockerfile(file);
  if ('problem' in read) return usage(`--candidate ${file}: ${read.reason}`);
  const target = options.rewrite.target ?? null;
  const own = text(options.values['candidate-target']);
  const { buildArgs } = options.rewrite;
  const problem =
    targetProblem(
      parseDockerfile(source.text, source.shown, buildArgs),
      target,
      '--target',
      fileName(options),
    ) ??
    targetProblem(
      parseDockerfile(read.text, file, buildArgs),
      own ?? target,
      own === null ? '--candidate-target is missing, and --target' : '--candidate-target',
      file,
    );
  if (problem !== null) return usage(problem);
  const { directory, path, shown } = source;
  const context = directory === null ? null : openContext(directory, path);
  const { plan } = await rewriteWithContext({ text: source.text, source: shown }, options.rewrite, context);
  return {
    comparison: {
      original: { text: source.text, file: path, name: shown, target },
      candidate: { text: read.text, file: resolve(file), name: shownPath(file), target: own ?? target },
      report: null,
      programs: plan?.programs ?? [],
      directory,
    },
    report: candidateReport(shown, options.rewrite.level ?? 'standard', source.text, read.text),
    place: nextPlace(options, shown, directory),
  };
}

/** The rewrite of the file; a number when there is none: that exit code, everything being said. */
async function rewriteOf(options: CommonOptions): Promise<Prepared | UsageProblem | number> {
  const job = await runJob(options);
  if ('problem' in job) return job;
  for (const remark of job.remarks) err(remark);
  const { report, place } = job;
  const comparison = ownComparison(job, options);
  if (comparison) return { comparison, report, place };
  if (options.format === 'json') out(jsonReport(report));
  if (report.outcome === 'invalid') {
    if (options.format !== 'json') invalidLines(report).forEach(err);
  } else {
    err(nothingToVerify(job));
    const look = { style: styleFor(process.stdout), width: widthFor(process.stdout) };
    if (options.format === 'text') out(textReport(report, look));
  }
  return outcomeCode(report);
}

/** `dockopt verify`. */
export async function verifyCommand(argv: readonly string[]): Promise<number> {
  const given = readOptions('verify', argv, ['text', 'json'], {
    ...verifyTable,
    keep: { type: 'boolean' },
    candidate: { type: 'string' },
    'candidate-target': { type: 'string' },
  });
  if ('problem' in given) return wrong(given);
  const read = readVerifyOptions(given.values);
  if ('problem' in read) return wrong(read);
  const asked = { ...read, keepImages: read.keepImages || given.values['keep'] === true };
  const candidate = text(given.values['candidate']);
  if (candidate === null && given.values['candidate-target'] !== undefined)
    return wrong(usage('--candidate-target goes with --candidate'));
  if (candidate === '-')
    return wrong(usage('--candidate - is not a file; standard input can be the original'));
  const settings = await settingsFor(given.file, asked);
  if ('problem' in settings) return wrong(settings);
  const options = withSettings(given, settings);
  const prepared = candidate === null ? await rewriteOf(options) : await candidateOf(options, candidate);
  if (typeof prepared === 'number') return prepared;
  if ('problem' in prepared) return wrong(prepared);
  const manner: Manner = { common: options, asked, settings };
  // Loaded when it is needed: it brings a reader of archives.
  const { compare } = await import('./verification.js');
  const compared = await compare(prepared.comparison, manner);
  if (compared === 'interrupted') return exitCodes.interrupted;
  if ('problem' in compared) return wrong(compared);
  const { verification } = compared;
  const { place } = prepared;
  const steps =
    place === null
      ? []
      : verifySteps(prepared.report, verification, place, askedFor(options, asked, settings));
  const report = verifiedReport(prepared.report, verification, steps);
  const look = { style: styleFor(process.stdout), width: widthFor(process.stdout) };
  out(options.format === 'json' ? jsonReport(report) : verifyReport(report, verification, look));
  return verdictCode(verification);
}

import { ownComparison } from '../../src/cli/own-rewrite.js';
import { findEngine } from '../../src/node/engine/detect.js';
import { openSession } from '../../src/node/engine/session.js';
import type { Session } from '../../src/node/engine/types.js';
import { rewriteWithContext } from '../../src/node/supply.js';
import { verify } from '../../src/node/verify/verify.js';
import type { Listing, Observation, Verification } from '../../src/verify/types.js';
import { join } from 'node:path';
import type { CorpusCase } from '../support/corpus.js';
import { casePlan, unexpected } from './case-plan.js';
import { chosenCases, minutesOf } from './choose.js';

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

function problems({ verdict, because, checks, log: lines }: Verification): string {
  const found = checks.flatMap(({ check, state, because: why, findings }) => [
    ...(state === 'skipped' ? [`  ${check} skipped: ${why}`] : []),
    ...findings
      .filter(({ weight }) => weight === 'different' || weight === 'unsure')
      .map(
        (each) =>
          `  ${each.check} ${each.code} ${each.subject}: ${each.because}\n    before ${each.before ?? '-'}\n    after  ${each.after ?? '-'}`,
      ),
  ]);
  return [`${verdict}: ${because}`, ...found, ...lines.map((line) => `  | ${line}`)].join('\n');
}

function megabytes(verification: Verification): string {
  const sides = [verification.before, verification.after].map((each) =>
    Math.round((each?.size?.bytes ?? 0) / 1e6),
  );
  return `${sides[0] ?? 0} MB -> ${sides[1] ?? 0} MB here`;
}

/** File systems of base images that are kept for the next case: neighbours often share one. */
const MOST_BASES = 3;

/** Verifies a case's rewrite; a line about its sizes when it is equal, else what is wrong. */
async function verified(
  each: CorpusCase,
  files: boolean,
  bases: Map<string, Listing>,
  signal: AbortSignal,
): Promise<{ ok: boolean; text: string }> {
  const { run } = each.spec;
  const { report, plan } = await rewriteWithContext(
    { text: each.text, source: 'Dockerfile' },
    each.options,
    each.context,
  );
  // What is built is what the command line builds.
  const comparison = ownComparison(
    {
      report,
      text: each.text,
      shown: 'Dockerfile',
      path: join(each.directory, 'Dockerfile'),
      directory: each.context ? join(each.directory, 'context') : each.directory,
      programs: plan?.programs ?? [],
    },
    { rewrite: each.options },
  );
  if (!run || comparison === null || comparison.directory === null)
    return { ok: false, text: `it is ${report.outcome}` };
  const found = await findEngine(null, signal);
  if ('problem' in found) return { ok: false, text: found.problem };
  let original: readonly Observation[] = [];
  const session: Session = await openSession(found.engine, signal);
  try {
    const verification = await verify(session, {
      original: comparison.original,
      candidate: comparison.candidate,
      report,
      programs: comparison.programs,
      context: comparison.directory,
      buildArgs: each.spec.buildArgs ?? {},
      secrets: [],
      ssh: [],
      platform: null,
      run: casePlan(run),
      without: [],
      files,
      times: false,
      compressed: false,
      bases,
      onProgress: () => {},
      onSeen: (before) => (original = before),
    });
    if (verification.verdict !== 'equal') return { ok: false, text: problems(verification) };
    const wrong = unexpected(run, original);
    return wrong === null ? { ok: true, text: megabytes(verification) } : { ok: false, text: wrong };
  } finally {
    await session.close();
  }
}

/**
 * Verifies the rewrites of the chosen cases (choose.ts) on whatever engine is on PATH. With `--no-files` only builds, config
 * and behaviour are compared: a fifth of the time.
 */
async function main(): Promise<number> {
  const argv = process.argv.slice(2);
  const chosen = chosenCases(argv);
  const end = Date.now() + minutesOf(argv) * 60_000;
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  process.on('SIGTERM', () => stop.abort());
  const bases = new Map<string, Listing>();
  let passed = 0;
  let failed = 0;
  for (const each of chosen) {
    if (stop.signal.aborted || Date.now() > end) break;
    const started = Date.now();
    const { ok, text } = await verified(each, !argv.includes('--no-files'), bases, stop.signal);
    for (const oldest of [...bases.keys()].slice(0, -MOST_BASES)) bases.delete(oldest);
    const seconds = Math.round((Date.now() - started) / 1000);
    if (ok) passed++;
    else failed++;
    log(ok ? `ok ${each.name} (${seconds} s, ${text})` : `not ok ${each.name} (${seconds} s)\n${text}`);
  }
  const left = chosen.length - passed - failed;
  if (left > 0) log(`${left} cases are left: the time was over`);
  log(`docker: ${passed} passed, ${failed} failed`);
  return failed > 0 || chosen.length === 0 ? 1 : 0;
}

process.exitCode = await main();

import { join } from 'node:path';
import { findEngine } from '../../src/node/engine/detect.js';
import type { FoundEngine } from '../../src/node/engine/found.js';
import { openSession } from '../../src/node/engine/session.js';
import type { Session } from '../../src/node/engine/types.js';
import { verify } from '../../src/node/verify/verify.js';
import type { Finding, Listing, Verification } from '../../src/verify/types.js';
import type { CorpusCase } from '../support/corpus.js';
import { casePlan } from './case-plan.js';
import { minutesOf } from './choose.js';
import { edited, plots, type Plot } from './faults/planted.js';
import type { Fault, Twin } from './faults/types.js';

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

function decisive({ checks }: Verification): readonly Finding[] {
  return checks.flatMap(({ findings }) =>
    findings.filter(({ weight }) => weight === 'different' || weight === 'unsure'),
  );
}

function codesOf(verification: Verification): string {
  return [...new Set(decisive(verification).map(({ check, code }) => `${check} ${code}`))].join(', ');
}

function described(verification: Verification): string {
  const findings = verification.checks.flatMap((each) =>
    each.findings.map(
      ({ check, code, weight, subject, because, before, after }) =>
        `  ${weight} ${check} ${code} ${subject}: ${because} (${before ?? '-'} | ${after ?? '-'})`,
    ),
  );
  const lines = verification.log.map((line) => `  | ${line}`);
  return [`  ${verification.verdict}: ${verification.because}`, ...findings, ...lines].join('\n');
}

/** What of a fault is not found as it should be; null when all is. */
function missed(planted: Fault | Twin, verification: Verification): string | null {
  if (verification.verdict !== planted.verdict) return `it is not ${planted.verdict}`;
  if (planted.verdict === 'equal') return null;
  const found = decisive(verification);
  const missing = planted.found.filter(
    ([check, code]) => !found.some((each) => each.check === check && each.code === code),
  );
  if (missing.length === 0) return null;
  return `not found: ${missing.map((each) => each.join(' ')).join(', ')}`;
}

/** What all candidates of one original share. */
interface Ground {
  readonly session: Session;
  readonly case: CorpusCase;
  readonly known: Map<string, Listing>;
}

/** As `dockopt verify --candidate` does it: nothing is told about the candidate. */
async function verified(
  ground: Ground,
  text: string,
  without: readonly string[],
): Promise<Verification | null> {
  const { directory, options, spec, context, text: original } = ground.case;
  if (!spec.run) return null;
  const file = join(directory, 'Dockerfile');
  const target = options.target ?? null;
  return verify(ground.session, {
    original: { text: original, file, name: 'the original', target },
    candidate: { text, file, name: 'the candidate', target },
    report: null,
    programs: [],
    context: context ? join(directory, 'context') : directory,
    buildArgs: spec.buildArgs ?? {},
    secrets: [],
    ssh: [],
    platform: null,
    // Nothing that is planted shows later than that.
    run: { ...casePlan(spec.run), wait: 30, watched: 4 },
    without,
    times: false,
    compressed: false,
    known: ground.known,
    bases: ground.known,
    onProgress: () => {},
  });
}

async function judge(ground: Ground, planted: Fault | Twin): Promise<boolean> {
  const name = `${ground.case.name}: ${planted.name}`;
  const text = edited(ground.case, planted.edit);
  if (text === null) {
    log(`not ok ${name}\n  the rewrite does not hold what is to be changed`);
    return false;
  }
  const started = Date.now();
  const seen = await verified(ground, text, planted.without ?? []);
  const seconds = Math.round((Date.now() - started) / 1000);
  const problem = seen === null ? 'it is not started' : missed(planted, seen);
  if (problem === null && seen !== null) {
    log(`ok ${name} (${seconds} s, ${seen.verdict}${codesOf(seen) && `: ${codesOf(seen)}`})`);
    return true;
  }
  log(`not ok ${name} (${seconds} s)\n  ${problem ?? ''}\n${seen === null ? '' : described(seen)}`);
  return false;
}

async function judgeAll(
  engine: FoundEngine,
  { case: of, planted }: Plot,
  signal: AbortSignal,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const session = await openSession(engine, signal);
  const ground: Ground = { session, case: of, known: new Map() };
  let passed = 0;
  let failed = 0;
  try {
    for (const each of planted) {
      if (signal.aborted) break;
      if (await judge(ground, each)) passed++;
      else failed++;
    }
  } finally {
    await session.close();
  }
  return { passed, failed };
}

/**
 * Plants faults in rewrites and looks whether `dockopt verify` finds each by the right check, and that it takes harmless
 * changes for equal. Words choose by name or case, `--minutes=N` ends with the case at that time. Whatever engine is on PATH is used.
 */
async function main(): Promise<number> {
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  process.on('SIGTERM', () => stop.abort());
  const found = await findEngine(null, stop.signal);
  if ('problem' in found) {
    log(found.problem);
    return 2;
  }
  let passed = 0;
  let failed = 0;
  const argv = process.argv.slice(2);
  const end = Date.now() + minutesOf(argv) * 60_000;
  let left = 0;
  for (const plot of plots(argv.filter((arg) => !arg.startsWith('-')))) {
    if (stop.signal.aborted || Date.now() > end) {
      left += plot.planted.length;
      continue;
    }
    const counts = await judgeAll(found.engine, plot, stop.signal);
    passed += counts.passed;
    failed += counts.failed;
  }
  if (left > 0) log(`${left} are left: the time was over`);
  log(`docker: ${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exitCode = await main();

import { resolve } from 'node:path';
import { findEngine } from '../node/engine/detect.js';
import { openSession } from '../node/engine/session.js';
import type { FoundEngine } from '../node/engine/found.js';
import type { Side } from '../node/verify/types.js';
import { verify } from '../node/verify/verify.js';
import type { VerifySettings } from '../node/verify-settings.js';
import type { Report } from '../report/types.js';
import type { Verification } from '../verify/types.js';
import { interruptible } from './interruptible.js';
import type { CommonOptions } from './options.js';
import { err } from './output.js';
import { showProgress } from './progress.js';
import { usage, type UsageProblem } from './usage.js';
import { wholePlan, wholeSecrets, type VerifyOptions } from './verify-options.js';

/** What is compared with what. */
export interface Comparison {
  readonly original: Side;
  readonly candidate: Side;
  /** What dockopt says of its own rewrite; null for a candidate from elsewhere. */
  readonly report: Report | null;
  /** Programs that run time calls, by the plan of dockopt's own rewrite. */
  readonly programs: readonly string[];
  /** Directory of the build context. */
  readonly directory: string | null;
}

/** Everything that says how to compare. */
export interface Manner {
  readonly common: CommonOptions;
  readonly asked: VerifyOptions;
  readonly settings: VerifySettings;
}

export type Compared = { readonly verification: Verification } | UsageProblem | 'interrupted';

/** What the engine cannot do of what is asked; null when it can do all. */
function unable(engine: FoundEngine, asked: VerifyOptions, secrets: readonly string[]): string | null {
  const name = `${engine.name} with its builder (${engine.builder})`;
  if (secrets.length > 0 && !engine.can.secrets) return `--secret: ${name} takes no secrets`;
  if (asked.ssh.length > 0 && !engine.can.ssh) return `--ssh: ${name} forwards no SSH agent`;
  if (asked.platform !== null && !engine.can.platform)
    return `--platform: ${name} builds for its own platform alone`;
  return null;
}

/** Said when programs of the platform that was asked for cannot be started here; null otherwise. */
function notStarted({ checks, log }: Verification, platform: string | null): string | null {
  const seen = checks.flatMap(({ findings }) => findings.map(({ before, after }) => `${before}\n${after}`));
  if (platform === null || !/exec format error/i.test([...seen, ...log].join('\n'))) return null;
  return `--platform ${platform}: this machine does not start such programs; verify on one that does, or install an emulator (QEMU with binfmt_misc)`;
}

async function compareWith(
  signal: AbortSignal,
  comparison: Comparison,
  context: string,
  { common, asked, settings }: Manner,
): Promise<{ readonly verification: Verification } | UsageProblem> {
  const found = await findEngine(asked.engine, signal);
  if ('problem' in found) return usage(found.problem);
  const secrets = wholeSecrets(asked, settings);
  const problem = unable(found.engine, asked, secrets);
  if (problem !== null) return usage(problem);
  const progress = showProgress(asked.progress, process.stderr, process.env['TERM'] ?? '');
  signal.addEventListener('abort', progress.end, { once: true });
  if (found.passedOver !== null)
    progress.report({ kind: 'remark', text: `${found.passedOver}: using ${found.engine.name}` });
  const session = await openSession(found.engine, signal);
  try {
    const { original, candidate, report, programs } = comparison;
    const verification = await verify(session, {
      original,
      candidate,
      report,
      programs,
      context,
      buildArgs: common.rewrite.buildArgs ?? {},
      secrets,
      ssh: asked.ssh,
      platform: asked.platform,
      run: wholePlan(asked.run, settings),
      without: asked.without.length > 0 ? asked.without : (settings.without ?? []),
      times: asked.times,
      compressed: asked.compressed,
      onProgress: progress.report,
    });
    progress.end();
    const remark = notStarted(verification, asked.platform);
    if (remark !== null) err(`dockopt: ${remark}`);
    return { verification };
  } finally {
    progress.end();
    const kept = asked.keepImages && !signal.aborted ? await session.keep(['original', 'candidate']) : [];
    await session.close();
    if (kept.length > 0) err(`dockopt: kept: ${kept.join(' and ')}`);
  }
}

/** Builds and compares both on an engine, and removes again what was made for it, also when it is interrupted. */
export async function compare(comparison: Comparison, manner: Manner): Promise<Compared> {
  const { directory } = comparison;
  if (directory === null)
    return usage(
      'standard input has no build context, and both images are built from one; use --context DIR',
    );
  const done = await interruptible((signal) => compareWith(signal, comparison, resolve(directory), manner));
  return done.interrupted ? 'interrupted' : done.value;
}

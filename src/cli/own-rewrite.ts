import { laterTarget } from '../rewrite.js';
import type { Job } from './job.js';
import type { CommonOptions } from './options.js';
import type { Comparison } from './verification.js';

/** What a comparison takes of a rewrite. */
export type Rewritten = Pick<Job, 'report' | 'text' | 'shown' | 'path' | 'directory' | 'programs'>;

/** A Dockerfile and what dockopt makes of it; null when that is nothing new. */
export function ownComparison(job: Rewritten, options: Pick<CommonOptions, 'rewrite'>): Comparison | null {
  const { report, text, shown, path, directory, programs } = job;
  if (report.outcome !== 'rewritten' || report.text === null) return null;
  const target = options.rewrite.target ?? null;
  return {
    original: { text, file: path, name: shown, target },
    // In the place of the original: the same NAME.dockerignore is in force.
    candidate: {
      text: report.text,
      file: path,
      name: `the rewrite of ${shown}`,
      target: laterTarget(target, report),
    },
    report,
    programs,
    directory,
  };
}

/** Why there is nothing to compare, in one line. */
export function nothingToVerify({ report }: Job): string {
  const why =
    report.outcome === 'unchanged'
      ? `unchanged (${report.reason ?? ''}), so there is nothing to compare`
      : 'refused, so there is no rewrite to verify; --candidate FILE compares another file with it';
  return `dockopt: ${report.file}: ${why}`;
}

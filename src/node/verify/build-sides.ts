import type { Finding } from '../../verify/types.js';
import type { BuildResult, Session } from '../engine/types.js';
import type { Side, VerifyRequest } from './types.js';

export interface BuildOptions {
  readonly tag: string;
  readonly cache: boolean;
  /** Another context than the request's. */
  readonly context?: string;
  /** Another stage than the side's own. */
  readonly target?: string;
}

/** Builds one side of a comparison, its log passed on line by line. */
export function buildSide(
  session: Session,
  request: VerifyRequest,
  side: Side,
  options: BuildOptions,
): Promise<BuildResult> {
  return session.engine.build({
    text: side.text,
    file: side.file,
    context: options.context ?? request.context,
    tag: options.tag,
    target: options.target ?? side.target,
    buildArgs: request.buildArgs,
    secrets: request.secrets,
    ssh: request.ssh,
    platform: request.platform,
    cache: options.cache,
    onLine: (text) => request.onProgress({ kind: 'log', text }),
  });
}

/** What a build that failed says about the comparison. */
export function buildFinding(side: 'original' | 'candidate'): Finding {
  const original = side === 'original';
  return {
    check: 'build',
    code: original ? 'V-ORIGINAL-BUILD' : 'V-CANDIDATE-BUILD',
    weight: original ? 'unsure' : 'different',
    subject: `the ${side}`,
    before: original ? 'does not build' : 'builds',
    after: original ? null : 'does not build',
    because: original
      ? 'it does not build, so there is nothing to compare with'
      : 'it does not build, and the original does',
  };
}

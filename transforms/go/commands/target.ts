import type { BuildTarget } from '../source/constraints.js';
import type { GoCall } from './call.js';

/** What a call builds for, as far as its words and environment say. The machine is taken to be linux/amd64. */
export function buildTarget(call: Pick<GoCall, 'env' | 'flags'> & Partial<GoCall>): BuildTarget {
  const value = call.flags.findLast((flag) => flag.name === 'tags')?.value;
  return {
    goos: call.env.GOOS || 'linux',
    goarch: call.env.GOARCH || 'amd64',
    tags: (value ?? '').split(/[\s,]+/).filter(Boolean),
    cgo: call.env.CGO_ENABLED === '0' ? 'off' : call.env.CGO_ENABLED === '1' ? 'on' : 'unknown',
  };
}

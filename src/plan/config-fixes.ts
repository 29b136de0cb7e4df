import { compareContracts, type ConfigDifference } from '../dockerfile/compare.js';
import type { RuntimeContract } from '../dockerfile/types.js';
import type { Evidence } from '../classify/types.js';
import type { Step } from './types.js';

export interface ConfigReview {
  /** Instructions that put back what the old base's config gave. They stand right after FROM. */
  readonly fixes: readonly Step[];
  /** What a new base changes and may change, with the reason. */
  readonly allowed: readonly { readonly difference: ConfigDifference; readonly reason: string }[];
  /** What cannot be put back. */
  readonly left: readonly ConfigDifference[];
}

function quoted(value: string): string {
  return /^[\w./:@%+,=-]+$/.test(value) ? value : `"${value.replaceAll(/["\\$]/g, '\\$&')}"`;
}

function add(keyword: string, body: string, because: string): Step {
  const evidence: Evidence = { rule: 'config/inherited', because, at: null };
  return { step: 'add', keyword, body, evidence: [evidence] };
}

/** The instruction that gives one config field the value that it had; null when no instruction can. */
function fix(difference: ConfigDifference, before: RuntimeContract): Step | null {
  const because = `${difference.field} came with the old base image`;
  if (difference.field.startsWith('env:')) {
    const name = difference.field.slice(4);
    const value = before.env[name];
    return value === undefined ? null : add('ENV', `${name}=${quoted(value)}`, because);
  }
  switch (difference.field) {
    case 'workdir':
      return add('WORKDIR', before.workdir === '' ? '/' : before.workdir, because);
    case 'user':
      return add('USER', before.user === '' ? 'root' : before.user, because);
    case 'entrypoint':
      return add('ENTRYPOINT', JSON.stringify(before.entrypoint ?? []), because);
    case 'cmd':
      return add('CMD', JSON.stringify(before.cmd ?? []), because);
    case 'stopSignal':
      return before.stopSignal === null ? null : add('STOPSIGNAL', before.stopSignal, because);
    case 'healthcheck':
      return add('HEALTHCHECK', before.healthcheck ?? 'NONE', because);
    case 'exposed': {
      return before.exposed.length === 0 ? null : add('EXPOSE', before.exposed.join(' '), because);
    }
    case 'shell':
      return add('SHELL', JSON.stringify(before.shell), because);
    case 'volumes':
      return before.volumes.length === 0 ? null : add('VOLUME', JSON.stringify(before.volumes), because);
    default:
      return null;
  }
}

/**
 * Compares the contract of a new final stage with the input's: what is allowed (`reason` says why, null for not), what is
 * put back, what is left.
 */
export function reviewConfig(
  before: RuntimeContract,
  after: RuntimeContract,
  reason: (difference: ConfigDifference) => string | null,
): ConfigReview {
  const fixes: Step[] = [];
  const allowed: { difference: ConfigDifference; reason: string }[] = [];
  const left: ConfigDifference[] = [];
  for (const difference of compareContracts(before, after)) {
    const why = reason(difference);
    const step = why === null ? fix(difference, before) : null;
    if (why !== null) allowed.push({ difference, reason: why });
    else if (step) fixes.push(step);
    else left.push(difference);
  }
  return { fixes, allowed, left };
}

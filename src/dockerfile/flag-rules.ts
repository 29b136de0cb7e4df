import { csvFields } from './flags.js';
import type { Flag } from './types.js';

type Kind = 'bool' | 'text' | 'texts';

const rules: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  add: {
    chown: 'text',
    chmod: 'text',
    link: 'bool',
    'keep-git-dir': 'bool',
    checksum: 'text',
    unpack: 'bool',
    exclude: 'texts',
  },
  copy: { from: 'text', chown: 'text', chmod: 'text', link: 'bool', parents: 'bool', exclude: 'texts' },
  from: { platform: 'text' },
  healthcheck: {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  },
  run: { mount: 'texts', network: 'text', security: 'text', device: 'texts' },
};

/** BuildKit reads no flags on these and says nothing when some are there. */
const unchecked = new Set(['arg', 'stopsignal']);

/** Why an instruction's flags are wrong (BuildKit's bflag.go), or null. */
export function flagError(instruction: string, flags: readonly Flag[], args: string): string | null {
  if (flags.length === 0 || unchecked.has(instruction)) return null;
  if (instruction === 'healthcheck' && args.toUpperCase() === 'NONE') return null;
  const known = rules[instruction] ?? {};
  const seen = new Set<string>();
  for (const { name, value } of flags) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) return `unknown flag --${name}`;
    if (seen.has(name) && kind !== 'texts') return `the flag --${name} stands twice`;
    seen.add(name);
    if (kind !== 'bool' && value === null) return `the flag --${name} has no value`;
    if (kind === 'bool' && value !== null && !/^(?:true|false)$/i.test(value)) {
      return `the flag --${name} is true or false`;
    }
    const wrong = valueError(name, value ?? '');
    if (wrong !== null) return wrong;
  }
  return null;
}

const duration = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

function valueError(name: string, value: string): string | null {
  switch (name) {
    case 'mount':
      return mountError(value);
    case 'network':
      return /^(?:default|none|host)$/.test(value) ? null : `unknown network mode "${value}"`;
    case 'security':
      return /^(?:insecure|sandbox)$/.test(value) ? null : `unknown security mode "${value}"`;
    case 'interval':
    case 'timeout':
    case 'start-period':
    case 'start-interval':
      return value === '' || duration.test(value) ? null : `--${name}=${value} is no duration`;
    case 'retries':
      return value === '' || /^\+?\d{1,9}$/.test(value) ? null : `--retries=${value} is no count`;
    default:
      return null;
  }
}

const mountTypes = new Set(['bind', 'cache', 'tmpfs', 'secret', 'ssh']);
const mountSwitches = new Set(['readonly', 'ro', 'readwrite', 'rw', 'required']);
const mountKey =
  /^(?:type|from|source|src|target|dst|destination|readonly|ro|readwrite|rw|required|size|id|sharing|mode|uid|gid|env)$/;

function mountError(value: string): string | null {
  const fields = csvFields(value);
  if (fields === null) return 'the quotes of --mount do not match';
  for (const field of fields) {
    const equals = field.indexOf('=');
    const key = (equals === -1 ? field : field.slice(0, equals)).toLowerCase();
    const text = equals === -1 ? '' : field.slice(equals + 1);
    const known = equals === -1 ? mountSwitches.has(key) : mountKey.test(key);
    if (!known) return `--mount has no option "${field}"`;
    if (key === 'type' && !text.includes('$') && !mountTypes.has(text.toLowerCase())) {
      return `"${text}" is no type of --mount`;
    }
    if (key === 'from' && /\$./.test(text)) return '--mount=from takes no variable; name a stage';
  }
  return null;
}

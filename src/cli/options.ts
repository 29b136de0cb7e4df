import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { RewriteOptions } from '../rewrite.js';
import type { AllowKind, Level } from '../transform/types.js';
import { usage, type UsageProblem } from './usage.js';

const LEVELS: readonly Level[] = ['safe', 'standard', 'minimal'];
const KINDS: readonly AllowKind[] = [
  'nginx',
  'libc',
  'unwrap',
  'static-go',
  'scratch',
  'dev-server',
  'non-root',
  'cache-mounts',
];

/** The options that `rewrite` and `explain` share, read from a command line. */
export interface CommonOptions {
  /** Path of the Dockerfile, `-` for standard input. */
  readonly file: string;
  readonly context: string | null;
  readonly rewrite: RewriteOptions;
  readonly format: string;
  /** The command's own options. */
  readonly values: Readonly<Record<string, unknown>>;
}

const shared = {
  level: { type: 'string' },
  allow: { type: 'string', multiple: true },
  base: { type: 'string' },
  keep: { type: 'string', multiple: true },
  pin: { type: 'string', multiple: true },
  context: { type: 'string' },
  target: { type: 'string' },
  'build-arg': { type: 'string', multiple: true },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

/** True when the command line asks for help, whatever else stands there. */
export function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

/** An option that may be repeated. */
export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** An option with one value. */
export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function list(values: readonly string[]): readonly string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function oneOf<T extends string>(value: string, all: readonly T[]): T | null {
  return all.find((each) => each === value) ?? null;
}

/** `NAME=VALUE` words as a record; the word that is none of them otherwise. */
export function variables(values: readonly string[]): Readonly<Record<string, string>> | string {
  const found: Record<string, string> = {};
  for (const value of values) {
    const equals = value.indexOf('=');
    const name = equals < 0 ? value : value.slice(0, equals);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return value;
    // As with docker build, a bare NAME takes its value from the environment.
    const given = equals < 0 ? process.env[name] : value.slice(equals + 1);
    if (given !== undefined) found[name] = given;
  }
  return found;
}

/** What parseArgs says, as one line of ours. */
function complaint(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
  if (message.startsWith('Unknown option')) return `unknown option ${option}`;
  if (message.includes('does not take an argument') && option.includes('--keep'))
    return '--keep takes no value: it keeps both images; --pin WHAT names what the final image must keep';
  if (message.includes('does not take an argument')) return `${option.replace(/,$/, '')} takes no value`;
  const name = /--[\w-]+/.exec(message)?.[0] ?? option;
  const dash = message.includes('ambiguous') ? `; one that begins with a dash is written ${name}=VALUE` : '';
  return `${name}: a value is missing${dash}`;
}

function emptyOption(values: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(values)) {
    const given = Array.isArray(value) ? value : [value];
    // No words at all: the image's own command, beside others.
    if (name === 'run') continue;
    if (given.some((each) => typeof each === 'string' && each.trim() === '')) return name;
  }
  return null;
}

function rewriteOptions(values: Readonly<Record<string, unknown>>): RewriteOptions | string {
  const level = oneOf(text(values['level']) ?? 'standard', LEVELS);
  if (!level) return `--level ${text(values['level']) ?? ''}: the levels are ${LEVELS.join(', ')}`;
  const allow: AllowKind[] = [];
  for (const name of list(strings(values['allow']))) {
    const kind = oneOf(name, KINDS);
    if (!kind) return `--allow ${name}: the kinds are ${KINDS.join(', ')}`;
    allow.push(kind);
  }
  const base = text(values['base']);
  if (base !== null && /\s/.test(base)) return `--base ${base}: not the name of an image`;
  // `verify --keep` is a switch, so `--pin` says the same in every command.
  const kept = list(strings(values['keep']));
  const keep = [...kept, ...list(strings(values['pin']))];
  const relative = keep.find((each) => /^\.{1,2}(?:\/|$)/.test(each) || /\s/.test(each));
  if (relative !== undefined)
    return `--${kept.includes(relative) ? 'keep' : 'pin'} ${relative}: an absolute path in the image or a package name is wanted`;
  const args = variables(strings(values['build-arg']));
  if (typeof args === 'string') return `--build-arg ${args}: NAME=VALUE is wanted`;
  return { level, allow, base, keep, target: text(values['target']), buildArgs: args };
}

/** Reads a command line; `formats` are the command's, its first one is the default, `extra` its own options. */
export function readOptions(
  command: string,
  argv: readonly string[],
  formats: readonly string[],
  extra: NonNullable<ParseArgsConfig['options']> = {},
): CommonOptions | UsageProblem {
  const wrong = (message: string): UsageProblem => usage(`${message}; see dockopt ${command} --help`);
  let values: Readonly<Record<string, unknown>>;
  let positionals: readonly string[];
  try {
    const options = { ...shared, ...extra };
    ({ values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true }));
  } catch (error) {
    return wrong(complaint(error));
  }
  if (positionals.length > 1) return wrong(`one Dockerfile at a time, not ${positionals.length}`);
  const empty = emptyOption(values);
  if (empty !== null) return wrong(`--${empty}: a value is missing`);
  const rewrite = rewriteOptions(values);
  if (typeof rewrite === 'string') return usage(rewrite);
  const format = text(values['format']) ?? formats[0] ?? 'text';
  if (!formats.includes(format)) return usage(`--format ${format}: the formats are ${formats.join(', ')}`);
  const file = positionals[0] ?? 'Dockerfile';
  if (file === '') return wrong('the name of the Dockerfile is empty');
  return { file, context: text(values['context']), rewrite, format, values };
}

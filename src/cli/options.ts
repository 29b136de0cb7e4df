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

export type Format = 'text' | 'dockerfile' | 'patch' | 'json';

/** The options that `rewrite` and `explain` share, read from a command line. */
export interface CommonOptions {
  /** Path of the Dockerfile, `-` for standard input. */
  readonly file: string;
  readonly context: string | null;
  readonly rewrite: RewriteOptions;
  readonly format: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly help: boolean;
}

const shared = {
  level: { type: 'string' },
  allow: { type: 'string', multiple: true },
  base: { type: 'string' },
  keep: { type: 'string', multiple: true },
  context: { type: 'string' },
  target: { type: 'string' },
  'build-arg': { type: 'string', multiple: true },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function text(value: unknown): string | null {
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

function buildArgs(values: readonly string[]): Readonly<Record<string, string>> | UsageProblem {
  const found: Record<string, string> = {};
  for (const value of values) {
    const equals = value.indexOf('=');
    const name = equals < 0 ? value : value.slice(0, equals);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return usage(`--build-arg ${value}: NAME=VALUE is wanted`);
    // As with docker build, a bare NAME takes its value from the environment.
    const given = equals < 0 ? process.env[name] : value.slice(equals + 1);
    if (given !== undefined) found[name] = given;
  }
  return found;
}

function hint(message: string): string {
  return (
    message
      .split('\n')[0]
      ?.replace(/\. To specify.*$/, '')
      .replace(/'$/, "'") ?? message
  );
}

/** Reads a command line; `formats` are the command's, its first one is the default, `extra` its own options. */
export function readOptions(
  command: string,
  argv: readonly string[],
  formats: readonly string[],
  extra: NonNullable<ParseArgsConfig['options']> = {},
): CommonOptions | UsageProblem {
  let values: Readonly<Record<string, unknown>>;
  let positionals: readonly string[];
  try {
    const parsed = parseArgs({
      args: [...argv],
      options: { ...shared, ...extra },
      allowPositionals: true,
      strict: true,
    });
    values = parsed.values;
    positionals = parsed.positionals;
  } catch (error) {
    return usage(
      `${hint(error instanceof Error ? error.message : String(error))}; see dockopt ${command} --help`,
    );
  }
  if (positionals.length > 1)
    return usage(`one Dockerfile at a time, not ${positionals.length}; see dockopt ${command} --help`);
  const level = oneOf(text(values['level']) ?? 'standard', LEVELS);
  if (!level) return usage(`--level ${text(values['level']) ?? ''}: there are ${LEVELS.join(', ')}`);
  const allow: AllowKind[] = [];
  for (const name of list(strings(values['allow']))) {
    const kind = oneOf(name, KINDS);
    if (!kind) return usage(`--allow ${name}: there are ${KINDS.join(', ')}`);
    allow.push(kind);
  }
  const format = text(values['format']) ?? formats[0] ?? 'text';
  if (!formats.includes(format)) return usage(`--format ${format}: there are ${formats.join(', ')}`);
  const args = buildArgs(strings(values['build-arg']));
  if ('problem' in args && typeof args.problem === 'string' && args.problem.startsWith('dockopt: '))
    return usage(args.problem.slice('dockopt: '.length));
  const given = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]));
  return {
    file: positionals[0] ?? 'Dockerfile',
    context: text(values['context']),
    rewrite: {
      level,
      allow,
      base: text(values['base']),
      keep: list(strings(values['keep'])),
      target: text(values['target']),
      buildArgs: given,
    },
    format,
    values,
    help: values['help'] === true,
  };
}

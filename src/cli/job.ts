import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { findTarget } from '../dockerfile/target.js';
import type { DockerfileDoc } from '../dockerfile/types.js';
import { openContext } from '../node/context.js';
import { readDockerfile } from '../node/dockerfile-input.js';
import { rewriteWithContext } from '../node/supply.js';
import { systemReason } from '../node/system-error.js';
import type { ReadonlyFileSystem } from '../project/types.js';
import type { NextPlace } from '../report/next-steps.js';
import { withSurroundings } from '../report/surroundings.js';
import type { Report } from '../report/types.js';
import type { RewriteResult } from '../rewrite.js';
import type { AllowKind } from '../transform/types.js';
import type { CommonOptions } from './options.js';
import { usage, type UsageProblem } from './usage.js';

/** A Dockerfile that was read and rewritten in memory. */
export interface Job extends Source {
  readonly report: Report;
  /** Remarks about how it was called, for stderr. */
  readonly remarks: readonly string[];
  /** Programs that run time calls, as far as the plan knows. */
  readonly programs: readonly string[];
  /** For commands to run next; null for standard input. */
  readonly place: NextPlace | null;
}

/** A Dockerfile that was read. */
export interface Source {
  readonly text: string;
  /** As people write it: relative to the working directory; `Dockerfile` for standard input. */
  readonly shown: string;
  /** Absolute path; null for standard input. */
  readonly path: string | null;
  /** Directory of the build context; null when there is none. */
  readonly directory: string | null;
}

/** A path as people write it: relative to the working directory when it is below it. */
export function shownPath(path: string): string {
  const shown = relative('.', resolve(path)).split(sep).join('/');
  return shown.startsWith('..') ? path : shown === '' ? '.' : shown;
}

function contextDirectory(options: CommonOptions): string | null {
  if (options.context !== null) return options.context;
  return options.file === '-' ? null : dirname(options.file);
}

/** Why a directory cannot be the build context; null when it can. */
function contextProblem(directory: string): string | null {
  try {
    if (!statSync(directory).isDirectory()) return 'not a directory';
    readdirSync(directory);
    return null;
  } catch (error) {
    const reason = systemReason(error);
    return reason === 'no such file' ? 'no such directory' : reason;
  }
}

/** COPY sources that the context does not have, while the working directory does: the user meant another context. */
function contextRemarks(
  options: CommonOptions,
  result: RewriteResult,
  context: ReadonlyFileSystem,
): readonly string[] {
  if (options.context !== null || options.file === '-' || dirname(resolve(options.file)) === resolve('.'))
    return [];
  const sources = result.doc.instructions.flatMap((instruction) =>
    (instruction.type === 'copy' || instruction.type === 'add') && instruction.from === null
      ? [...instruction.sources]
      : [],
  );
  const named = sources
    .map((source) => source.replace(/^\.?\/+/, '').replace(/\/+$/, ''))
    .filter((source) => source !== '' && source !== '.' && !/[*?[$:]/.test(source));
  if (named.length === 0 || named.some((source) => context.stat(source) !== null)) return [];
  const here = openContext('.', null);
  if (!named.every((source) => here.stat(source) !== null)) return [];
  return [
    `dockopt: the build context is ${dirname(options.file)}, which has none of the files that COPY names; the working directory has them: use --context .`,
  ];
}

/** What is wrong with `option` naming a stage to build; null when the file has it, or does not parse anyway. */
export function targetProblem(
  doc: DockerfileDoc,
  target: string | null,
  option: string,
  file: string,
): string | null {
  if (doc.problems.length > 0 || target === null || findTarget(doc, target)) return null;
  const names = doc.stages.flatMap((stage) => (stage.name === null ? [] : [stage.name]));
  const known = names.length > 0 ? `; its stages are ${names.join(', ')}` : '; none of its stages has a name';
  return `${option} ${target}: ${file} has no such stage${known}`;
}

/** How messages about options call the file. */
export function fileName(options: CommonOptions): string {
  return options.file === '-' ? 'standard input' : basename(options.file);
}

/** What a command line needs to come to the same result again. */
function spokenOptions({ rewrite, context }: CommonOptions): readonly string[] {
  const given: readonly (readonly [name: string, value: string | null | undefined])[] = [
    ['--level', rewrite.level === 'standard' ? null : rewrite.level],
    ['--allow', rewrite.allow?.join(',')],
    ['--base', rewrite.base],
    ['--keep', rewrite.keep?.join(',')],
    ['--target', rewrite.target],
    ...Object.entries(rewrite.buildArgs ?? {}).map(
      ([name, value]) => ['--build-arg', `${name}=${value}`] as const,
    ),
    ['--context', context],
  ];
  return given.flatMap(([name, value]) => (value ? [name, value] : []));
}

/** Where the file is and how it was asked for, for commands to run next; null for standard input. */
export function nextPlace(options: CommonOptions, file: string, directory: string | null): NextPlace | null {
  if (options.file === '-') return null;
  const { write, output } = options.values;
  const to = typeof output === 'string' ? output : write === true ? file : null;
  return {
    file,
    context: directory === null ? null : shownPath(directory),
    options: spokenOptions(options),
    written: to === null ? null : { to, itself: write === true },
  };
}

/** Kinds that a rewrite can use today; the others are accepted, so that scripts need not change when they come. */
const USED_KINDS: readonly AllowKind[] = ['scratch', 'dev-server', 'nginx'];

function allowRemarks(options: CommonOptions): readonly string[] {
  const idle = (options.rewrite.allow ?? []).filter((kind) => !USED_KINDS.includes(kind));
  return idle.map((kind) => `dockopt: --allow ${kind}: no rewrite uses it yet`);
}

/** Reads the Dockerfile and looks whether its context is one. */
export async function readSource(options: CommonOptions): Promise<Source | UsageProblem> {
  const directory = contextDirectory(options);
  const read = await readDockerfile(options.file);
  if ('problem' in read) return usage(read.problem);
  const unusable = directory === null ? null : contextProblem(directory);
  if (directory !== null && unusable !== null) return usage(`--context ${directory}: ${unusable}`);
  const path = options.file === '-' ? null : resolve(options.file);
  return { text: read.text, shown: path === null ? 'Dockerfile' : shownPath(options.file), path, directory };
}

/** Reads the Dockerfile and its context and rewrites it; nothing is written. */
export async function runJob(options: CommonOptions): Promise<Job | UsageProblem> {
  const source = await readSource(options);
  if ('problem' in source) return source;
  const { text, shown, path, directory } = source;
  const context = directory === null ? null : openContext(directory, path);
  const result = await rewriteWithContext({ text, source: shown }, options.rewrite, context);
  const noTarget = targetProblem(result.doc, options.rewrite.target ?? null, '--target', fileName(options));
  if (noTarget !== null) return usage(noTarget);
  const place = nextPlace(options, shown, directory);
  const report = withSurroundings(result.report, {
    today: new Date().toISOString(),
    architecture: process.arch,
    place,
  });
  const remarks = [...allowRemarks(options), ...(context ? contextRemarks(options, result, context) : [])];
  return { ...source, report, remarks, programs: result.plan?.programs ?? [], place };
}

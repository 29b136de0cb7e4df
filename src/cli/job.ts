import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { findTarget } from '../dockerfile/target.js';
import { openContext } from '../node/context.js';
import { readDockerfile } from '../node/dockerfile-input.js';
import { rewriteWithContext } from '../node/supply.js';
import type { ReadonlyFileSystem } from '../project/types.js';
import type { RewriteResult } from '../rewrite.js';
import type { CommonOptions } from './options.js';
import { usage, type UsageProblem } from './usage.js';

/** A Dockerfile that was read and rewritten in memory. */
export interface Job {
  readonly result: RewriteResult;
  /** Remarks about how it was called, for stderr. */
  readonly remarks: readonly string[];
}

/** A path as people write it: relative to the working directory when it is below it. */
function shownPath(path: string): string {
  const shown = relative('.', resolve(path)).split(sep).join('/');
  return shown.startsWith('..') ? path : shown;
}

function contextDirectory(options: CommonOptions): string | null {
  if (options.context !== null) return options.context;
  return options.file === '-' ? null : dirname(resolve(options.file));
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
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
    `dockopt: the build context is ${dirname(options.file)}, which has none of the files that COPY names; the working directory has them: --context .`,
  ];
}

/** Reads the Dockerfile and its context and rewrites it; nothing is written. */
export async function runJob(options: CommonOptions): Promise<Job | UsageProblem> {
  const read = readDockerfile(options.file);
  if ('problem' in read) return usage(read.problem);
  const directory = contextDirectory(options);
  if (directory !== null && !isDirectory(directory))
    return usage(`--context ${directory}: no such directory`);
  const name = options.file === '-' ? null : resolve(options.file);
  const context = directory === null ? null : openContext(directory, name);
  const source = options.file === '-' ? 'Dockerfile' : shownPath(options.file);
  const result = await rewriteWithContext({ text: read.text, source }, options.rewrite, context);
  const target = options.rewrite.target ?? null;
  if (result.doc.problems.length === 0 && target !== null && !findTarget(result.doc, target)) {
    const names = result.doc.stages.flatMap((stage) => (stage.name === null ? [] : [stage.name]));
    return usage(
      `--target ${target}: ${basename(options.file)} has no such stage${names.length > 0 ? `; it has ${names.join(', ')}` : ''}`,
    );
  }
  return { result, remarks: context ? contextRemarks(options, result, context) : [] };
}

import { gatherFacts } from '../../../src/classify/facts.js';
import { parseImageRef } from '../../../src/data/image-ref.js';
import { imageFacts } from '../../../src/data/images.js';
import { parseDockerfile } from '../../../src/dockerfile/parse.js';
import { genericCommands, mergeTables } from '../../../src/effects/table.js';
import { emptyFileSystem, memoryFileSystem } from '../../../src/project/file-system.js';
import type { MemoryFile } from '../../../src/project/file-system.js';
import type { Contribution, Facts, SourceFacts } from '../../../src/transform/types.js';
import { npm } from '../../../transforms/npm/index.js';

export const merged = mergeTables([genericCommands, npm.commands]);

export type Files = Readonly<Record<string, MemoryFile>>;

/** Facts of the last stage of a Dockerfile over a complete context, or over none. */
export function factsOf(
  dockerfile: string,
  context: Files | null = {},
  sources: readonly SourceFacts[] = [],
): Facts {
  const doc = parseDockerfile(dockerfile);
  const stage = doc.stages.at(-1);
  if (!stage) throw new Error('the test has no FROM');
  const baseRef = stage.image === null ? null : parseImageRef(stage.image);
  return gatherFacts({
    doc,
    stage,
    context: context === null ? emptyFileSystem : memoryFileSystem(context),
    base: baseRef ? imageFacts(baseRef) : null,
    baseRef,
    sources,
    level: 'standard',
    allow: [],
    buildArgs: {},
    table: merged.table,
  });
}

export function contributed(
  dockerfile: string,
  context: Files | null = {},
  sources: readonly SourceFacts[] = [],
): Contribution {
  return npm.contribute(factsOf(dockerfile, context, sources));
}

/** A trace that found these imports and nothing that it could not follow. */
export function traced(imports: readonly string[], more: Partial<SourceFacts> = {}): readonly SourceFacts[] {
  return [
    {
      pack: 'npm',
      imports: imports.map((name) => ({ name, at: 'src/main.ts:1', guarded: false })),
      reads: [],
      writes: [],
      spawns: [],
      env: [],
      gaps: [],
      ...more,
    },
  ];
}

export interface Tree {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

export function packageText(tree: Tree): string {
  return JSON.stringify({ name: 'app', version: '1.0.0', ...tree });
}

/** A package-lock.json (version 3) that holds these packages, each at its top level. */
export function lockText(
  tree: Tree,
  extra: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): string {
  const packages: Record<string, unknown> = {
    '': {
      name: 'app',
      version: '1.0.0',
      dependencies: tree.dependencies,
      devDependencies: tree.devDependencies,
    },
  };
  for (const name of Object.keys(tree.dependencies ?? {}))
    packages[`node_modules/${name}`] = { version: '1.0.0' };
  for (const name of Object.keys(tree.devDependencies ?? {}))
    packages[`node_modules/${name}`] = { version: '1.0.0', dev: true };
  for (const [name, entry] of Object.entries(extra))
    packages[`node_modules/${name}`] = { version: '1.0.0', ...entry };
  return JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages });
}

/** A project with its lock file. */
export function project(
  tree: Tree,
  files: Files = {},
  extra: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Files {
  return { 'package.json': packageText(tree), 'package-lock.json': lockText(tree, extra), ...files };
}

export const codes = (found: Contribution): readonly string[] => found.refusals.map((each) => each.code);
export const noteCodes = (found: Contribution): readonly string[] => found.notes.map((each) => each.code);
export const commands = (found: Contribution): readonly string[] => found.prune.map((each) => each.command);
export const confidenceOf = (found: Contribution, id: string): string | undefined =>
  found.obligations.find((each) => each.id === id)?.confidence;

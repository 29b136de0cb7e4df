import { gatherFacts } from '../../../src/classify/facts.js';
import { parseImageRef } from '../../../src/data/image-ref.js';
import { imageFacts } from '../../../src/data/images.js';
import { parseDockerfile } from '../../../src/dockerfile/parse.js';
import { effects } from '../../../src/effects/effects.js';
import { genericCommands, mergeTables } from '../../../src/effects/table.js';
import type { CommandTable } from '../../../src/effects/types.js';
import { emptyFileSystem, memoryFileSystem } from '../../../src/project/file-system.js';
import type { MemoryFile } from '../../../src/project/file-system.js';
import type { Contribution, Facts } from '../../../src/transform/types.js';
import { composer } from '../../../transforms/composer/index.js';

/** Stands for the npm pack: an install into the current directory. */
const npm: CommandTable = {
  npm: (_argv, context) =>
    effects('npm ci', {
      writes: [{ path: context.resolve('node_modules') ?? '/', tree: true, role: 'dependencies' }],
      programs: ['npm'],
    }),
};

const { table } = mergeTables([genericCommands, composer.commands, npm]);

/** Facts of the last stage of a Dockerfile over a complete context, or over none. */
export function factsOf(
  dockerfile: string,
  context: Readonly<Record<string, MemoryFile>> | null = {},
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
    sources: [],
    level: 'standard',
    allow: [],
    buildArgs: {},
    table,
  });
}

/** What the pack contributes for a Dockerfile. */
export function contributed(
  dockerfile: string,
  context: Readonly<Record<string, MemoryFile>> | null = {},
): Contribution {
  return composer.contribute(factsOf(dockerfile, context));
}

export function programs(found: Contribution): readonly string[] {
  return found.programs.map((need) => need.name);
}

/** Run-time packages named for apt and apk, each once, sorted. */
export function libraries(found: Contribution): readonly string[] {
  return [...new Set(found.libraries.flatMap((need) => [...need.apt, ...need.apk]))].sort();
}

export function codes(found: Contribution): readonly string[] {
  return [...found.notes, ...found.refusals].map((each) => each.code);
}

export function confidence(found: Contribution, id: string): string | undefined {
  return found.obligations.find((each) => each.id === id)?.confidence;
}

import { gatherFacts } from '../../../src/classify/facts.js';
import { imageFacts } from '../../../src/data/images.js';
import { parseImageRef } from '../../../src/data/image-ref.js';
import { parseDockerfile } from '../../../src/dockerfile/parse.js';
import { genericCommands, mergeTables } from '../../../src/effects/table.js';
import { emptyFileSystem, memoryFileSystem, type MemoryFile } from '../../../src/project/file-system.js';
import type { Contribution, Facts, Level } from '../../../src/transform/types.js';
import { go } from '../../../transforms/go/index.js';

/** Facts of a Dockerfile's last stage; without `files` there is no build context. */
export function factsOf(
  dockerfile: string,
  files: Readonly<Record<string, MemoryFile>> | null,
  level: Level = 'standard',
): Facts {
  const doc = parseDockerfile(dockerfile, 'Dockerfile');
  const stage = doc.stages.at(-1);
  if (!stage) throw new Error('the test has no stage');
  const baseRef = stage.image === null ? null : parseImageRef(stage.image);
  return gatherFacts({
    doc,
    stage,
    context: files ? memoryFileSystem(files) : emptyFileSystem,
    base: baseRef ? imageFacts(baseRef) : null,
    baseRef,
    sources: [],
    level,
    allow: [],
    buildArgs: {},
    table: mergeTables([genericCommands, go.commands]).table,
  });
}

export interface Judged extends Contribution {
  readonly images: readonly string[];
  readonly paths: readonly string[];
  readonly codes: readonly string[];
}

/** What the pack says of a Dockerfile: its contribution, the bases that it offers, the artefact's paths, refusal codes. */
export function judge(dockerfile: string, files: Readonly<Record<string, MemoryFile>> | null): Judged {
  const facts = factsOf(dockerfile, files);
  const contribution = go.contribute(facts);
  const images = facts.baseRef ? go.bases(facts.baseRef, facts, contribution).map((each) => each.image) : [];
  return {
    ...contribution,
    images,
    paths: (contribution.artefact?.paths ?? []).map((each) => each.path).sort(),
    codes: contribution.refusals.map((each) => each.code),
  };
}

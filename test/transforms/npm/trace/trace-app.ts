import { type MemoryFile, memoryFileSystem } from '../../../../src/project/file-system.js';
import type { SourceFacts } from '../../../../src/transform/types.js';
import { traceSources } from '../../../../transforms/npm/trace/index.js';

/** Traces a little app that lies in the context's root and in /app of the image. */
export function traceApp(
  files: Readonly<Record<string, MemoryFile>>,
  entries: readonly string[],
  place: { readonly root?: string; readonly imageRoot?: string } = {},
): SourceFacts {
  return traceSources(
    { kind: 'trace', pack: 'npm', entries, root: place.root ?? '', imageRoot: place.imageRoot ?? '/app' },
    memoryFileSystem(files),
  );
}

/** Traces one file. */
export function traceText(text: string, name = 'index.js'): SourceFacts {
  return traceApp({ 'package.json': '{"name":"app"}', [name]: text }, [name]);
}

export function names(facts: SourceFacts): readonly string[] {
  return facts.imports.map((each) => each.name).toSorted();
}

export function gapsOf(facts: SourceFacts, kind: string): readonly string[] {
  return facts.gaps.filter((each) => each.kind === kind).map((each) => each.at);
}

export function spawned(facts: SourceFacts): readonly string[] {
  return facts.spawns.map((each) => each.name).toSorted();
}

import type { ReadonlyFileSystem } from '../../../src/project/types.js';
import type { SourceFacts, TraceNeed } from '../../../src/transform/types.js';

/** Placeholder until the trace is there: says that nothing was read. */
export function traceSources(need: TraceNeed, _context: ReadonlyFileSystem): SourceFacts {
  return {
    pack: need.pack,
    imports: [],
    reads: [],
    writes: [],
    spawns: [],
    env: [],
    gaps: [{ kind: 'parse', because: 'not traced', at: need.root }],
  };
}

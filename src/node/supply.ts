import type { ReadonlyFileSystem } from '../project/types.js';
import type { SourceFacts, TraceNeed } from '../transform/types.js';
import { rewrite, type RewriteInput, type RewriteOptions, type RewriteResult } from '../rewrite.js';

interface Tracer {
  readonly traceSources: (need: TraceNeed, context: ReadonlyFileSystem) => SourceFacts;
}

/** Source tracers by pack: loaded when a rewrite asks for one, because a compiler comes with them. */
const TRACERS: Readonly<Record<string, () => Promise<Tracer>>> = {
  npm: () => import('../../transforms/npm/trace/index.js'),
};

/**
 * Rewrites with everything that this machine can supply: the context, and the source traces that the first result asks
 * for. What is expensive is loaded only then.
 */
export async function rewriteWithContext(
  input: RewriteInput,
  options: RewriteOptions,
  context: ReadonlyFileSystem | null,
): Promise<RewriteResult> {
  if (!context) return rewrite(input, options);
  const first = rewrite(input, options, { context });
  if (first.needs.length === 0) return first;
  const sources: SourceFacts[] = [];
  for (const need of first.needs) {
    const load = TRACERS[need.pack];
    if (load) sources.push((await load()).traceSources(need, context));
  }
  return rewrite(input, options, { context, sources });
}

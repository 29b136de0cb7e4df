import type { ReadonlyFileSystem } from '../project/types.js';
import { rewrite, type RewriteInput, type RewriteOptions, type RewriteResult } from '../rewrite.js';

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
  const { traceSources } = await import('../../transforms/npm/trace/index.js');
  const sources = first.needs.map((need) => traceSources(need, context));
  return rewrite(input, options, { context, sources });
}

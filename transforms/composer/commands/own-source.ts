import { mergeEffects, opaqueEffects } from '../../../src/effects/effects.js';
import { sourceScriptEffects } from '../../../src/effects/source/script.js';
import type { CommandContext, Effects } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { phpImports, phpSources } from './source-library.js';

/** What a name says of a script that cannot be read: it builds what lies beside it. */
const BUILDS = /build|compile|generate|dump|cache|docs?\b/i;

/**
 * `base`, which is what a script of the project does to the project, with what its source tells of other places. Without the
 * source, only a name that speaks of building is believed.
 */
export function withOwnSource(
  base: Effects,
  path: string,
  args: readonly ShellWord[],
  context: CommandContext,
): Effects {
  const within = base.opaque?.within ?? null;
  if (within === null) return base;
  const beyond = sourceScriptEffects(
    {
      model: base.model,
      files: [path],
      projects: within,
      args: args.map((word) => word.value),
      library: phpSources,
      imports: phpImports(context),
      run: (what) => context.run(what),
    },
    context,
  );
  if (beyond) return { ...mergeEffects(base.model, [base, beyond]), model: base.model };
  if (context.files.complete || BUILDS.test(path.split('/').at(-1) ?? '')) return base;
  return opaqueEffects(base.model, `${path} cannot be read, and it may write anywhere`);
}

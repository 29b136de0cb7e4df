import { effects, opaqueEffects } from '../../../src/effects/effects.js';
import { inside } from '../../../src/effects/commands/place.js';
import type { CommandContext, Effects, Write, WriteRole } from '../../../src/effects/types.js';

/** A write below the current directory; none when that is not known. */
export function writeIn(
  context: CommandContext,
  path: string,
  role: WriteRole,
  tree = true,
): readonly Write[] {
  return context.cwd === null ? [] : [{ path: inside(context.cwd, path), tree, role }];
}

/** A command of the project's own: what it does is in the project's code, and that works on the project's directory. */
export function projectCommand(model: string, because: string, context: CommandContext): Effects {
  if (context.cwd === null) return opaqueEffects(model, because);
  return opaqueEffects(model, because, [context.cwd]);
}

/** A command that only looks, and whose failure stops the build. */
export function gateCommand(
  model: string,
  because: string,
  context: CommandContext,
  caches: readonly string[] = [],
): Effects {
  return effects(model, {
    gate: { rule: `composer/${model.replace(/[^a-z0-9]+/gi, '-')}`, because, at: null },
    writes: caches.flatMap((cache) => writeIn(context, cache, 'cache')),
  });
}

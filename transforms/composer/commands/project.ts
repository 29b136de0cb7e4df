import { effects, opaqueEffects } from '../../../src/effects/effects.js';
import { inside, isBelow } from '../../../src/effects/commands/place.js';
import type { CommandContext, Effects, Write, WriteRole } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { phpTokens, UNKNOWN_PART } from '../php-source.js';

/** A write below the current directory; none when that is not known. */
export function writeIn(
  context: CommandContext,
  path: string,
  role: WriteRole,
  tree = true,
): readonly Write[] {
  return context.cwd === null ? [] : [{ path: inside(context.cwd, path), tree, role }];
}

/** Every official php image brings this directory. */
const WEB_ROOT = '/var/www/html';
/** Names of options whose value is a directory to write to, which is there afterwards. */
const OUTPUT = /^--?(?:o|d|.*(?:out|dest|target|dir|path|root|web|public|build|dist).*)$/i;
const PASSING = /^\/(?:tmp|dev|proc|sys|run)(?:\/|$)/;

/** Directories outside the project that the arguments of its command name; null when one may be written to or not. */
function namedOutside(args: readonly ShellWord[], context: CommandContext): readonly string[] | null {
  const found: string[] = [];
  for (const [index, { value }] of args.entries()) {
    const [, option = args[index - 1]?.value ?? '', text = ''] =
      /^(?:(-[^=]*)=)?(.*)$/s.exec(value ?? '') ?? [];
    if (!/^(?:\/[\w.@-]|\.\.\/)/.test(text)) continue;
    const path = context.resolve(text);
    if (path === null || context.cwd === null) return null;
    if (isBelow(path, [context.cwd]) || PASSING.test(path)) continue;
    const kind = context.files.stat(path)?.kind;
    if (kind === 'file') continue;
    if (isBelow(path, [WEB_ROOT])) found.push(WEB_ROOT);
    else if (kind === 'directory' || OUTPUT.test(option)) found.push(path);
    else return null;
  }
  return found;
}

/** The web root, when a script outside of it names it or cannot be read: a site generator may write there. */
function webRootIn(script: string | null, context: CommandContext): readonly string[] {
  if (script === null || (context.cwd !== null && isBelow(WEB_ROOT, [context.cwd]))) return [];
  const text = context.files.read(script);
  // The variable tells an official php image, where the directory surely is.
  if (text === null && !context.files.complete) return context.env('PHP_INI_DIR') ? [WEB_ROOT] : [];
  if (!text?.includes(WEB_ROOT)) return [];
  const names = phpTokens(text).some(
    (token) =>
      token.kind === 'string' &&
      isBelow(token.text.split(UNKNOWN_PART)[0]?.replace(/\/$/, '') ?? '', [WEB_ROOT]),
  );
  return names ? [WEB_ROOT] : [];
}

/**
 * A command of the project's own: what it does is in the project's code, and that works on the project's directory and on
 * what its arguments, or the script itself, name outside of it.
 */
export function projectCommand(
  model: string,
  because: string,
  context: CommandContext,
  args: readonly ShellWord[] = [],
  script: string | null = null,
): Effects {
  if (context.cwd === null) return opaqueEffects(model, because);
  const outside = namedOutside(args, context);
  if (outside === null) return opaqueEffects(model, `${because}, and its arguments name paths outside of it`);
  return opaqueEffects(model, because, [
    ...new Set([context.cwd, ...outside, ...webRootIn(script, context)]),
  ]);
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

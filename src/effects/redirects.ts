import type { Redirect } from '../shell/types.js';
import { pathOf, targetOf, writesTo } from './commands/target.js';
import type { CommandContext, Effects } from './types.js';

const WRITING = new Set(['>', '>>', '>|', '&>', '&>>', '<>', '>&']);

/** `2>&1`, `>&-`: a descriptor, not a file. */
function isDuplicate(redirect: Redirect): boolean {
  return (
    /^[<>]&$/.test(redirect.operator) && /^(?:\d+-?|-)$/.test(redirect.target.value ?? redirect.target.text)
  );
}

/** What the shell itself reads and writes for a command's redirects; null when they touch no file. */
export function redirectEffects(redirects: readonly Redirect[], context: CommandContext): Effects | null {
  const files = redirects.filter((each) => !each.operator.startsWith('<<') && !isDuplicate(each));
  if (files.length === 0) return null;
  const written = files.filter((each) => WRITING.has(each.operator));
  const reads = files
    .filter((each) => each.operator.startsWith('<'))
    .flatMap((each) => pathOf(each.target, context) ?? []);
  return writesTo(
    'redirect',
    written.map((each) => targetOf(each.target, context)),
    {
      reads,
      replayable: true,
      confidence: 'proven',
      because: 'output goes to a file whose name is not known',
    },
  );
}

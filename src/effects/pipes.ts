import { SHELLS } from '../shell/names.js';
import type { ShellCommand, ShellWord } from '../shell/types.js';
import { installerEffects } from './commands/installers.js';
import type { ShellContext } from './context.js';
import { baseName, modelOf } from './programs.js';
import type { Effects } from './types.js';

const FETCHERS = /^(?:.*\/)?(?:curl|wget)$/;

function bar(): ShellWord {
  return { text: '|', span: { start: 0, end: 0 }, value: '|', glob: false };
}

/** The program behind `sudo -E` and `env`, by name. */
function interpreter(argv: readonly ShellWord[]): string {
  return argv.find((word) => !/^(?:sudo|env|-\w+|\w+=.*)$/.test(word.value ?? ''))?.value ?? '';
}

/**
 * Effects of a script that is fetched and run in one go (`curl URL | bash -`), when what is at the address is known; null
 * for any other pipeline. A pack may know more of them: the model that its table has under `|` gets the calls with a `|`
 * between them.
 */
export function fetchedScript(commands: readonly ShellCommand[], context: ShellContext): Effects | null {
  const calls: (readonly ShellWord[])[] = [];
  for (const command of commands) {
    if (command.type !== 'simple' || command.assignments.length > 0) return null;
    calls.push(command.argv);
  }
  const [fetch, run, more] = calls;
  const fetcher = fetch?.[0]?.value ?? '';
  if (!fetch || !run || more || !FETCHERS.test(fetcher)) return null;
  const url = fetch.slice(1).find((word) => /^https?:\/\//.test(word.value ?? ''))?.value;
  const shell = interpreter(run);
  const known = url && SHELLS.has(baseName(shell)) ? installerEffects(url, context) : null;
  if (known) return { ...known, programs: [...new Set([fetcher, shell, ...known.programs])] };
  return modelOf('|', context.state.table)?.([...fetch, bar(), ...run], context) ?? null;
}

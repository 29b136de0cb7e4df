import { createContext, nextContext, unitEffects, scriptEffects } from '../../src/effects/analyse.js';
import type { ShellContext } from '../../src/effects/analyse.js';
import { effects } from '../../src/effects/effects.js';
import { genericCommands } from '../../src/effects/table.js';
import type { CommandTable, Effects } from '../../src/effects/types.js';
import { parseShell } from '../../src/shell/parse.js';
import { imageOf } from './commands/call.js';

export interface Given {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** Shows where it ran and what it was given, so that a test sees what a wrapper passes on. */
const probe: CommandTable = {
  probe: (argv, context) =>
    effects('probe', {
      reads: [
        `${context.user}@${context.cwd ?? '?'} ${argv.map((word) => word.value ?? '<unknown>').join(' ')} V=${context.env('V') ?? ''} HOME=${context.env('HOME') ?? ''}`,
      ],
      replayable: true,
      confidence: 'proven',
    }),
  gate: () =>
    effects('gate', {
      gate: { rule: 'test/gate', because: 'it fails', at: null },
      confidence: 'proven',
    }),
};

const TABLE: CommandTable = { ...genericCommands, ...probe };

export function contextOf(given: Given = {}): ShellContext {
  return createContext({
    cwd: given.cwd ?? '/app',
    user: 'root',
    home: '/root',
    env: (name) => given.env?.[name],
    files: imageOf(given.files ?? {}),
    table: TABLE,
  });
}

/** Effects of each unit, the context carried along. */
export function unitsOf(text: string, given: Given = {}): readonly Effects[] {
  let context = contextOf(given);
  return parseShell(text, context.env).units.map((unit) => {
    const found = unitEffects(unit, context);
    context = nextContext(unit, context);
    return found;
  });
}

export function effectsOf(text: string, given: Given = {}): Effects {
  const context = contextOf(given);
  return scriptEffects(parseShell(text, context.env), context);
}

/** What the probe saw, in order. */
export function seen(text: string, given: Given = {}): readonly string[] {
  return effectsOf(text, given).reads.filter((each) => each.includes('probe'));
}

import type { ImageView } from '../project/types.js';
import { mayEnd } from '../shell/errexit.js';
import { parseShell } from '../shell/parse.js';
import type { EnvLookup } from '../shell/scope.js';
import type { ShellScript, ShellUnit, ShellWord } from '../shell/types.js';
import { NOTHING, mergeParts, perhaps } from './certainty.js';
import { callEffects, commandEffects } from './command-effects.js';
import { MOST_NESTED, buildContext, withEnv } from './context.js';
import type { ShellContext } from './context.js';
import { opaqueEffects } from './effects.js';
import { nextContext } from './shell-state.js';
import type { CommandTable, Effects, RunChanges } from './types.js';

export { nextContext };
export type { ShellContext };

/** Nested scripts that one RUN may come to; more than any real one has. */
const MOST_SCRIPTS = 500;

/** Words out of another text have no place in the unit's own. */
function withoutSpans(found: Effects): Effects {
  if (found.packages.length === 0) return found;
  const span = { start: 0, end: 0 };
  return {
    ...found,
    packages: found.packages.map((change) => ({
      ...change,
      packages: change.packages.map((each) => ({ ...each, word: { ...each.word, span } })),
    })),
  };
}

function run(
  outer: ShellContext,
  what: string | readonly ShellWord[],
  cwd: string | null,
  changes: RunChanges,
): Effects {
  const { state } = outer;
  const key = typeof what === 'string' ? what : what.map((word) => word.value ?? word.text).join('\0');
  const place = `${cwd ?? ''}\n${key}`;
  const model = typeof what === 'string' ? 'script' : (what[0]?.value ?? 'command');
  if (state.running.includes(place)) return opaqueEffects(model, 'it runs itself');
  if (state.running.length >= MOST_NESTED || state.budget.left-- <= 0)
    return opaqueEffects(model, 'scripts call each other too deeply');
  const context = withEnv(outer, Object.entries(changes.env ?? {})).change({
    cwd,
    user: changes.user ?? state.user,
    home: changes.home ?? state.home,
    locals: new Map(),
    functions: new Map(),
    dialect: changes.dialect ?? 'sh',
    errexit: changes.errexit ?? false,
    running: [...state.running, place],
  });
  if (typeof what !== 'string') return what.length === 0 ? { ...NOTHING, model } : callEffects(what, context);
  const script = parseShell(what, context.env, {
    dialect: context.state.dialect,
    errexit: context.state.errexit,
  });
  return withoutSpans(scriptEffects(script, context));
}

export interface ContextInput {
  /** Absolute; where the first command runs. */
  readonly cwd: string | null;
  readonly user: string;
  readonly home: string;
  /** ENV and ARG in force; undefined for what is not set or not known. */
  readonly env: EnvLookup;
  readonly files: ImageView;
  readonly table: CommandTable;
  /** True when the shell is started with `-e`. */
  readonly setE?: boolean;
}

/** The context of a RUN's first command. */
export function createContext(input: ContextInput): ShellContext {
  return buildContext(
    {
      cwd: input.cwd,
      user: input.user,
      home: input.home,
      files: input.files,
      table: input.table,
      base: input.env,
      exported: new Map(),
      locals: new Map(),
      blind: false,
      functions: new Map(),
      dialect: 'sh',
      errexit: input.setE ?? false,
      running: [],
      budget: { left: MOST_SCRIPTS },
    },
    run,
  );
}

/**
 * Effects of one unit. A compound counts everything inside it; what is removed where it may not run is not removed.
 */
export function unitEffects(unit: ShellUnit, context: ShellContext): Effects {
  // An `&&` chain stands as one unit only in the middle of a script that goes on when it fails.
  return commandEffects(
    unit.command,
    context,
    unit.command.type !== 'compound' || unit.command.kind !== 'and',
  );
}

/** Effects of all units of a script, one after the other, seen as one. */
export function scriptEffects(script: ShellScript, context: ShellContext): Effects {
  const parts: Effects[] = [];
  let now = context;
  let sure = true;
  for (const unit of script.units) {
    const found = unitEffects(unit, now);
    parts.push(sure ? found : perhaps(found));
    if (mayEnd(unit.command)) sure = false;
    now = nextContext(unit, now);
  }
  return mergeParts(parts, 'script');
}

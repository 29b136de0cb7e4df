import type { ImageView } from '../project/types.js';
import { mayEnd } from '../shell/errexit.js';
import { readShellCall } from '../shell/interpreter.js';
import { parseShell } from '../shell/parse.js';
import type { EnvLookup } from '../shell/scope.js';
import type {
  CompoundCommand,
  ShellCommand,
  ShellScript,
  ShellUnit,
  ShellWord,
  SimpleCommand,
} from '../shell/types.js';
import { buildContext, withEnv } from './context.js';
import type { ShellContext } from './context.js';
import { effects, mergeEffects, opaqueEffects, weaker } from './effects.js';
import { modelOf, unknownProgram } from './programs.js';
import { redirectEffects } from './redirects.js';
import { applyCommand, nextContext } from './shell-state.js';
import type { CommandTable, Effects, RunChanges } from './types.js';

export { nextContext };
export type { ShellContext };

const MOST_NESTED = 12;
const MOST_SCRIPTS = 500;

const NOTHING = effects('nothing', { replayable: true, confidence: 'proven' });

function isLasting(found: Effects): boolean {
  return (
    found.removes.length > 0 ||
    found.packages.length > 0 ||
    found.users.length > 0 ||
    found.writes.some((write) => write.role !== 'cache')
  );
}

/** All parts as one, under the name of the part that matters most: what is unknown, then what lasts. */
function mergeParts(parts: readonly Effects[], otherwise: string): Effects {
  const main =
    parts.find((part) => part.opaque?.within === null) ??
    parts.find((part) => part.opaque) ??
    parts.find(isLasting) ??
    parts.find((part) => part.gate) ??
    parts[0];
  return main ? mergeEffects(main.model, parts) : { ...NOTHING, model: otherwise };
}

/**
 * Effects of a command that may not run, or not to its end: what it removes may still be there, and what it writes
 * may not be. A gate in it is kept: dropping one is the worse mistake.
 */
function perhaps(found: Effects): Effects {
  if (!isLasting(found)) return found;
  return { ...found, removes: [], confidence: weaker(found.confidence, 'weak') };
}

/** `true`, `:`, `echo …`: the usual other side of a `||` that forgives. */
function isHarmless(command: ShellCommand): boolean {
  if (command.type !== 'simple' || command.redirects.length > 0 || command.substitutions) return false;
  return /^(?::|true|false|echo|printf|exit|return)$/.test(command.argv[0]?.value ?? '');
}

/** `false` and `exit 1` keep the failure; `true` and `echo` swallow it. */
function keepsFailure(command: ShellCommand): boolean {
  if (command.type === 'simple') {
    const [name, status] = command.argv.map((word) => word.value);
    return name === 'false' || ((name === 'exit' || name === 'return') && status !== '0');
  }
  const last = command.type === 'compound' ? command.commands.at(-1) : undefined;
  return last !== undefined && command.type === 'compound' && command.kind === 'group' && keepsFailure(last);
}

function alternatives(command: CompoundCommand, context: ShellContext): readonly Effects[] {
  const [first, ...rest] = command.commands;
  if (!first) return [];
  const tried = commandEffects(first, context, true);
  const others = rest.map((each) => perhaps(commandEffects(each, context, false)));
  if (rest.every(keepsFailure)) return [tried, ...others];
  // Behind `|| true` nothing has to have worked.
  const forgiven = { ...tried, gate: null, removes: [] };
  return [rest.every(isHarmless) ? forgiven : perhaps(forgiven), ...others];
}

/** Commands one after the other. `tail`: the whole succeeds only when the last one does. */
function sequence(
  commands: readonly ShellCommand[],
  context: ShellContext,
  tail: boolean,
): readonly Effects[] {
  const parts: Effects[] = [];
  let now = context;
  let sure = true;
  commands.forEach((command, index) => {
    const found = commandEffects(command, now, tail && index === commands.length - 1);
    parts.push(sure ? found : perhaps(found));
    if (mayEnd(command)) sure = false;
    now = applyCommand(command, now);
  });
  return parts;
}

function compoundParts(command: CompoundCommand, context: ShellContext, tail: boolean): readonly Effects[] {
  const { commands, kind } = command;
  switch (kind) {
    case 'function':
      return [];
    case 'and': {
      const parts = sequence(commands, context, tail);
      return tail ? parts : parts.map((part, index) => (index === 0 ? part : perhaps(part)));
    }
    case 'group':
    case 'subshell':
      return sequence(commands, context, tail);
    case 'pipeline':
    case 'negation':
      return commands.map((each) => commandEffects(each, context, false));
    case 'or':
      return alternatives(command, context);
    case 'loop': {
      const parts = sequence(commands, context, false);
      return command.unrolled && !commands.some(mayEnd) ? parts : parts.map(perhaps);
    }
    case 'background':
      return commands.map((each) => perhaps(commandEffects(each, context, false)));
    default: {
      const [first, ...rest] = commands;
      if (!first) return [];
      const head = commandEffects(first, context, false);
      const behind = kind === 'if' ? applyCommand(first, context) : context;
      return [
        kind === 'if' ? head : perhaps(head),
        ...rest.map((each) => perhaps(commandEffects(each, behind, false))),
      ];
    }
  }
}

/** `bash <<EOF … EOF` runs its here-document. */
function runsInput(command: SimpleCommand, context: ShellContext): Effects | null {
  const call = readShellCall(command.argv.map((word) => word.value));
  const input = command.redirects.find((each) => each.operator === '<<' || each.operator === '<<-');
  if (call?.kind !== 'stdin' || !input || input.target.value === null) return null;
  return context.run(input.target.value, undefined, {
    dialect: call.dialect,
    errexit: call.errexit,
  });
}

function callEffects(argv: readonly ShellWord[], context: ShellContext): Effects {
  const program = argv[0]?.value;
  if (program === null || program === undefined) return unknownProgram(argv, context);
  const body = context.state.functions.get(program);
  if (body) {
    const key = `function ${program}`;
    if (context.state.running.includes(key) || context.state.running.length > MOST_NESTED)
      return opaqueEffects(program, 'the function calls itself');
    return commandEffects(body, context.change({ running: [...context.state.running, key] }), false);
  }
  return modelOf(program, context.state.table)?.(argv, context) ?? unknownProgram(argv, context);
}

function simpleParts(command: SimpleCommand, context: ShellContext): readonly Effects[] {
  const inner = (command.substitutions ?? []).map((each) => commandEffects(each, context, false));
  const redirected = redirectEffects(command.redirects, context);
  const parts = redirected ? [...inner, redirected] : inner;
  if (command.argv.length === 0) return parts;
  const own = withEnv(
    context,
    command.assignments.map((each) => [each.name, each.value?.value ?? null] as const),
  );
  const called = runsInput(command, own) ?? callEffects(command.argv, own);
  return [called, ...parts];
}

function commandEffects(command: ShellCommand, context: ShellContext, tail: boolean): Effects {
  if (command.type === 'opaque') return opaqueEffects('shell', command.because);
  if (command.type === 'simple') {
    const parts = simpleParts(command, context);
    const [called] = parts;
    if (command.argv.length > 0 && called) return mergeEffects(called.model, parts);
    return mergeParts(parts, 'assignment');
  }
  const redirected = redirectEffects(command.redirects ?? [], context);
  const parts = [...compoundParts(command, context, tail), ...(redirected ? [redirected] : [])];
  return mergeParts(parts, 'nothing');
}

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

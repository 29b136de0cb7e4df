import { mayEnd } from '../shell/errexit.js';
import { readShellCall } from '../shell/interpreter.js';
import type { CompoundCommand, ShellCommand, ShellWord, SimpleCommand } from '../shell/types.js';
import { mergeParts, perhaps } from './certainty.js';
import { MOST_NESTED, withEnv } from './context.js';
import type { ShellContext } from './context.js';
import { mergeEffects, opaqueEffects } from './effects.js';
import { fetchedScript } from './pipes.js';
import { modelOf, unknownProgram } from './programs.js';
import { redirectEffects } from './redirects.js';
import { applyCommand } from './shell-state.js';
import type { Effects } from './types.js';

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
  return (
    last !== undefined &&
    command.type === 'compound' &&
    /^(?:and|group|subshell)$/.test(command.kind) &&
    keepsFailure(last)
  );
}

function alternatives(command: CompoundCommand, context: ShellContext): readonly Effects[] {
  const [first, ...rest] = command.commands;
  if (!first) return [];
  const tried = commandEffects(first, context, true);
  const others = rest.map((each) => perhaps(commandEffects(each, context, false)));
  if (rest.every(keepsFailure)) return [tried, ...others];
  // Behind `|| true` nothing has to have worked.
  const writes = tried.writes.map((write) => (write.into === undefined ? write : { ...write, maybe: true }));
  const forgiven = { ...tried, gate: null, removes: [], writes };
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
    case 'pipeline': {
      const script = fetchedScript(commands, context);
      return script ? [script] : commands.map((each) => commandEffects(each, context, false));
    }
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

/** Effects of one program call, as a shell resolves it: function, model, file of the project. */
export function callEffects(argv: readonly ShellWord[], context: ShellContext): Effects {
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

/**
 * Effects of a command. `tail`: what runs it succeeds only when the whole of it does, so that the end of an `&&` chain has
 * surely run.
 */
export function commandEffects(command: ShellCommand, context: ShellContext, tail: boolean): Effects {
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

import { errexitAfter, mayEnd } from '../shell/errexit.js';
import type { CompoundCommand, ShellCommand, ShellUnit, ShellWord, SimpleCommand } from '../shell/types.js';
import type { ShellContext } from './context.js';
import { withEnv } from './context.js';

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const DECLARING = new Set(['declare', 'typeset', 'local', 'readonly']);

/** A plain assignment reaches programs only when the variable is exported already. */
function assign(context: ShellContext, name: string, value: string | null): ShellContext {
  const { exported, locals } = context.state;
  if (exported.has(name) || context.env(name) !== undefined) return withEnv(context, [[name, value]]);
  return context.change({ locals: new Map([...locals, [name, value]]) });
}

function exportWord(context: ShellContext, text: string, value: string | null): ShellContext {
  const name = /^[A-Za-z_]\w*/.exec(value ?? text)?.[0];
  if (name === undefined) return context;
  if (value === null || value.includes('='))
    return withEnv(context, [[name, value === null ? null : value.slice(name.length + 1)]]);
  const local = context.state.locals.get(name);
  return local === undefined ? context : withEnv(context, [[name, local]]);
}

function changeDirectory(command: SimpleCommand, context: ShellContext): ShellContext {
  const words = command.argv
    .slice(1)
    .filter((word) => word.value === null || !/^-[LPe@]*$|^--$/.test(word.value) || word.value === '-');
  const target = words[0];
  if (!target) return context.change({ cwd: context.home });
  if (words.length > 1 || target.glob || target.value === '-') return context.change({ cwd: null });
  return context.change({ cwd: context.resolve(target.value) });
}

/** Behind `eval` and `source`: variables may hold anything, and the directory too when the text speaks of `cd`. */
function afterForeignText(words: readonly ShellWord[], context: ShellContext): ShellContext {
  const path = context.resolve(words[0]?.value ?? null);
  const file = path === null ? null : context.files.read(path);
  const text = [file ?? '', ...words.map((word) => word.text)].join('\n');
  const moves = /\b(?:cd|pushd|popd)\b/.test(text);
  return context.change({
    blind: true,
    exported: new Map(),
    locals: new Map(),
    ...(moves ? { cwd: null } : {}),
  });
}

function applySimple(command: SimpleCommand, context: ShellContext): ShellContext {
  const [first, ...rest] = command.argv;
  if (!first) {
    return command.assignments.reduce(
      (now, each) => assign(now, each.name, each.value?.value ?? null),
      context,
    );
  }
  switch (first.value) {
    case 'cd':
    case 'pushd':
      return changeDirectory(command, context);
    case 'popd':
      return context.change({ cwd: null });
    case 'export':
      if (rest[0]?.value?.startsWith('-')) return context;
      return rest.reduce((now, word) => exportWord(now, word.text, word.value), context);
    case 'unset':
      return withEnv(
        context,
        rest.flatMap((word): [string, null][] =>
          word.value !== null && IDENTIFIER.test(word.value) ? [[word.value, null]] : [],
        ),
      );
    case '.':
    case 'source':
    case 'eval':
    case null:
      return afterForeignText(rest, context);
    case 'set': {
      const errexit = errexitAfter(command);
      return errexit === null ? context : context.change({ errexit });
    }
    case 'read':
    case 'getopts':
    case 'mapfile':
    case 'readarray':
      return rest.reduce(
        (now, word) => (word.value && IDENTIFIER.test(word.value) ? assign(now, word.value, null) : now),
        context,
      );
    default:
      break;
  }
  if (first.value !== undefined && DECLARING.has(first.value)) {
    return rest.reduce((now, word) => {
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(word.value ?? '') ?? [];
      return name === undefined ? now : assign(now, name, value ?? null);
    }, context);
  }
  const body = context.state.functions.get(first.value);
  if (!body) return context;
  // A function that calls itself is looked into once.
  const functions = new Map(context.state.functions);
  functions.delete(first.value);
  return merge(context, [applyCommand(body, context.change({ functions }))]);
}

type Variables = ReadonlyMap<string, string | null>;

function common(one: Variables, two: Variables): Variables {
  const names = new Set([...one.keys(), ...two.keys()]);
  return new Map(
    [...names].map((name): [string, string | null] => {
      const value = one.get(name) ?? null;
      return [name, value === (two.get(name) ?? null) ? value : null];
    }),
  );
}

/** What holds when any of these may be the case: differences become unknown. */
function merge(first: ShellContext, rest: readonly ShellContext[]): ShellContext {
  return rest.reduce((left, right) => {
    if (left === right) return left;
    const [a, b] = [left.state, right.state];
    return left.change({
      cwd: a.cwd === b.cwd ? a.cwd : null,
      exported: common(a.exported, b.exported),
      locals: common(a.locals, b.locals),
      blind: a.blind || b.blind,
      functions: new Map([...a.functions, ...b.functions]),
      errexit: a.errexit && b.errexit,
    });
  }, first);
}

function sequence(commands: readonly ShellCommand[], context: ShellContext): ShellContext {
  return commands.reduce((now, command) => applyCommand(command, now), context);
}

function applyCompound(command: CompoundCommand, context: ShellContext): ShellContext {
  const [first, ...rest] = command.commands;
  if (!first) return context;
  switch (command.kind) {
    case 'and':
    case 'group':
      return sequence(command.commands, context);
    case 'or': {
      const after = applyCommand(first, context);
      // `cd x || exit 1`
      if (rest.every(mayEnd)) return after;
      return merge(
        after,
        rest.map((each) => applyCommand(each, context)),
      );
    }
    case 'if': {
      const after = applyCommand(first, context);
      return merge(
        after,
        rest.map((each) => applyCommand(each, after)),
      );
    }
    case 'case':
      return merge(
        context,
        command.commands.map((each) => applyCommand(each, context)),
      );
    case 'loop':
      if (command.unrolled) return sequence(command.commands, context);
      return merge(context, [sequence(command.commands, context)]);
    case 'function':
      if (command.name === undefined) return context;
      return context.change({ functions: new Map([...context.state.functions, [command.name, first]]) });
    default:
      return context;
  }
}

/** The context behind a command: what it did to directory, variables, functions and errexit. */
export function applyCommand(command: ShellCommand, context: ShellContext): ShellContext {
  if (command.type === 'opaque') return context;
  return command.type === 'simple' ? applySimple(command, context) : applyCompound(command, context);
}

/** The context of the unit behind this one. */
export function nextContext(unit: ShellUnit, context: ShellContext): ShellContext {
  return applyCommand(unit.command, context);
}

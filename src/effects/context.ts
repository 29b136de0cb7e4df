import { absolutePath } from '../project/path.js';
import type { ImageView } from '../project/types.js';
import type { Dialect, EnvLookup } from '../shell/scope.js';
import type { ShellCommand, ShellWord } from '../shell/types.js';
import type { CommandContext, CommandTable, Effects, RunChanges } from './types.js';

/** How deep scripts may call each other. */
export const MOST_NESTED = 12;

/** What a context is made of. */
export interface ContextState {
  readonly cwd: string | null;
  readonly user: string;
  readonly home: string;
  readonly files: ImageView;
  readonly table: CommandTable;
  /** The environment that the image gives. */
  readonly base: EnvLookup;
  /** Exported on top of it; null: set to something unknown, or unset. */
  readonly exported: ReadonlyMap<string, string | null>;
  /** Shell variables that programs do not see. */
  readonly locals: ReadonlyMap<string, string | null>;
  /** After `source`, variables may hold anything. */
  readonly blind: boolean;
  readonly functions: ReadonlyMap<string, ShellCommand>;
  readonly dialect: Dialect;
  readonly errexit: boolean;
  /** What is being run at the moment, outermost first: the cycle guard. */
  readonly running: readonly string[];
  /** Counts down with every nested script, so that scripts which call each other often end. */
  readonly budget: { left: number };
}

/** A context that the shell's own rules can change: `cd`, `export`, functions. Models see it as a CommandContext. */
export interface ShellContext extends CommandContext {
  readonly state: ContextState;
  readonly change: (changes: Partial<ContextState>) => ShellContext;
}

export type Runner = (
  context: ShellContext,
  what: string | readonly ShellWord[],
  cwd: string | null,
  changes: RunChanges,
) => Effects;

function lookup(state: ContextState, name: string): string | undefined {
  const own = state.exported.get(name);
  if (own !== undefined) return own ?? undefined;
  if (name === 'PWD') return state.cwd ?? undefined;
  if (state.blind) return undefined;
  return state.base(name) ?? (name === 'HOME' ? state.home : undefined);
}

/** A context over a state; `runner` gives the effects of what a command runs. */
export function buildContext(state: ContextState, runner: Runner): ShellContext {
  const context: ShellContext = {
    state,
    cwd: state.cwd,
    user: state.user,
    home: state.home,
    files: state.files,
    env: (name) => lookup(state, name),
    resolve: (path) => {
      if (path === null || path === '') return null;
      if (path === '~' || path.startsWith('~/')) return absolutePath(`${state.home}${path.slice(1)}`, '/');
      if (path.startsWith('/')) return absolutePath(path, '/');
      return state.cwd === null ? null : absolutePath(path, state.cwd);
    },
    run: (what, cwd, changes) => runner(context, what, cwd ?? state.cwd, changes ?? {}),
    change: (changes) => buildContext({ ...state, ...changes }, runner),
  };
  return context;
}

/** A context with variables set, as `A=b cmd` and `env A=b cmd` give them to a program. */
export function withEnv(
  context: ShellContext,
  variables: Iterable<readonly [string, string | null]>,
): ShellContext {
  const exported = new Map(context.state.exported);
  for (const [name, value] of variables) exported.set(name, value);
  return context.change({ exported });
}

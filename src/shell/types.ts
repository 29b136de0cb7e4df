import type { Span } from '../source/span.js';

/** A word after quote removal. `value` is null when it needs an expansion that shell/ cannot do by itself. */
export interface ShellWord {
  /** As written. */
  readonly text: string;
  /** Offsets in the script's text. */
  readonly span: Span;
  /** Literal value with known variables filled in; null when it holds an unknown variable, a command substitution… */
  readonly value: string | null;
  /** True when an unquoted `*`, `?` or `[` is in it. */
  readonly glob: boolean;
}

export interface Redirect {
  readonly operator: string;
  readonly fileDescriptor: number | null;
  readonly target: ShellWord;
}

/** A command that is one program call. `assignments` come before argv[0] (`A=b cmd`). */
export interface SimpleCommand {
  readonly type: 'simple';
  readonly argv: readonly ShellWord[];
  readonly assignments: readonly { readonly name: string; readonly value: ShellWord | null }[];
  readonly redirects: readonly Redirect[];
  /** What `$(…)`, back-quotes and `<(…)` in its words run, each a subshell or opaque; absent when there are none. */
  readonly substitutions?: readonly ShellCommand[];
  readonly span: Span;
}

/** Several commands that stand or fall together: a pipe, `a || b`, a loop, an `if`, a subshell, a group, a function. */
export interface CompoundCommand {
  readonly type: 'compound';
  readonly kind:
    | 'pipeline'
    | 'or'
    | 'and' // an `&&` chain that is not itself divided: the second command runs only when the first succeeds
    | 'if' // the condition, then the branches, each a command or a group
    | 'loop'
    | 'case'
    | 'subshell'
    | 'group'
    | 'function'
    | 'background'
    | 'negation';
  /** Every command inside, in order. Each may or may not run. */
  readonly commands: readonly ShellCommand[];
  /** True for a loop over literal words: `commands` holds one for each round, and all of them run. */
  readonly unrolled?: boolean;
  /** A function's name. */
  readonly name?: string;
  /** Redirects of the whole, e.g. `{ …; } > file`. */
  readonly redirects?: readonly Redirect[];
  readonly span: Span;
}

/** What the parser could not give: kept whole, effects unknown. */
export interface OpaqueCommand {
  readonly type: 'opaque';
  readonly because: string;
  readonly span: Span;
}

export type ShellCommand = SimpleCommand | CompoundCommand | OpaqueCommand;

/** The smallest piece that can be moved: one command between `&&` (or `;`/newline under a known `set -e`). */
export interface ShellUnit {
  readonly command: ShellCommand;
  /** The unit's text as written, continuations joined. */
  readonly text: string;
  readonly span: Span;
  /** True when it changes shell state that a later unit may read: cd, export, assignment, set, trap, function, source. */
  readonly state: boolean;
}

/** A RUN body or a script. */
export interface ShellScript {
  readonly text: string;
  /**
   * `and`: units may be dropped or moved one by one (joined by `&&`). `whole`: the script is one piece; `units` then still
   * lists what runs, in order, for its effects.
   */
  readonly divisible: 'and' | 'whole';
  readonly units: readonly ShellUnit[];
  /** Why it is `whole`, for the report. */
  readonly because: string | null;
}

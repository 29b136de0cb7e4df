import { convertChain, convertStatement, settle } from './convert.js';
import type { Conversion } from './nodes.js';
import { cannotFail, errexitAfter, failsWhole, heedsErrexit, mayEnd } from './errexit.js';
import { createScope } from './scope.js';
import type { Dialect, EnvLookup, Scope } from './scope.js';
import { changesState } from './state.js';
import { readTree } from './tree.js';
import type { Statement } from './tree.js';
import type { ShellCommand, ShellScript, ShellUnit, ShellWord } from './types.js';

export interface ShellOptions {
  /** `sh` unless said: braces stay literal, `&>` starts a background job. */
  readonly dialect?: Dialect;
  /** True when the shell is started with `-e`. */
  readonly errexit?: boolean;
}

/** A top-level statement: the commands of its `&&` chain, or one that is not divided. */
interface Row {
  readonly node: Statement;
  readonly commands: readonly ShellCommand[];
}

const MOST_COMMANDS = 2000;

/** The text of a piece, continuations joined where no quote, comment or here-document could hold them literally. */
function textOf(text: string, start: number, end: number): string {
  const piece = text.slice(start, end);
  return (/['#]|<</.test(piece) ? piece : piece.replace(/\\\n[ \t]*/g, '')).trim();
}

/** Here-document bodies stand behind the line that a command is on. */
function heredocs(command: ShellCommand, text: string): string {
  if (command.type === 'opaque') return '';
  const own = (command.redirects ?? []).filter(
    (each) => each.operator.startsWith('<<') && each.operator !== '<<<',
  );
  const bodies = own.map(({ target }) => {
    if (target.span.start < command.span.end) return '';
    const close = text.indexOf('\n', target.span.end);
    return `\n${text.slice(target.span.start, close < 0 ? text.length : close)}`;
  });
  const below = command.type === 'compound' ? command.commands.map((each) => heredocs(each, text)) : [];
  return [...bodies, ...below].join('');
}

function unitOf(command: ShellCommand, text: string): ShellUnit {
  const own = textOf(text, command.span.start, command.span.end);
  return {
    command,
    text: own + heredocs(command, text),
    span: command.span,
    state: changesState(command, own),
  };
}

function functionNames(commands: readonly ShellCommand[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (command: ShellCommand): void => {
    if (command.type !== 'compound') return;
    if (command.name !== undefined) names.add(command.name);
    command.commands.forEach(visit);
  };
  commands.forEach(visit);
  return names;
}

function calls(command: ShellCommand, name: string): boolean {
  if (command.type === 'simple') return command.argv[0]?.value === name;
  return command.type === 'compound' && command.commands.some((each) => calls(each, name));
}

function holdsHeredoc(command: ShellCommand): boolean {
  if (command.type === 'opaque') return false;
  if (command.redirects?.some((each) => each.operator === '<<' || each.operator === '<<-')) return true;
  const inner = command.type === 'simple' ? (command.substitutions ?? []) : command.commands;
  return inner.some(holdsHeredoc);
}

/** Why a command keeps its whole script together wherever it stands; null when it does not. */
function binds(command: ShellCommand, last: boolean): string | null {
  if (command.type === 'opaque') return command.because;
  if (command.type === 'compound') {
    if (command.kind === 'background') return 'it starts a background job';
    if (command.kind === 'function') return 'it defines a function';
    if (command.kind === 'or') return 'a `||` cannot be one link of an `&&` chain';
    if (command.kind === 'and') return 'a `||` decides whether a chain runs';
  }
  // It cannot be replayed for its state alone.
  if (!last && command.type === 'compound' && changesState(command, ''))
    return 'one of its compound commands changes shell state';
  if (calls(command, 'trap')) return 'it sets a trap';
  if (calls(command, 'alias')) return 'it defines an alias';
  if (!last && mayEnd(command)) return 'it may end before its last command';
  if (holdsHeredoc(command)) return 'it holds a here-document';
  return null;
}

/** Why the script must stay whole; null when every separator acts like `&&`. */
function wholeBecause(rows: readonly Row[], errexitFirst: boolean): string | null {
  const all = rows.flatMap((row) => row.commands);
  if (all.length < 2) {
    const only = all[0];
    return only?.type === 'opaque' ? only.because : null;
  }
  const functions = functionNames(all);
  let errexit = errexitFirst;
  let index = 0;
  for (const { commands } of rows) {
    const lastRow = index + commands.length === all.length;
    let inside = errexit;
    for (const command of commands) {
      const last = ++index === all.length;
      const reason = binds(command, last);
      if (reason) return reason;
      // Divided, the piece would be the last command of its own chain and abort where the original goes on.
      const heeds = inside || (command.type === 'compound' && calls(command, 'set'));
      if (heeds && !last && heedsErrexit(command, functions))
        return 'errexit acts inside one of its commands';
      inside = errexitAfter(command) ?? inside;
    }
    const [first] = commands;
    const sure = commands.every(cannotFail);
    if (!lastRow && !sure) {
      if (!errexit) return 'a command that fails does not stop it';
      if (!first || commands.length > 1 || !failsWhole(first, functions))
        return 'a failure inside one of its statements does not stop it';
    }
    for (const command of commands) {
      const change = errexitAfter(command);
      // `a && set -e` may not come to it; `set +e` is believed at once.
      if (change === false || (change && sure)) errexit = change;
      else if (change === null && calls(command, 'set')) errexit = errexit && command.type === 'simple';
    }
  }
  return null;
}

/** In a whole script `a && b` in the middle is one piece: b runs only when a succeeds, and nobody stops when it does not. */
function joinRow(row: Row): ShellCommand | null {
  const [first] = row.commands;
  if (!first || row.commands.length < 2) return first ?? null;
  return {
    type: 'compound',
    kind: 'and',
    commands: row.commands,
    span: { start: row.node.pos, end: row.node.command.end },
  };
}

function readRows(statements: readonly Statement[], scope: Scope, run: Conversion): readonly Row[] {
  return statements.map((node) => {
    const chain =
      node.command.type === 'AndOr' && !node.background ? convertChain(node.command, scope, run) : null;
    const commands = chain ?? [convertStatement(node, scope, run)];
    settle(node, scope);
    return { node, commands };
  });
}

function opaqueScript(text: string, because: string): ShellScript {
  const span = { start: 0, end: text.length };
  const command: ShellCommand = { type: 'opaque', because, span };
  return { text, divisible: 'whole', units: [{ command, text, span, state: true }], because };
}

function read(text: string, env: EnvLookup, options: ShellOptions): ShellScript {
  const tree = readTree(text);
  if (!tree.script) return opaqueScript(text, `the shell text does not parse: ${tree.problem}`);
  const run: Conversion = { text, budget: MOST_COMMANDS };
  const rows = readRows(tree.script.commands, createScope(env, options.dialect ?? 'sh'), run);
  const because = wholeBecause(rows, options.errexit ?? false);
  const commands = rows.flatMap((row, index) => {
    if (because === null || index === rows.length - 1) return row.commands;
    const joined = joinRow(row);
    return joined ? [joined] : [];
  });
  return {
    text,
    divisible: because === null ? 'and' : 'whole',
    units: commands.map((command) => unitOf(command, text)),
    because,
  };
}

/**
 * Takes a RUN body or a script apart. Units are divisible at `&&` on the top level, and at `;` and newlines only where the
 * command before is known to end the body when it fails: errexit is in force and it is a simple command or a pipe of
 * simple commands, or it cannot fail. (`sh -c 'false; true'` exits 0, and `set -e; false && true; echo x` goes on.)
 *
 * `env` gives variables in force, HOME included; undefined for unset or unknown ones. Offsets count in `text`. Text that
 * does not parse becomes one opaque unit.
 */
export function parseShell(text: string, env: EnvLookup, options: ShellOptions = {}): ShellScript {
  try {
    return read(text, env, options);
  } catch {
    // Trees deeper than the stack.
    return opaqueScript(text, 'the shell text is nested too deeply');
  }
}

/**
 * The words of an exec form as a script of one command. Its text is the words quoted for a shell, and nothing in them is
 * expanded: exec form starts no shell.
 */
export function execScript(words: readonly string[]): ShellScript {
  let text = '';
  const argv = words.map((value): ShellWord => {
    const quoted = /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
    const start = text === '' ? 0 : text.length + 1;
    text = text === '' ? quoted : `${text} ${quoted}`;
    return { text: quoted, span: { start, end: text.length }, value, glob: false };
  });
  if (argv.length === 0) return { text, divisible: 'and', units: [], because: null };
  const span = { start: 0, end: text.length };
  const command: ShellCommand = { type: 'simple', argv, assignments: [], redirects: [], span };
  return {
    text,
    divisible: 'and',
    units: [{ command, text, span, state: false }],
    because: null,
  };
}

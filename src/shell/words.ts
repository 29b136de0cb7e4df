import { expandBraces } from './braces.js';
import { expandParameter } from './parameters.js';
import type { Scope } from './scope.js';
import type { Assignment, CommandArgument, DoubleQuotedChild, Word, WordPart } from './tree.js';
import type { ShellWord } from './types.js';

/** A part of a word. `split`: it comes out of an unquoted expansion, so its blanks separate words. */
interface Segment {
  readonly value: string | null;
  readonly split: boolean;
  readonly glob: boolean;
}

const literal = (value: string | null): Segment => ({ value, split: false, glob: false });

function variable(text: string, scope: Scope): string | null {
  const name = text.slice(1);
  return /^[A-Za-z_]\w*$/.test(name) ? scope.lookup(name) : null;
}

function expansion(part: DoubleQuotedChild, scope: Scope): string | null {
  if (part.type === 'Literal') return part.value;
  if (part.type === 'SimpleExpansion') return variable(part.text, scope);
  if (part.type === 'ParameterExpansion')
    return expandParameter(part, scope, (word) => expandValue(word, scope));
  return null;
}

function joined(parts: readonly DoubleQuotedChild[], scope: Scope): string | null {
  let all = '';
  for (const part of parts) {
    const value = expansion(part, scope);
    if (value === null) return null;
    all += value;
  }
  return all;
}

/** One part; several alternatives only for brace expansion. */
function segments(part: WordPart, scope: Scope): readonly Segment[] {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
      return [literal(part.value)];
    case 'AnsiCQuoted':
      return [literal(scope.dialect === 'bash' ? part.value : null)];
    case 'DoubleQuoted':
      return [literal(joined(part.parts, scope))];
    case 'LocaleString':
      return [literal(scope.dialect === 'bash' ? joined(part.parts, scope) : null)];
    case 'Glob':
      return [{ value: part.text, split: false, glob: true }];
    case 'ExtendedGlob':
      return [{ value: null, split: false, glob: true }];
    case 'SimpleExpansion':
    case 'ParameterExpansion': {
      const value = expansion(part, scope);
      return [{ value, split: true, glob: value !== null && /[*?[]/.test(value) }];
    }
    case 'BraceExpansion': {
      if (scope.dialect === 'sh') return [literal(/[$`'"\\]/.test(part.text) ? null : part.text)];
      return expandBraces(part.text)?.map(literal) ?? [literal(null)];
    }
    default:
      return [literal(null)];
  }
}

/** `~` and `~/x`; another user's home is not known. */
function expandTilde(segment: Segment, scope: Scope): Segment {
  const match = /^~([^/]*)/.exec(segment.value ?? '');
  if (!match) return segment;
  const home = match[1] === '' ? scope.lookup('HOME') : null;
  return literal(home === null ? null : home + (segment.value ?? '').slice(1));
}

/** Every way to read a word as a row of segments: one, or one for each brace alternative. */
function readings(word: Word, scope: Scope): readonly (readonly Segment[])[] {
  const parts = word.parts;
  if (!parts || parts.length === 0) {
    const only = literal(word.value);
    return [[word.text.startsWith('~') ? expandTilde(only, scope) : only]];
  }
  let rows: Segment[][] = [[]];
  parts.forEach((part, index) => {
    const options = segments(part, scope).map((each) =>
      index === 0 && word.text.startsWith('~') ? expandTilde(each, scope) : each,
    );
    if (rows.length * options.length > 1000) rows = [[literal(null)]];
    else rows = rows.flatMap((row) => options.map((each) => [...row, each]));
  });
  return rows;
}

/** Field splitting by blanks: what a row of segments becomes as arguments. */
function fields(row: readonly Segment[]): readonly string[] | null {
  const done: string[] = [];
  let open: string | null = null;
  for (const { value, split } of row) {
    if (value === null) return null;
    if (!split) {
      open = (open ?? '') + value;
      continue;
    }
    const pieces = value.split(/[ \t\n]+/);
    pieces.forEach((piece, index) => {
      if (index > 0 && open !== null) {
        done.push(open);
        open = null;
      }
      if (piece) open = (open ?? '') + piece;
    });
  }
  if (open !== null) done.push(open);
  return done;
}

/**
 * A word as the arguments that it becomes: none when it is an unquoted empty variable, several when an unquoted variable
 * holds blanks or braces expand; those share text and span. One with value null when anything in it is unknown.
 */
export function expandWord(word: Word, scope: Scope): readonly ShellWord[] {
  const base = { text: word.text, span: { start: word.pos, end: word.end } };
  return readings(word, scope).flatMap((row): readonly ShellWord[] => {
    const glob = row.some((segment) => segment.glob);
    // Another IFS splits elsewhere.
    const odd = row.some((segment) => segment.split) && scope.lookup('IFS') !== null;
    const values = odd ? null : fields(row);
    if (values === null) return [{ ...base, value: null, glob }];
    return values.map((value) => ({ ...base, value, glob }));
  });
}

/** The value of a word where the shell does not split: assignments, redirect targets, `case` words. */
export function expandValue(word: Word, scope: Scope): string | null {
  const rows = readings(word, scope);
  const row = rows[0];
  if (!row || rows.length > 1) return null;
  let all = '';
  for (const { value } of row) {
    if (value === null) return null;
    all += value;
  }
  return all;
}

/** The value that an assignment gives; null when unknown, an array or an element of one. */
export function assignedValue(assignment: Assignment, scope: Scope): string | null {
  if (assignment.index || assignment.value.type === 'ArrayValue') return null;
  const value = expandValue(assignment.value, scope);
  if (!assignment.append || value === null) return value;
  const before = scope.lookup(assignment.name);
  return before === null ? null : before + value;
}

/** Arguments, where `export A=b` counts as the word `A=b`. */
export function expandArgument(argument: CommandArgument, scope: Scope): readonly ShellWord[] {
  if (argument.type === 'Word') return expandWord(argument, scope);
  const value = assignedValue(argument, scope);
  return [
    {
      text: argument.text,
      span: { start: argument.pos, end: argument.end },
      value: value === null ? null : `${argument.name}=${value}`,
      glob: false,
    },
  ];
}

import type { GoFile } from './file.js';
import type { GoToken } from './lexer.js';

/**
 * What a string expression can be: every value it may have (`exact`), the directory that it certainly starts with
 * (`prefix`), or nothing that dockopt can tell.
 */
export type Text =
  | { readonly kind: 'exact'; readonly values: readonly string[] }
  | { readonly kind: 'prefix'; readonly values: readonly string[] }
  | { readonly kind: 'open' };

const OPEN: Text = { kind: 'open' };

/** String constants and variables of a package that only ever hold literals. */
export type Names = ReadonlyMap<string, Text>;

function exact(values: readonly string[]): Text {
  return { kind: 'exact', values };
}

/** Splits tokens at commas outside of brackets. */
export function splitArguments(tokens: readonly GoToken[]): readonly (readonly GoToken[])[] {
  const parts: GoToken[][] = [];
  let part: GoToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'op' && '([{'.includes(token.text)) depth++;
    if (token.kind === 'op' && ')]}'.includes(token.text)) depth--;
    if (depth === 0 && token.kind === 'op' && token.text === ',') {
      parts.push(part);
      part = [];
    } else part.push(token);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** The tokens between the bracket at `open` and the one that closes it, and the index behind that. */
export function bracketed(
  tokens: readonly GoToken[],
  open: number,
): { readonly inside: readonly GoToken[]; readonly end: number } {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'op') continue;
    if ('([{'.includes(token.text)) depth++;
    if (')]}'.includes(token.text) && --depth === 0)
      return { inside: tokens.slice(open + 1, at), end: at + 1 };
  }
  return { inside: tokens.slice(open + 1), end: tokens.length };
}

function combine(parts: readonly Text[], join: (left: string, right: string) => string): Text {
  const first = parts[0];
  if (first?.kind !== 'exact') return first ?? OPEN;
  let values = first.values;
  for (const part of parts.slice(1)) {
    if (part.kind === 'open') return { kind: 'prefix', values: values.map((each) => join(each, '')) };
    const right = part.values;
    values = values.flatMap((left) => right.map((each) => join(left, each)));
    if (values.length > 16) return OPEN;
    if (part.kind === 'prefix') return { kind: 'prefix', values };
  }
  return exact(values);
}

function slashJoin(left: string, right: string): string {
  return left.endsWith('/') || left === '' ? left + right : `${left}/${right}`;
}

const JOINS = new Set(['filepath.Join', 'path.Join']);
const SAME = new Set([
  'filepath.Clean',
  'path.Clean',
  'filepath.FromSlash',
  'filepath.ToSlash',
  'strings.TrimSpace',
  'string',
  'http.Dir',
]);

/** Resolves a string expression. Names come from `namesOf`; what is not a literal, a name, `+` or a path join is open. */
export function readText(tokens: readonly GoToken[], names: Names): Text {
  const first = tokens[0];
  if (!first) return OPEN;
  const sum: GoToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'op' && '([{'.includes(token.text)) depth++;
    if (token.kind === 'op' && ')]}'.includes(token.text)) depth--;
    if (depth === 0 && token.kind === 'op' && token.text === '+') sum.push([]);
    else sum.at(-1)?.push(token);
  }
  if (sum.length > 1)
    return combine(
      sum.map((part) => readText(part, names)),
      (left, right) => left + right,
    );
  if (tokens.length === 1) {
    if (first.kind === 'string') return exact([first.value]);
    return first.kind === 'ident' ? (names.get(first.text) ?? OPEN) : OPEN;
  }
  if (first.text === '(') {
    const { inside, end } = bracketed(tokens, 0);
    return end === tokens.length ? readText(inside, names) : OPEN;
  }
  const open = tokens.findIndex((token) => token.kind === 'op' && token.text === '(');
  if (open < 1) return OPEN;
  const { inside, end } = bracketed(tokens, open);
  if (end !== tokens.length) return OPEN;
  const callee = tokens
    .slice(0, open)
    .map((token) => token.text)
    .join('');
  if (SAME.has(callee)) return readText(inside, names);
  const parts = splitArguments(inside);
  if (JOINS.has(callee) && parts.length > 0)
    return combine(
      parts.map((part) => readText(part, names)),
      slashJoin,
    );
  return OPEN;
}

/** The tokens of an expression that starts at `at`: up to the end of its statement. */
function expressionAt(tokens: readonly GoToken[], at: number): readonly GoToken[] {
  let depth = 0;
  let end = at;
  for (; end < tokens.length; end++) {
    const token = tokens[end];
    if (!token) break;
    const before = tokens[end - 1];
    const goesOn = before?.kind === 'op' && ['+', ',', '(', '.', '='].includes(before.text);
    if (end > at && depth === 0 && token.first && !goesOn) break;
    if (token.kind !== 'op') continue;
    if ('([{'.includes(token.text)) {
      if (token.text === '{' && depth === 0) break;
      depth++;
    }
    if (')]}'.includes(token.text) && --depth < 0) break;
    if (depth === 0 && [';', ','].includes(token.text)) break;
  }
  return tokens.slice(at, end);
}

/** Is the identifier at `at` one of several that are bound at once, or a parameter: `a, x := f()`, `(x, y string)`. */
function boundElsewhere(tokens: readonly GoToken[], at: number): boolean {
  let i = at + 1;
  while (tokens[i]?.text === ',' && tokens[i + 1]?.kind === 'ident') i += 2;
  const after = tokens[i];
  if (i > at + 1 && (after?.text === ':=' || after?.text === '=')) return true;
  if (!after || after.first) return false;
  // `name Type`, `name *Type`, `name []Type`, `name ...Type`: only declarations put a type right behind a name.
  if (after.kind === 'ident')
    return !['range', 'if', 'else', 'case', 'return', 'go', 'defer', 'func', 'in'].includes(
      tokens[at]?.text ?? '',
    );
  return after.text === '...' && tokens[i + 1]?.kind === 'ident';
}

/**
 * String names of a package: constants and variables, at package level or local, whose every binding in the package is a
 * literal. One binding that is anything else (a parameter, `&name` given away, a call's result) makes the name open.
 */
export function namesOf(files: readonly GoFile[]): Names {
  const found = new Map<string, Exclude<Text, { readonly kind: 'open' }>>();
  const open = new Set<string>();
  const bind = (name: string, text: Text): void => {
    const before = found.get(name);
    if (text.kind === 'open') open.add(name);
    else if (!before) found.set(name, text);
    else if (before.kind !== text.kind) open.add(name);
    else found.set(name, { kind: text.kind, values: [...new Set([...before.values, ...text.values])] });
  };
  for (const file of files) {
    const { tokens } = file;
    for (let at = file.body; at < tokens.length; at++) {
      const token = tokens[at];
      if (token?.kind !== 'ident' || tokens[at - 1]?.text === '.') continue;
      const next = tokens[at + 1];
      if (tokens[at - 1]?.text === '&') open.add(token.text);
      else if (next?.text === ':=' || next?.text === '=') {
        if (tokens[at - 1]?.text === ',') open.add(token.text);
        else bind(token.text, readText(expressionAt(tokens, at + 2), found));
      } else if (next?.text === '+=') open.add(token.text);
      else if (next?.text === 'string' && tokens[at + 2]?.text === '=')
        bind(token.text, readText(expressionAt(tokens, at + 3), found));
      else if (boundElsewhere(tokens, at)) open.add(token.text);
    }
  }
  for (const name of open) found.delete(name);
  return found;
}

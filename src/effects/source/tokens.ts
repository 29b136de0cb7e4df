/** Lexical rules that differ: quotes, comments, interpolation. */
export type Syntax = 'js' | 'php' | 'go';

/** A piece of source text, as far as finding calls and what they are given needs it. */
export interface SourceToken {
  readonly kind: 'name' | 'string' | 'command' | 'punctuation' | 'other';
  /** As written; for a string its text when nothing is interpolated, else ''. */
  readonly text: string;
  /** For strings and back-quoted commands: literal text and interpolated expressions, in order. */
  readonly parts: readonly (string | readonly SourceToken[])[];
  /** True when a line break stands before it. */
  readonly fresh: boolean;
  /** For an opening bracket: how many tokens further the closing one is; 0 when there is none. */
  readonly closes: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };
/** How deep strings may hold expressions that hold strings. */
const DEEPEST = 20;
/** Tokens of one call's arguments; more than any call that names a path has. */
const LONGEST = 4000;
const OPERATORS = '=== !== ?-> ??= ... => -> :: || ?? && := == != += .= ?. ?: <= >='.split(' ');

/** Offset of the closing brace for the opening one at `start`; the text's end when there is none. */
function closingBrace(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\') i++;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i;
  }
  return text.length;
}

/** Offset of the quote that ends a string whose body starts at `start`. */
function closingQuote(text: string, start: number, quote: string, syntax: Syntax): number {
  for (let i = start; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\' && !(syntax === 'go' && quote === '`')) i++;
    else if (char === quote) return i;
    else if (syntax === 'js' && quote === '`' && text.startsWith('${', i)) i = closingBrace(text, i + 1);
  }
  return text.length;
}

/** The expression that stands at `at` in a string's body, and where it ends; null when it is plain text. */
function expressionAt(body: string, at: number, syntax: Syntax): { code: string; end: number } | null {
  if (syntax === 'js' ? body.startsWith('${', at) : body.startsWith('{$', at)) {
    const open = syntax === 'js' ? at + 1 : at;
    const end = closingBrace(body, open);
    return { code: body.slice(open + 1, end), end: end + 1 };
  }
  if (syntax !== 'php') return null;
  const found = /^\$[A-Za-z_]\w*(?:->\w+|\[[^\]]*\])?/.exec(body.slice(at, at + 200))?.[0];
  // Inside a string PHP takes the key without quotes.
  return found === undefined ? null : { code: found.replace(/\[(\w+)\]$/, "['$1']"), end: at + found.length };
}

function stringParts(body: string, quote: string, syntax: Syntax, depth: number): SourceToken['parts'] {
  if (syntax === 'go' && quote === '`') return [body];
  const interpolates = syntax === 'js' ? quote === '`' : syntax === 'php' && quote !== "'";
  const parts: (string | readonly SourceToken[])[] = [];
  let text = '';
  for (let i = 0; i < body.length;) {
    const char = body.charAt(i);
    const found = interpolates ? expressionAt(body, i, syntax) : null;
    if (found) {
      parts.push(text, depth < DEEPEST ? tokensOf(found.code, syntax, depth + 1) : []);
      text = '';
      i = found.end;
    } else if (char === '\\') {
      const next = body.charAt(i + 1);
      text += ESCAPES[next] ?? next;
      i += 2;
    } else {
      text += char;
      i++;
    }
  }
  return [...parts, text];
}

/** True when a `/` behind this token starts a regular expression. */
function expectsValue(before: SourceToken | undefined): boolean {
  if (!before) return true;
  if (before.kind === 'name') return /^(?:return|typeof|case|in|of|do|else|await|yield)$/.test(before.text);
  return before.kind === 'punctuation' && !/^[)\]}]$/.test(before.text);
}

/** Where the comment at `at` ends; null when there is none. */
function commentEnd(text: string, at: number, syntax: Syntax): number | null {
  const line =
    text.startsWith('//', at) || (syntax === 'php' && text.charAt(at) === '#' && text.charAt(at + 1) !== '[');
  if (line) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (!text.startsWith('/*', at)) return null;
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

/** Where the PHP code behind the next opening tag starts. */
function nextCode(text: string, at: number): number {
  const open = /<\?(?:php\b|=)/gi;
  open.lastIndex = at;
  return open.exec(text) ? open.lastIndex : text.length;
}

/**
 * Source text taken apart into names, strings and punctuation; comments, white space and what stands outside of PHP's tags
 * are left out. It never fails. `depth` is 0 for a file, more for an
 * expression out of a string.
 */
export function tokensOf(text: string, syntax: Syntax, depth = 0): readonly SourceToken[] {
  const tokens: SourceToken[] = [];
  const brackets: number[] = [];
  let fresh = true;
  const push = (kind: SourceToken['kind'], value: string, parts: SourceToken['parts'] = []): void => {
    const at = tokens.length;
    tokens.push({ kind, text: value, parts, fresh, closes: 0 });
    fresh = false;
    if (kind !== 'punctuation') return;
    if (value === '(' || value === '[' || value === '{') brackets.push(at);
    else if (value === ')' || value === ']' || value === '}') {
      const from = brackets.pop();
      const token = from === undefined ? undefined : tokens[from];
      if (from !== undefined && token) tokens[from] = { ...token, closes: at - from };
    }
  };
  const whole = depth === 0;
  let i = whole && syntax === 'php' ? nextCode(text, 0) : 0;
  if (whole && text.startsWith('#!') && syntax === 'js') i = Math.max(text.indexOf('\n'), 0);
  while (i < text.length) {
    const char = text.charAt(i);
    const comment = commentEnd(text, i, syntax);
    if (/\s/.test(char)) {
      if (char === '\n') fresh = true;
      i++;
    } else if (comment !== null) i = comment;
    else if (syntax === 'php' && text.startsWith('?>', i)) {
      push('punctuation', ';');
      i = nextCode(text, i);
    } else if (char === "'" || char === '"' || char === '`') {
      const end = closingQuote(text, i + 1, char, syntax);
      const parts = stringParts(text.slice(i + 1, end), char, syntax, depth);
      const [only] = parts;
      const value = parts.length === 1 && typeof only === 'string' ? only : '';
      push(syntax === 'php' && char === '`' ? 'command' : 'string', value, parts);
      i = end + 1;
    } else if (syntax === 'php' && text.startsWith('<<<', i)) {
      const open = /^<<<[ \t]*(['"]?)([A-Za-z_]\w*)\1\r?\n/.exec(text.slice(i, i + 200));
      const start = i + (open?.[0].length ?? 3);
      const close = open ? text.slice(start).search(new RegExp(`^[ \\t]*${open[2] ?? ''}\\b`, 'm')) : -1;
      if (open && close >= 0) {
        const quote = open[1] === "'" ? "'" : '"';
        push('string', '', stringParts(text.slice(start, start + close), quote, syntax, depth));
      }
      i = open && close >= 0 ? start + close + (/^\s*\w+/.exec(text.slice(start + close))?.[0].length ?? 0) : start; // prettier-ignore
    } else if (syntax === 'js' && char === '/' && expectsValue(tokens.at(-1))) {
      const end = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/\w*/.exec(text.slice(i, i + 2000))?.[0]
        .length;
      push('other', '');
      i += end ?? 1;
    } else if (/[\w$\u0080-\uffff]/.test(char)) {
      const word = syntax === 'php' ? /\$?[\w\\\u0080-\uffff]+|\$+/y : /[\w$\u0080-\uffff]+/y;
      word.lastIndex = i;
      const name = word.exec(text)?.[0] ?? char;
      push(/^\d/.test(name) ? 'other' : 'name', name);
      i += name.length;
    } else {
      const operator = OPERATORS.find((each) => text.startsWith(each, i)) ?? char;
      push('punctuation', operator);
      i += operator.length;
    }
  }
  return tokens;
}

/** Index of the token that closes the bracket at `open`; the number of tokens when there is none. */
export function closingAt(tokens: readonly SourceToken[], open: number): number {
  const closes = tokens[open]?.closes ?? 0;
  return closes > 0 ? Math.min(open + closes, tokens.length) : tokens.length;
}

/** What stands between the bracket at `open` and the one that closes it, divided at its commas. */
export function argumentsAt(
  tokens: readonly SourceToken[],
  open: number,
): readonly (readonly SourceToken[])[] {
  const end = closingAt(tokens, open);
  const found: (readonly SourceToken[])[] = [];
  // Nested calls share their tokens: without a bound, deep ones would be copied again and again.
  if (end === tokens.length || end - open > LONGEST) return found;
  let start = open + 1;
  for (let i = open + 1; i < end; i++) {
    const token = tokens[i];
    if (token?.kind !== 'punctuation') continue;
    if (/^[([{]$/.test(token.text)) i = closingAt(tokens, i);
    else if (token.text === ',') {
      found.push(tokens.slice(start, i));
      start = i + 1;
    }
  }
  if (start < end) found.push(tokens.slice(start, end));
  return found;
}

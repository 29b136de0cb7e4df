/** One token of Go source. Comments are no tokens; the two that the build reads come as `directives`. */
export interface GoToken {
  readonly kind: 'ident' | 'string' | 'rune' | 'number' | 'op';
  /** As written. */
  readonly text: string;
  /** The string's value, escapes resolved; the text itself for other kinds. */
  readonly value: string;
  readonly line: number;
  readonly start: number;
  /** True when a line end stands before it: statements end there. */
  readonly first: boolean;
}

/** A comment that the Go tools read: `//go:embed`, `//go:build`, `// +build`. */
export interface GoDirective {
  readonly name: 'embed' | 'build' | '+build' | 'generate';
  readonly text: string;
  readonly line: number;
}

export interface GoTokens {
  readonly tokens: readonly GoToken[];
  readonly directives: readonly GoDirective[];
  /** False when a string or a comment never ends: not Go that compiles. */
  readonly clean: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The value of an interpreted string's inside. */
function unescape(inside: string): string {
  if (!inside.includes('\\')) return inside;
  let out = '';
  for (let i = 0; i < inside.length; i++) {
    const letter = inside[i] ?? '';
    if (letter !== '\\') {
      out += letter;
      continue;
    }
    const next = inside[++i] ?? '';
    const simple = ESCAPES[next];
    const hex = HEX_LENGTH[next];
    if (simple !== undefined) out += simple;
    else if (hex !== undefined) {
      const code = Number.parseInt(inside.slice(i + 1, i + 1 + hex), 16);
      out += code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      i += hex;
    } else if (/[0-7]/.test(next)) {
      out += String.fromCharCode(Number.parseInt(inside.slice(i, i + 3), 8) || 0);
      i += 2;
    } else out += next;
  }
  return out;
}

function directive(comment: string, line: number): GoDirective | null {
  const embed = /^\/\/go:embed[ \t]+(.+)$/.exec(comment);
  if (embed) return { name: 'embed', text: embed[1] ?? '', line };
  const build = /^\/\/go:build[ \t]+(.+)$/.exec(comment);
  if (build) return { name: 'build', text: build[1] ?? '', line };
  const generate = /^\/\/go:generate[ \t]+(.+)$/.exec(comment);
  if (generate) return { name: 'generate', text: generate[1] ?? '', line };
  const old = /^\/\/[ \t]*\+build[ \t]+(.+)$/.exec(comment);
  return old ? { name: '+build', text: old[1] ?? '', line } : null;
}

const WORD = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const NUMBER = /\.?\d[\w.]*/y;
const OPERATOR = /:=|\.\.\.|&&|\|\||<-|\+\+|--|[=!<>+\-*/%&|^]=|[^\s]/uy;

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Splits Go source into tokens. Never throws; what is not Go comes out as odd operators. */
export function readTokens(text: string): GoTokens {
  const tokens: GoToken[] = [];
  const directives: GoDirective[] = [];
  let line = 1;
  let first = true;
  let clean = true;
  let at = 0;
  const push = (kind: GoToken['kind'], written: string, value: string): void => {
    tokens.push({ kind, text: written, value, line, start: at, first });
    first = false;
    at += written.length;
  };
  while (at < text.length) {
    const letter = text[at] ?? '';
    if (letter === '\n') {
      line++;
      first = true;
      at++;
      continue;
    }
    if (letter === ' ' || letter === '\t' || letter === '\r') {
      at++;
      continue;
    }
    if (letter === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      const comment = text.slice(at, end < 0 ? text.length : end).trimEnd();
      const found = directive(comment, line);
      if (found) directives.push(found);
      at = end < 0 ? text.length : end;
      continue;
    }
    if (letter === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) clean = false;
      const stop = end < 0 ? text.length : end + 2;
      for (let i = at; i < stop; i++) {
        if (text[i] !== '\n') continue;
        first = true;
        line++;
      }
      at = stop;
      continue;
    }
    if (letter === '`') {
      const end = text.indexOf('`', at + 1);
      if (end < 0) clean = false;
      const written = text.slice(at, end < 0 ? text.length : end + 1);
      push('string', written, written.slice(1, end < 0 ? undefined : -1).replaceAll('\r', ''));
      for (const each of written) if (each === '\n') line++;
      continue;
    }
    if (letter === '"' || letter === "'") {
      let end = at + 1;
      while (end < text.length && text[end] !== letter && text[end] !== '\n')
        end += text[end] === '\\' ? 2 : 1;
      if (text[end] !== letter) clean = false;
      const written = text.slice(at, Math.min(end + 1, text.length));
      const inside = unescape(written.slice(1, text[end] === letter ? -1 : undefined));
      push(letter === '"' ? 'string' : 'rune', written, inside);
      continue;
    }
    const number = match(NUMBER, text, at);
    if (number !== null) {
      push('number', number, number);
      continue;
    }
    const word = match(WORD, text, at);
    if (word !== null) {
      push('ident', word, word);
      continue;
    }
    const operator = match(OPERATOR, text, at) ?? letter;
    push('op', operator, operator);
  }
  return { tokens, directives, clean };
}

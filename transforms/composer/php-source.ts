/** A piece of PHP as far as finding calls needs it. */
export interface PhpToken {
  readonly kind: 'name' | 'variable' | 'string' | 'backtick' | 'punctuation' | 'other';
  /** Names and punctuation as written; strings without quotes, every interpolation replaced by a NUL. */
  readonly text: string;
  readonly line: number;
}

/** Stands in a string for a part whose value is not known. */
export const UNKNOWN_PART = '\0';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  $: '$',
  '`': '`',
};

function singleQuoted(body: string): string {
  return body.replace(/\\([\\'])/g, '$1');
}

/** Double-quoted, backtick and heredoc bodies: escapes undone, `$x`, `$x->y`, `$x[0]`, `{$…}`, `${…}` made unknown. */
function interpolated(body: string): string {
  let out = '';
  for (let i = 0; i < body.length; i++) {
    const char = body.charAt(i);
    if (char === '\\') {
      const next = body.charAt(++i);
      out += ESCAPES[next] ?? `\\${next}`;
      continue;
    }
    const rest = body.slice(i);
    const simple = /^\$[A-Za-z_]\w*(?:->\w+|\[[^\]]*\])?/.exec(rest)?.[0];
    if (simple) {
      out += UNKNOWN_PART;
      i += simple.length - 1;
      continue;
    }
    if (rest.startsWith('{$') || rest.startsWith('${')) {
      let depth = 0;
      let end = i;
      for (; end < body.length; end++) {
        if (body.charAt(end) === '{') depth++;
        else if (body.charAt(end) === '}' && --depth === 0) break;
      }
      out += UNKNOWN_PART;
      i = end;
      continue;
    }
    out += char;
  }
  return out;
}

/** Offset behind the quote that closes the one at `start`. */
function endOfQuoted(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let i = start + 1; i < text.length; i++) {
    if (text.charAt(i) === '\\') i++;
    else if (text.charAt(i) === quote) return i + 1;
  }
  return text.length;
}

/**
 * PHP source taken apart into names, strings and punctuation; comments, white space and text outside `<?php … ?>` are left
 * out. It follows the language's lexical rules (quotes, heredoc, nowdoc, `#[…]` attributes) and never fails.
 */
export function phpTokens(text: string): readonly PhpToken[] {
  const tokens: PhpToken[] = [];
  let line = 1;
  let counted = 0;
  const lineAt = (offset: number): number => {
    for (; counted < offset; counted++) if (text.charCodeAt(counted) === 10) line++;
    return line;
  };
  const push = (kind: PhpToken['kind'], value: string, offset: number): void => {
    tokens.push({ kind, text: value, line: lineAt(offset) });
  };
  let i = 0;
  const html = (): void => {
    const open = /<\?(?:php\b|=)|<\?(?=\s)/gi;
    open.lastIndex = i;
    const found = open.exec(text);
    i = found ? found.index + found[0].length : text.length;
  };
  html();
  while (i < text.length) {
    const char = text.charAt(i);
    const two = text.slice(i, i + 2);
    if (/\s/.test(char)) i++;
    else if (two === '?>') {
      push('punctuation', ';', i);
      i += 2;
      html();
    } else if (two === '//' || (char === '#' && two !== '#[')) {
      const comment = /\r?\n|\?>/g;
      comment.lastIndex = i;
      const end = comment.exec(text);
      i = end ? end.index : text.length;
    } else if (two === '/*') {
      const end = text.indexOf('*/', i + 2);
      i = end < 0 ? text.length : end + 2;
    } else if (char === "'" || char === '"' || char === '`') {
      const end = endOfQuoted(text, i);
      const body = text.slice(i + 1, Math.max(i + 1, end - 1));
      push(char === '`' ? 'backtick' : 'string', char === "'" ? singleQuoted(body) : interpolated(body), i);
      i = end;
    } else if (text.startsWith('<<<', i)) {
      const open = /^<<<[ \t]*(['"]?)([A-Za-z_]\w*)\1\r?\n/.exec(text.slice(i, i + 200));
      const name = open?.[2];
      if (!open || name === undefined) {
        i += 3;
        continue;
      }
      const start = i + open[0].length;
      const close = new RegExp(`^[ \\t]*${name}\\b`, 'm');
      const found = close.exec(text.slice(start));
      const end = found ? start + found.index : text.length;
      const body = text.slice(start, end).replace(/\r?\n$/, '');
      push('string', open[1] === "'" ? body : interpolated(body), i);
      i = end + (found?.[0].length ?? 0);
    } else if (char === '$') {
      const variable = /^\$+\w*/.exec(text.slice(i, i + 200))?.[0] ?? '$';
      push('variable', variable, i);
      i += variable.length;
    } else if (/[A-Za-z_\u0080-\uffff]/.test(char)) {
      const word = /[\w\u0080-\uffff]+/y;
      word.lastIndex = i;
      const name = word.exec(text)?.[0] ?? char;
      push('name', name, i);
      i += name.length;
    } else if (/\d/.test(char)) {
      const digits = /[\w.]+/y;
      digits.lastIndex = i;
      const number = digits.exec(text)?.[0] ?? char;
      push('other', number, i);
      i += number.length;
    } else {
      const operator = ['?->', '->', '::', '=>'].find((each) => text.startsWith(each, i)) ?? char;
      push('punctuation', operator === '?->' ? '->' : operator, i);
      i += operator.length;
    }
  }
  return tokens;
}

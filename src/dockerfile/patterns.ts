/** A shell pattern as a regular expression; null when an escape is none (`\x`). BuildKit knows `*` and `?`, no `[…]`. */
function compile(pattern: string, greedy: boolean, anchored: boolean): RegExp | null {
  let source = anchored ? '^' : '';
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '*') source += greedy ? '[^\\n]*' : '[^\\n]*?';
    else if (char === '?') source += '[^\\n]';
    else if (char === '\\') {
      const after = chars[i + 1];
      if (after === '}' || after === '/') continue;
      if (after !== '*' && after !== '?' && after !== '\\') return null;
      source += '\\' + after;
      i++;
    } else source += /[[\]{}.+()|^$/]/.test(char) ? '\\' + char : char;
  }
  return new RegExp(source, 'u');
}

/** `${V#pattern}` and, greedy, `${V##pattern}`. Null for a malformed pattern. */
export function removePrefix(value: string, pattern: string, greedy: boolean): string | null {
  const expression = compile(pattern, greedy, true);
  if (expression === null) return null;
  const match = expression.exec(value);
  return match === null ? value : value.slice(match[0].length);
}

/** `${V%pattern}` and `${V%%pattern}`: the mirrored pattern on the mirrored value, so that the shortest match is found. */
export function removeSuffix(value: string, pattern: string, greedy: boolean): string | null {
  const result = removePrefix(reverse(value), reversePattern(pattern), greedy);
  return result === null ? null : reverse(result);
}

/** `${V/pattern/text}`, or every match with `all`. */
export function replaceMatch(value: string, pattern: string, text: string, all: boolean): string | null {
  const expression = compile(pattern, true, false);
  if (expression === null) return null;
  return value.replace(all ? new RegExp(expression.source, 'gu') : expression, () => text);
}

function reverse(text: string): string {
  return [...text].toReversed().join('');
}

/** Mirrors a pattern and keeps each escape in front of its character. */
function reversePattern(pattern: string): string {
  const chars = [...pattern];
  let out = '';
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    const after = chars[i + 1];
    if (char === '\\' && after !== undefined) {
      out = char + after + out;
      i++;
    } else out = char + out;
  }
  return out;
}

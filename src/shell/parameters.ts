import type { Scope } from './scope.js';
import type { ParameterExpansionPart, Word } from './tree.js';

/** A shell pattern of literals, `*` and `?` as a regular expression source; null for anything richer. */
function patternSource(pattern: string, greedy: boolean): string | null {
  if (/[[\]\\(){}$`'"]/.test(pattern) || pattern.split('*').length > 4) return null;
  return [...pattern]
    .map((char) => {
      if (char === '*') return greedy ? '[^]*' : '[^]*?';
      if (char === '?') return '[^]';
      return char.replace(/[.+^|/-]/, '\\$&');
    })
    .join('');
}

/** `${X#p}`, `${X##p}`, `${X%p}`, `${X%%p}`. */
function removeAffix(value: string, operator: string, pattern: string): string | null {
  const source = patternSource(pattern, operator.length === 2);
  if (source === null) return null;
  if (operator.startsWith('#')) return value.replace(new RegExp(`^(?:${source})`), '');
  // The shortest suffix is the last place where the pattern fits to the end, the longest one the first.
  const fits = new RegExp(`^(?:${source})$`);
  const longest = operator === '%%';
  for (let i = 0; i <= value.length; i++) {
    const at = longest ? i : value.length - i;
    if (fits.test(value.slice(at))) return value.slice(0, at);
  }
  return value;
}

/**
 * The value of `${…}`, or null when it is not known. A variable that is unset and one that is unknown look the same here,
 * so a default is never taken for an absent variable.
 */
export function expandParameter(
  part: ParameterExpansionPart,
  scope: Scope,
  valueOf: (word: Word) => string | null,
): string | null {
  if (part.index) return null;
  const value = scope.lookup(part.parameter);
  const operation = part.operation;
  if (operation?.type === 'Default' && operation.operator.endsWith('=') && value === null)
    scope.set(part.parameter, null);
  if (value === null || part.prefix === '!') return null;
  if (part.prefix === '#') return operation ? null : String([...value].length);
  if (!operation) return value;
  if (operation.type === 'Default') {
    const given = operation.operator.startsWith(':') ? value !== '' : true;
    if (operation.operator.endsWith('+')) return given ? valueOf(operation.operand) : '';
    if (given) return value;
    if (operation.operator.endsWith('?')) return null;
    const fallback = valueOf(operation.operand);
    if (operation.operator.endsWith('=')) scope.set(part.parameter, fallback);
    return fallback;
  }
  if (operation.type === 'Remove') {
    const pattern = valueOf(operation.operand);
    return pattern === null || value.length > 1000 ? null : removeAffix(value, operation.operator, pattern);
  }
  if (operation.type === 'Replace') {
    const pattern = valueOf(operation.pattern);
    const replacement = valueOf(operation.replacement);
    if (!pattern || replacement === null || /[*?[\\]/.test(pattern)) return null;
    if (operation.operator === '//') return value.split(pattern).join(replacement);
    if (operation.operator === '/') return value.replace(pattern, () => replacement);
  }
  return null;
}

import { parseProblem } from './problem.js';
import { skipSpace } from './space.js';
import type { Directive, Problem } from './types.js';

const shape = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*([^\n]+?)[\t\n\f\r ]*$/;
const known = new Set(['syntax', 'escape', 'check']);

export interface DirectiveBlock {
  readonly directives: readonly Directive[];
  readonly escape: '\\' | '`';
  /** Where the first line after the block starts. */
  readonly end: number;
  readonly problems: readonly Problem[];
}

/**
 * Reads `# name=value` lines from `start` on. The block ends at the first line that is no known directive: an ordinary
 * comment, a blank line, an unknown name (frontend/dockerfile/parser/directives.go).
 */
export function readDirectives(text: string, start: number): DirectiveBlock {
  const directives: Directive[] = [];
  const problems: Problem[] = [];
  let escape: '\\' | '`' = '\\';
  let at = start;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    const directive = readDirective(text, at, next);
    if (directive === null) break;
    const line = directives.length + 1;
    if (directives.some((earlier) => earlier.name === directive.name)) {
      problems.push(
        parseProblem(line, `the directive "${directive.name}" stands twice`, 'remove the second one'),
      );
    }
    if (directive.name === 'escape') {
      if (directive.value === '`' || directive.value === '\\') escape = directive.value;
      else {
        problems.push(
          parseProblem(
            line,
            `"${directive.value}" cannot be the escape character`,
            'use a backslash or a backtick',
          ),
        );
      }
    }
    directives.push(directive);
    at = next;
  }
  return { directives, escape, end: at, problems };
}

function readDirective(text: string, start: number, end: number): Directive | null {
  const hash = skipSpace(text, start, end);
  if (text.charAt(hash) !== '#') return null;
  const match = shape.exec(text.slice(skipSpace(text, hash + 1, end), end));
  const name = match?.[1]?.toLowerCase();
  const value = match?.[2];
  if (name === undefined || value === undefined || !known.has(name)) return null;
  return { name, value, span: { start, end } };
}

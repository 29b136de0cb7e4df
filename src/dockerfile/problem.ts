import type { Problem } from './types.js';

/** The text is not a Dockerfile that BuildKit would build. `line` is one-based. */
export function parseProblem(line: number, message: string, unlock: string): Problem {
  return { code: 'E-PARSE', message, line, unlock };
}

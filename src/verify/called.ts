import { calledPrograms } from './closure-scope.js';
import type { ClosureQuestion } from './closure-scope.js';
import { findProgram } from './programs.js';
import type { FoundProgram } from './programs.js';
import type { Finding, Listing } from './types.js';

function stateOf(found: FoundProgram | null): string | null {
  if (found === null) return null;
  return found.executable ? found.path : `${found.path}, not executable`;
}

/**
 * Whether every program that starts the container, or that is called while it runs, is there and may be executed. One that
 * the original lacks as well is a note: it fails in both, or nothing calls it.
 */
export function checkCalled(before: Listing, after: Listing, question: ClosureQuestion): readonly Finding[] {
  const findings: Finding[] = [];
  for (const name of calledPrograms(question)) {
    const now = findProgram(after, name, question.env, question.workdir);
    if (now?.executable === true) continue;
    const was = findProgram(before, name, question.envBefore ?? question.env, question.workdir);
    const missing = now === null ? 'no directory of PATH has it' : 'it may not be executed';
    findings.push({
      check: 'closure',
      code: 'V-COMMAND',
      weight: was?.executable === true ? 'different' : 'note',
      subject: name,
      before: stateOf(was),
      after: stateOf(now),
      because: now === null && name.includes('/') ? 'there is no such file' : missing,
    });
  }
  return findings;
}

import { calledPrograms } from './closure-scope.js';
import type { ClosureQuestion } from './closure-scope.js';
import { findProgram } from './programs.js';
import type { FoundProgram } from './programs.js';
import type { Finding, Listing } from './types.js';

function stateOf(found: FoundProgram | null): string | null {
  if (found === null) return null;
  return found.executable ? found.path : `${found.path}, not executable`;
}

/** Shells run what is written for a shell; a candidate may start the same without. */
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash']);

/** Programs that the original's own code calls: what an author put in their place is not known. Paths may well be others. */
function expectedProblems(before: Listing, after: Listing, question: ClosureQuestion): readonly Finding[] {
  const known = new Set(calledPrograms(question));
  const findings: Finding[] = [];
  for (const name of question.expected ?? []) {
    if (known.has(name) || name.includes('/') || SHELLS.has(name)) continue;
    const was = findProgram(before, name, question.envBefore ?? question.env, question.workdir);
    const now = findProgram(after, name, question.env, question.workdir);
    if (was?.executable !== true || now?.executable === true) continue;
    findings.push({
      check: 'closure',
      code: 'V-COMMAND',
      weight: 'unsure',
      subject: name,
      before: stateOf(was),
      after: stateOf(now),
      because: 'the app calls it, as its sources say, and no directory of PATH has it',
    });
  }
  return findings;
}

/**
 * Whether every program that starts the container, or that is called while it runs, is there and may be executed. One that
 * the original lacks as well is a note: it fails in both, or nothing calls it.
 */
export function checkCalled(before: Listing, after: Listing, question: ClosureQuestion): readonly Finding[] {
  const findings: Finding[] = [...expectedProblems(before, after, question)];
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

import { createStanding, decides } from './closure-scope.js';
import type { ClosureQuestion, Standing } from './closure-scope.js';
import type { Problem } from './closure-problems.js';
import { findProgram, scriptPrograms } from './programs.js';
import type { Listing, Weight } from './types.js';

/**
 * Installed packages come with scripts for their developers that nobody runs (npm alone leaves dozens of `#!/bin/sh`), so
 * these are notes.
 */
function weightOf(path: string, standing: Standing, worse: boolean): Weight {
  return worse && decides(path, standing) ? 'different' : 'note';
}

/** Whether the program of each script's `#!` line is there. Only scripts that may be executed are started through it. */
export function checkScripts(before: Listing, after: Listing, question: ClosureQuestion): readonly Problem[] {
  const standingOf = createStanding(before, after, question);
  const envBefore = question.envBefore ?? question.env;
  const problems: Problem[] = [];
  for (const [path, file] of after) {
    if (file.script === null || (file.mode & 0o111) === 0 || /\/\.git\//.test(path)) continue;
    for (const program of scriptPrograms(file.script)) {
      if (findProgram(after, program, question.env)?.executable === true) continue;
      const standing = standingOf(path, file);
      const same = before.get(path)?.script === file.script;
      const worse = !same || findProgram(before, program, envBefore)?.executable === true;
      if (!worse && (standing === 'around' || standing === 'package')) continue;
      problems.push({
        code: 'V-SCRIPT',
        weight: weightOf(path, standing, worse),
        subject: program,
        file: path,
        worse,
        place: null,
      });
    }
  }
  return problems;
}

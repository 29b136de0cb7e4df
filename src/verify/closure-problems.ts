import type { Finding, Weight } from './types.js';

/** Something that one file needs and the candidate does not have. */
export interface Problem {
  readonly code: 'V-LOADER' | 'V-LIBRARY' | 'V-MACHINE' | 'V-ELF' | 'V-SCRIPT';
  readonly weight: Weight;
  /** What is missing: a library, a loader, a script's program. */
  readonly subject: string;
  /** The file that needs it. */
  readonly file: string;
  /** False when the original lacked it as well. */
  readonly worse: boolean;
  /** Where it is although it is not looked for there; null when it is nowhere. */
  readonly place: string | null;
}

const NAMED = 3;

function filesLabel(files: readonly string[]): string {
  const named = files.slice(0, NAMED).join(', ');
  return files.length <= NAMED ? named : `${named} and ${files.length - NAMED} more`;
}

function because(problem: Problem, files: readonly string[]): string {
  const label = filesLabel(files);
  if (problem.code === 'V-MACHINE') return 'it is for another machine than the original';
  if (problem.code === 'V-ELF') return 'what it needs could not be read whole';
  const who =
    problem.code === 'V-SCRIPT'
      ? `the first line of ${label} asks for it`
      : `${label} ${files.length === 1 ? 'needs' : 'need'} it`;
  const old = problem.worse ? '' : ', and it is missing in the original too';
  return problem.place === null
    ? `${who}${old}`
    : `${who}, and nothing looks for it in ${problem.place}${old}`;
}

/** One finding for each thing that is missing, with the files that need it. What decides comes first. */
export function reportProblems(problems: readonly Problem[]): readonly Finding[] {
  const groups = new Map<string, { readonly problem: Problem; readonly files: string[] }>();
  for (const problem of problems) {
    const key = [problem.code, problem.weight, problem.subject, problem.worse, problem.place].join('\0');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { problem, files: [problem.file] });
    else if (!group.files.includes(problem.file)) group.files.push(problem.file);
  }
  const findings = [...groups.values()].map(({ problem, files }): Finding => {
    const { code, weight, subject, worse } = problem;
    const before = worse ? 'there' : null;
    const after = code === 'V-ELF' ? 'not read' : problem.place;
    return { check: 'closure', code, weight, subject, before, after, because: because(problem, files) };
  });
  return findings.sort((a, b) => Number(a.weight === 'note') - Number(b.weight === 'note'));
}

import type { Attempt, Decision } from '../plan/types.js';
import { indented, rowLines } from './layout.js';
import { problemLines } from './problems.js';
import { changedRows } from './reasons.js';
import { plainLook, type Look } from './style.js';
import type { Report } from './types.js';
import { rendered } from './visible.js';

/** What a verdict means. */
const MEANINGS: Readonly<Record<Decision['verdict'], string>> = {
  build: 'only the build needs it',
  runtime: 'run time needs it: it runs in the final stage',
  both: 'the build needs it, and run time a part of it',
  carried: 'it runs in the build stage, and what it makes is copied',
  copied: 'run time needs it: it is copied from the build stage',
  check: 'it may fail the build, and stays on the way to the final image',
  changed: 'config that the new base image changes',
  unclear: 'nobody can say what it does, so it keeps what it may touch',
  added: 'new',
  named: 'a stage that gets a name',
  base: 'the base of the final stage',
  config: 'image config, kept as it is',
};

function because(decision: Decision): string {
  const reasons = [...new Set(decision.evidence.map((each) => each.because))];
  const rules = [...new Set(decision.evidence.map((each) => each.rule))];
  return reasons.length > 0 ? `${reasons.join('; ')} [${rules.join(', ')}]` : '';
}

function decisionLines(decisions: readonly Decision[], look: Look): readonly string[] {
  const own = decisions.filter((decision) => decision.verdict !== 'changed');
  const rows = [...own]
    .sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity))
    .map((decision) => ({
      where: decision.line === null ? '' : String(decision.line).padStart(4),
      what: `${decision.verdict.padEnd(8)} ${decision.confidence.padEnd(7)}  ${decision.subject}`,
      why: decision.verdict === 'config' ? '' : because(decision),
    }));
  const changed = changedRows(decisions).map((row) => ({
    ...row,
    what: `${'changed'.padEnd(8)} ${' '.repeat(7)}  ${row.what}`,
  }));
  return rowLines([...rows, ...changed], look.width, look.style.dim);
}

function legend(decisions: readonly Decision[], look: Look): readonly string[] {
  const used = Object.entries(MEANINGS).filter(([verdict]) =>
    decisions.some((decision) => decision.verdict === verdict),
  );
  return used.map(([verdict, meaning]) => `  ${verdict.padEnd(8)} ${look.style.dim(meaning)}`);
}

function attemptLines(attempt: Attempt, look: Look): readonly string[] {
  const holds = attempt.failed.length === 0;
  const head = `  ${attempt.tier}  ${attempt.rung.padEnd(9)} ${attempt.base}`;
  return [
    `${head}: ${holds ? look.style.added('every obligation holds') : look.style.problem('fails')}`,
    ...attempt.failed.flatMap((each) => {
      const why = [...new Set(each.evidence.map((found) => found.because))].join('; ');
      const unlock = each.unlock ? indented(`unlock: ${each.unlock}`, 12, look.width) : [];
      return [
        ...indented(`${each.id} (${each.confidence})${why === '' ? '' : `: ${why}`}`, 8, look.width),
        ...unlock.map(look.style.dim),
      ];
    }),
  ];
}

/** Every decision with line, verdict, confidence, reason and rule; then every candidate and what failed; then refusals. */
export function explainReport(report: Report, look: Look = plainLook): string {
  return rendered(look, (each) => explanation(report, each));
}

function explanation(report: Report, look: Look): string {
  const stages = report.stages.map(
    (stage) =>
      `  ${(stage.name || '(unnamed)').padEnd(10)} FROM ${stage.base}, lines ${stage.lines.start}-${stage.lines.end}`,
  );
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['line  needed   sure     what', decisionLines(report.decisions, look)],
    ['Words', legend(report.decisions, look)],
    [
      'Candidates, in the order in which they were tried; the first that holds and gains enough is taken',
      report.attempts.flatMap((attempt) => attemptLines(attempt, look)),
    ],
    ['Plan', stages],
    [
      'What stands in the way, and what would unlock it',
      report.refusals.flatMap((each) => problemLines(each, look)),
    ],
    ['Notes', report.notes.flatMap((each) => problemLines(each, look))],
  ];
  const head = look.style.heading(`${report.file}: ${report.outcome} (level ${report.level})`);
  const blocks = [
    report.reason === null ? [head] : [head, report.reason],
    ...sections
      .filter(([, lines]) => lines.length > 0)
      .map(([title, lines]) => [look.style.heading(title), ...lines]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

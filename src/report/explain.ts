import type { Decision } from '../plan/types.js';
import { problemText } from './text.js';
import { plainStyle, type Style } from './style.js';
import type { Report } from './types.js';

function because(decision: Decision): string {
  return [...new Set(decision.evidence.map((each) => `${each.because} [${each.rule}]`))].join('; ');
}

function decisionLine(decision: Decision): string {
  const line = decision.line === null ? '    ' : String(decision.line).padStart(4);
  return `${line}  ${decision.verdict.padEnd(8)} ${decision.confidence.padEnd(8)} ${decision.subject}\n${' '.repeat(24)}${because(decision)}`;
}

/** Every decision with line, verdict, confidence, reason and rule; then every candidate and what failed; then refusals. */
export function explainReport(report: Report, style: Style = plainStyle): string {
  const decisions = [...report.decisions].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
  const attempts = report.attempts.flatMap((attempt) => [
    `  ${attempt.tier} ${attempt.rung.padEnd(9)} ${attempt.base}: ${attempt.failed.length === 0 ? 'holds' : 'fails'}`,
    ...attempt.failed.map((each) => {
      const why = each.evidence.map((found) => found.because).join('; ');
      return `      ${each.id} is ${each.confidence}${why ? `: ${why}` : ''}${each.unlock ? `\n        unlock: ${each.unlock}` : ''}`;
    }),
  ]);
  const stages = report.stages.map(
    (stage) =>
      `  ${stage.name || '(unnamed)'}: FROM ${stage.base}, lines ${stage.lines.start}-${stage.lines.end}, ${stage.role}`,
  );
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [style.heading(title), ...lines, ''];
  return [
    style.heading(`${report.file}: ${report.outcome} (level ${report.level})`),
    '',
    ...part('line  verdict  sure     subject', decisions.map(decisionLine)),
    ...part('Candidates, in the order in which they were tried', attempts),
    ...part('Plan', stages),
    ...part(
      'Refused',
      report.refusals.map((each) => problemText(each, report.file)),
    ),
    ...part(
      'Notes',
      report.notes.map((each) => problemText(each, report.file)),
    ),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

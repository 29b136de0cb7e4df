import type { Note, Refusal } from '../classify/types.js';
import { codeTitle } from '../findings/codes.js';
import type { Decision } from '../plan/types.js';
import { patchReport } from './patch.js';
import { sizeTable } from './sizes.js';
import { plainStyle, type Style } from './style.js';
import type { Report } from './types.js';

function reason(decision: Decision): string {
  return [...new Set(decision.evidence.map((each) => each.because))].join('; ');
}

function placed(decision: Decision): string {
  return decision.line === null ? '' : `line ${decision.line}: `;
}

function rows(report: Report, verdicts: readonly Decision['verdict'][]): readonly string[] {
  return report.decisions
    .filter((decision) => verdicts.includes(decision.verdict))
    .map((decision) => `  ${placed(decision)}${decision.subject}\n      ${reason(decision)}`);
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : [style.heading(title), ...lines, ''];
}

/** A refusal or note as one paragraph: place, code, what, and what would unlock it. */
export function problemText(item: Refusal | Note, file: string): string {
  const place = item.at ? `${file}:${item.at.line}: ` : `${file}: `;
  const unlock = item.unlock ? `\n      unlock: ${item.unlock}` : '';
  const title = codeTitle(item.code);
  return `  ${place}${item.code}${title ? ` (${title})` : ''}: ${item.message}${unlock}`;
}

function diffLines(report: Report, style: Style): readonly string[] {
  return patchReport(report)
    .split('\n')
    .filter((line, index, all) => line !== '' || index < all.length - 1)
    .map((line) => {
      if (/^(?:\+\+\+|---|@@)/.test(line)) return style.dim(line);
      if (line.startsWith('+')) return style.added(line);
      return line.startsWith('-') ? style.removed(line) : line;
    });
}

function headline(report: Report): string {
  const base = report.base ? `, base ${report.base.before} -> ${report.base.after}` : '';
  return `${report.file}: ${report.outcome} (level ${report.level})${base}`;
}

/** The report for people: stages, what went where and why, what was kept on purpose, sizes and the diff. */
export function textReport(report: Report, style: Style = plainStyle): string {
  const stages = report.stages.map(
    (stage) =>
      `  ${(stage.name || '(unnamed)').padEnd(10)} FROM ${stage.base}  lines ${stage.lines.start}-${stage.lines.end}`,
  );
  const problems = (items: readonly (Refusal | Note)[]): readonly string[] =>
    items.map((item) => problemText(item, report.file));
  const held = report.notes.filter((note) => note.code.startsWith('H-'));
  const other = report.notes.filter((note) => !note.code.startsWith('H-'));
  const rewritten = report.outcome === 'rewritten';
  const lines = [
    style.heading(headline(report)),
    '',
    ...section('Stages', stages, style),
    ...section('Build time', rewritten ? rows(report, ['build']) : [], style),
    ...section('Build time, checks that still fail the build', rewritten ? rows(report, ['gate']) : [], style),
    ...section('Run time', rewritten ? rows(report, ['runtime', 'both', 'base']) : [], style),
    ...section('Added', rewritten ? rows(report, ['added', 'named']) : [], style),
    ...section('Changed with the base image', rewritten ? rows(report, ['dropped']) : [], style),
    ...section('Kept on purpose', problems(held), style),
    ...section(
      report.outcome === 'invalid' ? 'Not a Dockerfile' : 'Refused',
      problems(report.refusals),
      style,
    ),
    ...section('Notes', problems(other), style),
    ...section(
      'Sizes',
      rewritten && report.sizes ? sizeTable(report.sizes).map((line) => `  ${line}`) : [],
      style,
    ),
    ...section('Diff', rewritten ? diffLines(report, style) : [], style),
    ...section(
      'Next',
      report.next.map((step) => `  ${step}`),
      style,
    ),
  ];
  return lines.join('\n').replace(/\n+$/, '\n');
}

import type { Note, Refusal } from '../classify/types.js';
import { totalSize } from '../estimate/sizes.js';
import { indented, rowLines, type Row } from './layout.js';
import { patchReport } from './patch.js';
import { problemLines } from './problems.js';
import { changedRows, decisionRows, shortReason } from './reasons.js';
import { measuredSizes, megabytesOf } from './measured.js';
import { megabytes, sizeTable } from './sizes.js';
import { joinSections, nextSection, type Section } from './sections.js';
import { plainLook, type Look } from './style.js';
import type { Report } from './types.js';
import { rendered } from './visible.js';
import { measuredSections, verdictText, verificationSections } from './verify-text.js';

/** Sizes in a few words: measured ones where there are some, else the estimate. */
function sizeText({ sizes, verification }: Report): string {
  const measured = measuredSizes(verification);
  if (measured)
    return `; measured ${megabytesOf(measured.before.bytes)} MB -> ${megabytesOf(measured.after.bytes)} MB`;
  return sizes?.before && sizes.after
    ? `; about ${megabytes(totalSize(sizes.before))} MB -> ${megabytes(totalSize(sizes.after))} MB`
    : '';
}

function verdictLines({ verification }: Report, look: Look): readonly string[] {
  if (!verification) return [];
  const verdict = `verified: ${verdictText(verification, look)}`;
  return [verdict, ...indented(verification.because, 2, look.width)];
}

function summary(report: Report, look: Look): readonly string[] {
  const { base, outcome, reason } = report;
  const head = look.style.heading(`${report.file}: ${outcome} (level ${report.level})`);
  if (outcome === 'unchanged') return [head, ...indented(reason ?? '', 0, look.width)];
  if (outcome !== 'rewritten') return [head];
  if (!base) return [head, 'the stages get names; nothing else changes'];
  const images =
    base.before === base.after ? `base ${base.after}, as before` : `base ${base.before} -> ${base.after}`;
  return [head, ...indented(`${images}${sizeText(report)}`, 0, look.width)];
}

function stageLines(report: Report, look: Look): readonly string[] {
  const width = Math.max(...report.stages.map((stage) => stage.name.length), 'unnamed'.length);
  const changed = report.base !== null && report.base.before !== report.base.after;
  const why = changed ? report.decisions.filter((each) => each.verdict === 'base').map(shortReason) : [];
  return report.stages.flatMap((stage) => [
    `  ${(stage.name || 'unnamed').padEnd(width)}  FROM ${stage.base}, lines ${stage.lines.start}-${stage.lines.end}`,
    ...(stage.role === 'runtime' ? why : []).flatMap((each) =>
      indented(each, width + 4, look.width).map(look.style.dim),
    ),
  ]);
}

function diffLines(report: Report, look: Look): readonly string[] {
  const { style } = look;
  const lines = patchReport(report).replaceAll('\r', '').trimEnd().split('\n');
  return lines.map((line, index) => {
    if (index < 2 || line.startsWith('@@')) return style.dim(line);
    if (line.startsWith('+')) return style.added(line);
    return line.startsWith('-') ? style.removed(line) : line;
  });
}

/** Measured sizes take the place of the estimate; they are never shown side by side. */
function sizeSections({ sizes, verification }: Report, look: Look): readonly Section[] {
  const estimated = { title: 'Sizes', lines: sizes ? sizeTable(sizes, look) : [] };
  if (!verification) return [estimated];
  const measured = measuredSections(verification, look);
  return measuredSizes(verification) ? measured : [estimated, ...measured];
}

function rewrittenSections(report: Report, look: Look): readonly Section[] {
  const { decisions } = report;
  const rows = (found: readonly Row[]): readonly string[] => rowLines(found, look.width, look.style.dim);
  return [
    { title: 'Stages', lines: stageLines(report, look) },
    { title: 'Copied to the final image', lines: rows(decisionRows(decisions, ['copied'])) },
    { title: 'Runs in the final stage', lines: rows(decisionRows(decisions, ['runtime', 'both'])) },
    { title: 'Added', lines: rows(decisionRows(decisions, ['added', 'named'])) },
    { title: 'Stays in the build stage', lines: rows(decisionRows(decisions, ['build', 'carried'])) },
    { title: 'Checks that still fail the build', lines: rows(decisionRows(decisions, ['check'])) },
    { title: 'Changed with the base image', lines: rows(changedRows(decisions)) },
  ];
}

/** The report for people: stages, what went where and why, what was kept on purpose, sizes and the diff. */
export function textReport(report: Report, look: Look = plainLook): string {
  return rendered(look, (each) => wholeText(report, each));
}

function wholeText(report: Report, look: Look): string {
  const problems = (items: readonly (Refusal | Note)[]): readonly string[] =>
    items.flatMap((item) => problemLines(item, look));
  const rewritten = report.outcome === 'rewritten';
  const refusals: Section = {
    title: rewritten
      ? 'Not divided further'
      : report.outcome === 'invalid'
        ? 'Not a Dockerfile'
        : 'What stands in the way',
    lines: problems(report.refusals),
  };
  const held = report.notes.filter((note) => note.code.startsWith('H-'));
  const other = report.notes.filter((note) => !note.code.startsWith('H-'));
  const diff: Section = { title: 'Diff', lines: diffLines(report, look) };
  const sections: readonly Section[] = [
    ...(report.verification ? verificationSections(report.verification, look) : []),
    ...(rewritten ? rewrittenSections(report, look) : []),
    refusals,
    { title: 'Kept on purpose', lines: problems(held) },
    { title: 'Notes', lines: problems(other) },
    ...(rewritten ? [...sizeSections(report, look), diff] : []),
    nextSection(report.next, look),
  ];
  return joinSections([...summary(report, look), ...verdictLines(report, look)], sections, look);
}

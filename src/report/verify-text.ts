import type { CheckResult, Verification } from '../verify/types.js';
import { timesTable } from './build-times.js';
import { findingSections } from './findings.js';
import { goneTable } from './gone-files.js';
import { indented, rowLines } from './layout.js';
import { measuredSizes, measuredTable } from './measured.js';
import { joinSections, nextSection, type Section } from './sections.js';
import { plainLook, type Look } from './style.js';
import type { Report } from './types.js';
import { rendered } from './visible.js';

/** What a check's state is called for people. */
const STATES: Readonly<Record<CheckResult['state'], string>> = {
  equal: 'equal',
  different: 'DIFFERENT',
  unsure: 'not proven',
  skipped: 'not compared',
};

/** The verdict in its colour. */
export function verdictText({ verdict }: Verification, look: Look): string {
  if (verdict === 'equal') return look.style.added(verdict);
  return verdict === 'different' ? look.style.removed(verdict) : look.style.problem(verdict);
}

function engineText({ engine }: Verification): string {
  const builder = engine.builder === '' || engine.builder === engine.name ? '' : ` (${engine.builder})`;
  return `${engine.name} ${engine.version}`.trimEnd() + builder;
}

function checkLines({ checks }: Verification, look: Look): readonly string[] {
  const rows = checks.map((each) => ({
    where: each.check,
    what: STATES[each.state],
    why: each.because,
  }));
  return rowLines(rows, look.width, look.style.dim);
}

/** What was compared and found; sizes are a section of their own. */
export function verificationSections(verification: Verification, look: Look): readonly Section[] {
  const { normalised, log, files } = verification;
  const varied =
    normalised.length === 0
      ? []
      : indented(`varies from run to run, so it was left out: ${normalised.join(', ')}`, 2, look.width);
  return [
    {
      title: `Compared on ${engineText(verification)}`,
      lines: [...checkLines(verification, look), ...varied],
    },
    ...findingSections(verification, look),
    { title: 'Gone from the image', lines: files ? goneTable(files, look) : [] },
    { title: 'End of the log', lines: log.map((line) => `  ${line}`) },
  ];
}

/** Measured sizes and build times. */
export function measuredSections(verification: Verification, look: Look): readonly Section[] {
  const sizes = measuredSizes(verification);
  return [
    { title: 'Sizes', lines: sizes ? measuredTable(sizes, look) : [] },
    { title: 'Build times', lines: timesTable(verification) },
  ];
}

/** The report of a comparison for people: the verdict and why, every check, what was found, what was measured. */
export function verifyReport(report: Report, verification: Verification, look: Look = plainLook): string {
  return rendered(look, (each) => comparison(report, verification, each));
}

function comparison(report: Report, verification: Verification, look: Look): string {
  const { file } = report;
  const title = `${look.style.heading(`${file} and ${verification.candidate}:`)} ${verdictText(verification, look)}`;
  return joinSections(
    [title, ...indented(verification.because, 0, look.width)],
    [
      ...verificationSections(verification, look),
      ...measuredSections(verification, look),
      nextSection(report.next, look),
    ],
    look,
  );
}

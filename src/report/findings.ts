import type { Finding, Verification, Weight } from '../verify/types.js';
import { indented, rowLines, shortened, type Row } from './layout.js';
import type { Section } from './sections.js';
import type { Look } from './style.js';
import { visibleLine } from './visible.js';

/** Findings of one code beyond these are counted: a directory that is gone may hold a thousand files. */
const MOST_OF_A_CODE = 12;
const MOST_SUBJECTS = 6;
const LONGEST_VALUE = 400;

function ofWeight(verification: Verification, weight: Weight): readonly Finding[] {
  return verification.checks.flatMap((check) => check.findings.filter((each) => each.weight === weight));
}

function byCode(findings: readonly Finding[]): readonly (readonly [code: string, all: readonly Finding[]])[] {
  const groups = new Map<string, Finding[]>();
  for (const each of findings) groups.set(each.code, [...(groups.get(each.code) ?? []), each]);
  return [...groups];
}

/** A value of one side: an empty one is said, a text of several lines keeps them. */
function valueLines(label: string, value: string | null, look: Look): readonly string[] {
  if (value === null) return [];
  const lines = shortened(value, LONGEST_VALUE).trimEnd().split('\n');
  const room = look.width - 6 - label.length;
  if (value.trim() === '') return [`      ${label}(empty)`];
  return lines.map((line, index) => {
    return `      ${index === 0 ? label : ' '.repeat(label.length)}${shortened(line, room)}`;
  });
}

function findingLines(finding: Finding, look: Look): readonly string[] {
  const subject = finding.subject === '' ? '' : `  ${shortened(visibleLine(finding.subject), look.width)}`;
  return [
    `  ${look.style.problem(finding.code)}${subject}`,
    ...indented(finding.because, 6, look.width),
    ...valueLines('before: ', finding.before, look).map(look.style.dim),
    ...valueLines('after:  ', finding.after, look).map(look.style.dim),
  ];
}

/** Findings at length, those of one code together. */
function atLength(findings: readonly Finding[], look: Look): readonly string[] {
  return byCode(findings).flatMap(([code, all]) => [
    ...all.slice(0, MOST_OF_A_CODE).flatMap((each) => findingLines(each, look)),
    ...(all.length > MOST_OF_A_CODE
      ? [
          `  ${look.style.problem(code)}  and ${all.length - MOST_OF_A_CODE} more; --format json tells more of them`,
        ]
      : []),
  ]);
}

/** Findings in short: those with one reason share a row. */
function inShort(findings: readonly Finding[], look: Look): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { subject, because } of findings) {
    const subjects = reasons.get(because) ?? [];
    if (subject !== '' && !subjects.includes(subject)) subjects.push(subject);
    reasons.set(because, subjects);
  }
  const rows = [...reasons].map(([because, subjects]): Row => {
    const shown = subjects.slice(0, MOST_SUBJECTS).join(', ');
    const more = subjects.length > MOST_SUBJECTS ? ` and ${subjects.length - MOST_SUBJECTS} more` : '';
    return subjects.length === 0
      ? { where: '', what: because, why: '' }
      : { where: '', what: shown + more, why: because };
  });
  return rowLines(rows, look.width, look.style.dim);
}

/** What the comparison found, the gravest first. */
export function findingSections(verification: Verification, look: Look): readonly Section[] {
  return [
    { title: 'What differs', lines: atLength(ofWeight(verification, 'different'), look) },
    { title: 'What is not proven', lines: atLength(ofWeight(verification, 'unsure'), look) },
    { title: 'Allowed differences', lines: inShort(ofWeight(verification, 'allowed'), look) },
    { title: 'Remarks', lines: inShort(ofWeight(verification, 'note'), look) },
  ];
}

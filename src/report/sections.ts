import type { Look } from './style.js';
import type { NextStep } from './types.js';

/** A part of a text report; one without lines is left out. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What to do next: what it is good for, and the command below it. */
export function nextSection(steps: readonly NextStep[], look: Look): Section {
  const lines = steps.flatMap((step) => [
    `  ${step.why}${step.command === null ? '' : ':'}`,
    ...(step.command === null ? [] : [`      ${look.style.heading(step.command)}`]),
  ]);
  return { title: 'Next', lines };
}

/** A report's text: the head, then every section that has lines, a blank line between them. */
export function joinSections(head: readonly string[], sections: readonly Section[], look: Look): string {
  const shown = sections.filter((section) => section.lines.length > 0);
  const blocks = [head, ...shown.map(({ title, lines }) => [look.style.heading(title), ...lines])];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

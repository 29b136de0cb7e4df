import type { Note, Refusal } from '../classify/types.js';
import { indented, wrap } from './layout.js';
import type { Look } from './style.js';

/** A refusal or note on one line, for stderr: place, code, what, and what would unlock it. */
export function problemLine(item: Refusal | Note, file: string): string {
  const place = item.at ? `${item.at.source || file}:${item.at.line}` : file;
  const unlock = item.unlock ? `; unlock: ${item.unlock}` : '';
  return `${place}: ${item.code}: ${item.message}${unlock}`.replaceAll(/\s+/g, ' ');
}

/** A refusal or note as a paragraph of a report: code and line, what, and below it what would unlock it. */
export function problemLines(item: Refusal | Note, look: Look): readonly string[] {
  const head = `${item.code}${item.at ? `  line ${item.at.line}` : ''}`;
  const unlock = item.unlock ? wrap(`unlock: ${item.unlock}`, look.width - 6) : [];
  return [
    `  ${look.style.problem(head)}`,
    ...indented(item.message, 6, look.width),
    ...unlock.map((line) => `      ${look.style.dim(line)}`),
  ];
}

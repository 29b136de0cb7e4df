import type { FilesSummary } from '../verify/files.js';
import { megabytesOf } from './measured.js';
import type { Look } from './style.js';
import { visibleLine } from './visible.js';

/** What a reason is called for people. */
const REASONS: Readonly<Record<FilesSummary['gone'][number]['reason'], string>> = {
  'build tool': 'build tools',
  cache: 'caches',
  source: 'sources',
  'dev dependency': 'development dependencies',
  documentation: 'documentation',
  'package manager data': 'package manager data',
  'another base': 'parts of the old base image',
  planned: 'left out by the plan',
  agreed: 'left out on purpose (--without)',
  unknown: 'for no reason that is known',
};

/** A number with a blank between thousands. */
function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ' ');
}

/** As many examples as there is room for, whole; the end of a path says more than its beginning. */
function fitting(examples: readonly string[], room: number): string {
  const [first = '', ...others] = examples;
  let line = first.length > room ? `…${first.slice(first.length - room + 1)}` : first;
  for (const each of others) {
    if (line.length + 2 + each.length <= room) line += `, ${each}`;
  }
  return line;
}

/** What is gone from the image, by reason: how many files, how many MB, and the biggest few. */
export function goneTable({ gone }: FilesSummary, look: Look): readonly string[] {
  if (gone.length === 0) return [];
  const rows = gone.map(({ reason, files, bytes, examples }) => ({
    reason: REASONS[reason],
    files: grouped(files),
    size: megabytesOf(bytes),
    examples,
  }));
  const all = [{ reason: 'reason', files: 'files', size: 'MB', examples: [] }, ...rows];
  const [reason, files, size] = [
    Math.max(...all.map((row) => row.reason.length)),
    Math.max(...all.map((row) => row.files.length)),
    Math.max(...all.map((row) => row.size.length)),
  ];
  const room = look.width - (2 + reason + 2 + files + 2 + size + 2);
  return all.map((row) => {
    const numbers = `  ${row.reason.padEnd(reason)}  ${row.files.padStart(files)}  ${row.size.padStart(size)}`;
    const examples = fitting(row.examples.map(visibleLine), room);
    return examples === '' ? numbers : `${numbers}  ${look.style.dim(examples)}`;
  });
}

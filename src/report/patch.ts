import { createTwoFilesPatch } from 'diff';
import type { Report } from './types.js';

/**
 * The change as a unified diff that `git apply` takes; empty when nothing changes. `path` is the file's path from the
 * root of the repository, with `/`.
 */
export function patchReport(report: Report, path: string = report.file): string {
  if (report.text === null || report.text === report.input) return '';
  const name = path.replaceAll('\\', '/').replace(/^(?:\.{0,2}\/)+/, '');
  const patch = createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    report.input,
    report.text,
    undefined,
    undefined,
    { context: 3 },
  );
  return patch.replace(/^=+\r?\n/, '').replace(/^(---|\+\+\+) (.*?)\t?$/gm, '$1 $2');
}

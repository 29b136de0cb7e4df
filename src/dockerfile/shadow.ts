import type { DockerfileDoc } from './types.js';

/**
 * The document with one physical line per instruction, for parsers that trip over continuations, comments inside them
 * and here-documents: line n holds instruction n, no line continues, and no here-document starts. Escape characters and
 * `<<` that would do either are replaced by `_`, so offsets in a line are those of the logical text.
 */
export function shadowText(doc: DockerfileDoc): string {
  const lines = doc.instructions.map(({ line }) => {
    const text = line.text
      .trim()
      .replaceAll('<<', '__')
      .replaceAll(/[\r\v\f]/g, ' ');
    let end = text.length;
    while (end > 0 && text.charAt(end - 1) === doc.escape) end--;
    return text.slice(0, end) + '_'.repeat(text.length - end);
  });
  const head = doc.escape === '`' ? '# escape=`\n' : '';
  return head + lines.join('\n');
}

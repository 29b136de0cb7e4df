import { isKeyword } from './instructions.js';
import type { ScannedLine, ScannedLines } from './lines.js';
import type { Comment, DockerfileDoc, Problem } from './types.js';

/** `{{ x }}`, `{% x %}`, `<% x %>`. */
const block = /\{\{-?\s*[^{}\s][^{}]*\}\}|\{%-?\s.*?%\}|<%[=-]?\s.*?%>/;
/** `%%NAME%%`, `@@NAME@@`; one letter alone is a date format (`date +%%Y%%m`). */
const placeholder = /%%[A-Za-z][\w.-]+%%|@@[A-Za-z][\w.-]+@@/;
const preprocessor = /^#(?:include\s*["<]|(?:ifdef|ifndef)\s+\w|endif\b)/;

/**
 * A file that another program must fill in first is refused: what stands in the holes decides. Text in quotes or
 * here-documents is not looked at, for there it is data that the image's own tools fill in (`sed -i 's/@@PORT@@/80/'`,
 * `docker inspect -f '{{.Id}}'`).
 */
export function templateProblems(doc: DockerfileDoc, scanned: ScannedLines): readonly Problem[] {
  const problems: Problem[] = [];
  for (const line of scanned.lines) {
    const found = lineTemplate(line);
    if (found !== null) problems.push(problem(line.line.startLine, found));
    for (const comment of [...line.comments, ...line.line.comments]) {
      if (isPreprocessor(comment)) problems.push(problem(comment.line, comment.text.trim()));
    }
  }
  if (problems.length === 0 && scanned.lines.length === 0 && block.test(doc.text)) {
    problems.push(problem(1, block.exec(doc.text)?.[0] ?? ''));
  }
  return problems;
}

function isPreprocessor(comment: Comment): boolean {
  return preprocessor.test(comment.text);
}

function problem(line: number, found: string): Problem {
  const shown = found.length > 40 ? `${found.slice(0, 40)}…` : found;
  return {
    code: 'E-NONDETERMINISTIC',
    message: `the file is a template: ${shown} is filled in by another program`,
    line,
    unlock: 'give dockopt the file that the template is rendered to',
  };
}

function lineTemplate({ line, split }: ScannedLine): string | null {
  if (!/\{\{|\{%|<%|%%|@@/.test(line.text)) return null;
  const keyword = split.keyword.toLowerCase();
  if (!isKeyword(keyword)) {
    const opening = /^\s*\S*?(?:\{\{|\{%|<%|%%|@@)/.exec(line.text);
    return opening === null ? null : holeIn(line.text);
  }
  const json = split.args.startsWith('[');
  const bare = json ? split.args : withoutQuotes(split.args);
  const found = holeIn(bare);
  if (found === null || keyword === 'from') return found;
  // In a JSON array a Go template is a tool's argument: ["docker", "inspect", "--format", "{{.Id}}"].
  if (json && /^\{\{-?\s*\./.test(found)) return null;
  return inTool(bare, found) ? null : found;
}

function holeIn(text: string): string | null {
  return block.exec(text)?.[0] ?? placeholder.exec(text)?.[0] ?? null;
}

/** Quoted text becomes `""`. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/g, (part) => (part.startsWith('\\') ? part : '""'));
}

/** `go list -f {{.Dir}}` and `sed -i s/@@X@@/y/` hand the hole to a tool. */
function inTool(text: string, found: string): boolean {
  const before = text.slice(0, text.indexOf(found));
  return /(?:^|\s)(?:-f|--format)[= ]?\S*$/.test(before) || /(?:^|\s|;)s[/|,#!:]\S*$/.test(before);
}

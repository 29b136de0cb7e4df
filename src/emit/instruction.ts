import { verbatim } from '../dockerfile/pieces.js';
import type { DockerfileDoc, FromInstruction, Instruction } from '../dockerfile/types.js';
import type { WordEdit } from '../plan/types.js';
import type { Span } from '../source/span.js';

/** An instruction as it stands in the source, continuation, inner comments and heredocs included. */
export function sourceText(doc: DockerfileDoc, instruction: Instruction): string {
  return verbatim(doc.text, instruction.line);
}

/** Where a range of the logical text stands in the source; null when it spans several physical lines. */
function sourceSpan(instruction: Instruction, start: number, end: number): Span | null {
  const piece = instruction.line.pieces.findLast((each) => each.at <= start);
  if (!piece) return null;
  const from = piece.span.start + (start - piece.at);
  const to = from + (end - start);
  return to <= piece.span.end ? { start: from, end: to } : null;
}

/** The instruction's source text with some ranges of its logical text replaced; an edit across lines is not made. */
export function editedText(doc: DockerfileDoc, instruction: Instruction, edits: readonly WordEdit[]): string {
  const base = instruction.line.span.start;
  let text = sourceText(doc, instruction);
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    const span = sourceSpan(instruction, edit.start, edit.end);
    if (span) text = text.slice(0, span.start - base) + edit.text + text.slice(span.end - base);
  }
  return text;
}

/** FROM with another stage name: the name's word replaced, or ` AS name` put behind the image. */
export function namedFrom(doc: DockerfileDoc, from: FromInstruction, name: string): string {
  const text = sourceText(doc, from);
  if (from.name === name) return text;
  const imageEnd = from.imageSpan.end - from.line.span.start;
  if (from.name === null) {
    const as = /^from\b/.test(from.keyword) ? 'as' : 'AS';
    return `${text.slice(0, imageEnd)} ${as} ${name}${text.slice(imageEnd)}`;
  }
  const at = text.toLowerCase().lastIndexOf(from.name.toLowerCase());
  return at < imageEnd ? text : text.slice(0, at) + name + text.slice(at + from.name.length);
}

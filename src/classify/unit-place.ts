import type { DockerfileDoc, Instruction } from '../dockerfile/types.js';
import type { ShellUnit } from '../shell/types.js';
import type { Place } from '../source/span.js';

/** Where an instruction stands, as the user sees it. */
export function instructionPlace(doc: DockerfileDoc, instruction: Instruction): Place {
  const { startLine, endLine, span } = instruction.line;
  return { source: doc.source, line: startLine, endLine, span };
}

function lineAt(doc: DockerfileDoc, offset: number, from: Place): number {
  const between = doc.text.slice(from.span.start, Math.min(offset, from.span.end));
  return from.line + (between.match(/\n/g)?.length ?? 0);
}

/** Where a command of a RUN stands: the lines of its first and last character. */
export function unitPlace(doc: DockerfileDoc, instruction: Instruction, unit: ShellUnit): Place {
  const whole = instructionPlace(doc, instruction);
  if (instruction.line.heredocs.length > 0) {
    const body = instruction.line.heredocs[0]?.span.start ?? whole.span.start;
    const line = lineAt(doc, body + unit.span.start, whole);
    return { ...whole, line, endLine: line };
  }
  const source = (logical: number): number => {
    const piece = instruction.line.pieces.findLast((each) => each.at <= logical);
    return piece ? piece.span.start + (logical - piece.at) : whole.span.start;
  };
  const start = source(instruction.bodyAt + unit.span.start);
  const end = source(instruction.bodyAt + Math.max(unit.span.start, unit.span.end - 1)) + 1;
  return {
    source: doc.source,
    line: lineAt(doc, start, whole),
    endLine: lineAt(doc, end, whole),
    span: { start, end },
  };
}

import type { Comment, DockerfileDoc, Instruction } from '../dockerfile/types.js';
import type { PlannedStage, Step } from '../plan/types.js';
import { editedText, namedFrom, sourceText } from './instruction.js';
import { runText } from './run.js';

export interface PrintedStage {
  readonly name: string;
  readonly role: PlannedStage['role'];
  readonly base: string;
  /** One-based lines in the new text, inclusive. */
  readonly lines: { readonly start: number; readonly end: number };
}

export interface Printed {
  readonly text: string;
  readonly stages: readonly PrintedStage[];
}

/** Comments and blank lines before an instruction, as they stand, the end of the previous line taken off. */
function leading(doc: DockerfileDoc, instruction: Instruction): string {
  return doc.text.slice(instruction.leading.start, instruction.leading.end).replace(/^\r?\n/, '');
}

/** The comment lines before an instruction that moves to another stage, with the blank line that set them off. */
function travelling(doc: DockerfileDoc, instruction: Instruction, inner: readonly Comment[]): string {
  const lines = leading(doc, instruction).split(/\r?\n/);
  const blank = lines.slice(0, -1).some((line) => line.trim() === '');
  const comments = [...instruction.comments, ...inner].map((each) => each.text.trimStart() + doc.newline);
  return (blank ? doc.newline : '') + comments.join('');
}

/** JSON form when a path holds a blank, as COPY wants it. */
function copyPaths(paths: readonly string[]): string {
  return paths.some((path) => /\s/.test(path)) ? JSON.stringify(paths) : paths.join(' ');
}

function stepText(doc: DockerfileDoc, step: Step): string {
  switch (step.step) {
    case 'keep': {
      const instruction = doc.instructions[step.instruction];
      return instruction ? sourceText(doc, instruction) : '';
    }
    case 'derive': {
      const instruction = doc.instructions[step.instruction];
      return instruction ? editedText(doc, instruction, step.edits) : '';
    }
    case 'run': {
      const from = step.from === null ? undefined : doc.instructions[step.from];
      const flags = (from?.flags ?? []).map(
        (flag) => `--${flag.name}${flag.value === null ? '' : `=${flag.value}`}`,
      );
      return runText(step.commands, flags, doc.escape, doc.newline);
    }
    case 'copy-from':
      return `COPY --from=${step.stage} ${copyPaths([...step.sources, step.destination])}`;
    case 'add':
      return `${step.keyword} ${step.body}`;
  }
}

function instructionOf(doc: DockerfileDoc, step: Step): Instruction | undefined {
  if (step.step === 'keep' || step.step === 'derive') return doc.instructions[step.instruction];
  if (step.step === 'run' && step.from !== null) return doc.instructions[step.from];
  return undefined;
}

/** What stands before a step: everything in a stage that keeps its place, comments only in a stage that is new. */
function before(doc: DockerfileDoc, step: Step, place: 'kept' | 'new'): string {
  const instruction = instructionOf(doc, step);
  if (!instruction || !('comments' in step) || !step.comments) return '';
  if (place === 'kept') return leading(doc, instruction);
  // A command that is written anew has no place inside it for the comments that stood there: they go above it.
  return travelling(doc, instruction, step.step === 'run' ? instruction.line.comments : []);
}

function stageText(doc: DockerfileDoc, stage: PlannedStage): string {
  const from = stage.from === null ? undefined : doc.instructions[stage.from];
  const place = from?.type === 'from' ? 'kept' : 'new';
  let text =
    from?.type === 'from'
      ? leading(doc, from) + (stage.name === '' ? sourceText(doc, from) : namedFrom(doc, from, stage.name))
      : `FROM ${stage.base} AS ${stage.name}`;
  for (const step of stage.steps) text += doc.newline + before(doc, step, place) + stepText(doc, step);
  return text;
}

function countLines(text: string): number {
  return text.split('\n').length;
}

/**
 * The Dockerfile that a plan describes. Kept stages and instructions are copied byte for byte, comments travel with
 * their instruction, the input's line ends, BOM, directives and trailing comments stay.
 */
export function print(doc: DockerfileDoc, stages: readonly PlannedStage[]): Printed {
  const first = doc.stages[0]?.from;
  const header = doc.text.slice(0, first ? first.leading.start : 0);
  const lineEnd =
    first && first.leading.start > 0 && /^\r?\n/.test(doc.text.slice(first.leading.start)) ? doc.newline : '';
  const printed: PrintedStage[] = [];
  let text = header + lineEnd;
  let previous: PlannedStage | null = null;
  for (const stage of stages) {
    if (previous) text += stage.from === null ? doc.newline + doc.newline : doc.newline;
    const start = countLines(text);
    const body = stageText(doc, stage);
    const blanks = body.length - body.replace(/^[\r\n]+/, '').length;
    text += body;
    const skipped = countLines(body.slice(0, blanks)) - 1;
    printed.push({
      name: stage.name,
      role: stage.role,
      base: stage.base,
      lines: { start: start + skipped, end: countLines(text) },
    });
    previous = stage;
  }
  const trailing = doc.text.slice(doc.trailing.start, doc.trailing.end);
  return { text: text + trailing, stages: printed };
}

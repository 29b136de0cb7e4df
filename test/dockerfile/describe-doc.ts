import type { DockerfileDoc, Instruction } from '../../src/dockerfile/types.js';

/** A document in the form that `result.json` has: what was understood, or, when there are problems, only those. */
export function describeDoc(doc: DockerfileDoc): object {
  if (doc.problems.length > 0) {
    return { problems: doc.problems.map(({ code, line, message }) => ({ code, line, message })) };
  }
  return {
    escape: doc.escape,
    newline: doc.newline,
    ...(doc.bom ? { bom: true } : {}),
    directives: doc.directives.map(({ name, value }) => `${name}=${value}`),
    instructions: doc.instructions.map(describeInstruction),
    stages: doc.stages.map(({ name, image, base, uses }) => ({ name, image, base, uses })),
  };
}

function describeInstruction(instruction: Instruction): object {
  const { index, keyword, line, flags, stage, leading, comments, body, bodyAt, ...own } = instruction;
  const rest = 'imageSpan' in own ? withoutSpan(own) : own;
  return {
    lines: `${line.startLine}-${line.endLine}`,
    ...rest,
    ...(flags.length > 0 ? { flags: flags.map(({ name, value }) => [name, value]) } : {}),
    ...(line.comments.length > 0 ? { comments: line.comments.map(({ text }) => text) } : {}),
    ...(line.heredocs.length > 0 ? { heredocs: line.heredocs.map(({ span, ...heredoc }) => heredoc) } : {}),
  };
}

function withoutSpan<T extends { readonly imageSpan: unknown }>(from: T): Omit<T, 'imageSpan'> {
  const { imageSpan, ...rest } = from;
  return rest;
}

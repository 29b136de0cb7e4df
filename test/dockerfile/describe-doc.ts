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

const shared = new Set([
  'index',
  'keyword',
  'line',
  'flags',
  'stage',
  'leading',
  'comments',
  'body',
  'bodyAt',
  'imageSpan',
]);

function describeInstruction(instruction: Instruction): object {
  const { line, flags } = instruction;
  const heredocs = line.heredocs.map(({ name, expand, chomp, fileDescriptor, content }) => {
    return { name, expand, chomp, fileDescriptor, content };
  });
  return {
    lines: `${line.startLine}-${line.endLine}`,
    ...Object.fromEntries(Object.entries(instruction).filter(([key]) => !shared.has(key))),
    ...(flags.length > 0 ? { flags: flags.map(({ name, value }) => [name, value]) } : {}),
    ...(line.comments.length > 0 ? { comments: line.comments.map(({ text }) => text) } : {}),
    ...(heredocs.length > 0 ? { heredocs } : {}),
  };
}

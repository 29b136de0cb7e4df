import { astProblems } from './ast.js';
import { readDirectives } from './directives.js';
import { readInstructions } from './instructions.js';
import type { ScannedLines } from './lines.js';
import { scanLines } from './lines.js';
import { parseProblem } from './problem.js';
import { fromProblems, stageGraph } from './stages.js';
import { templateProblems } from './templates.js';
import type { ArgInstruction, DockerfileDoc, Problem } from './types.js';
import { windowsProblems } from './windows.js';

/**
 * Reads a Dockerfile as BuildKit does. Always gives a document; what stops a build, or stops dockopt, is in `problems`,
 * in the order of lines, refusals (templates, Windows) before syntax.
 * `source` is the name to show; `buildArgs` are the values of `--build-arg`.
 */
export function parseDockerfile(
  text: string,
  source = 'Dockerfile',
  buildArgs: Readonly<Record<string, string>> = {},
): DockerfileDoc {
  const bom = text.startsWith('\uFEFF');
  const block = readDirectives(text, bom ? 1 : 0);
  const scanned = scanLines(text, block.end, block.directives.length + 1, block.escape);
  const { instructions, problems } = readInstructions(scanned.lines, block.escape);
  const globalArgs: ArgInstruction[] = [];
  for (const instruction of instructions) {
    if (instruction.stage === -1 && instruction.type === 'arg') globalArgs.push(instruction);
  }
  const doc: DockerfileDoc = {
    source,
    text,
    bom,
    newline: /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n',
    escape: block.escape,
    directives: block.directives,
    instructions,
    globalArgs,
    stages: stageGraph(instructions, globalArgs, block.escape, buildArgs),
    trailing: { start: instructions.at(-1)?.line.span.end ?? block.end, end: text.length },
    problems: [],
  };
  const syntax: Problem[] = [
    ...block.problems,
    ...scanned.problems,
    ...problems,
    ...fromProblems(instructions),
  ];
  const missing = missingFrom(doc, scanned);
  if (missing !== null) syntax.push(missing);
  syntax.sort((a, b) => a.line - b.line);
  const refusals = [...templateProblems(doc, scanned), ...windowsProblems(doc)];
  const disagreements = syntax.length + refusals.length === 0 ? astProblems(doc) : [];
  return { ...doc, problems: [...refusals, ...syntax, ...disagreements] };
}

function missingFrom(doc: DockerfileDoc, scanned: ScannedLines): Problem | null {
  if (scanned.lines.some(({ split }) => split.keyword.toLowerCase() === 'from')) return null;
  const unlock = 'start it with FROM and a base image';
  if (doc.text.trim() === '') return parseProblem(1, 'the file is empty', unlock);
  const first = scanned.lines[0];
  if (first === undefined) return parseProblem(1, 'the file holds comments only', unlock);
  return parseProblem(first.line.startLine, 'the file has no FROM', unlock);
}

import { DockerfileParser } from 'dockerfile-ast';
import { Util } from 'dockerfile-ast/lib/util.js';
import { shadowText } from './shadow.js';
import type { DockerfileDoc, Problem } from './types.js';

// The library asks Node's Buffer whether a character is the byte-order mark; a browser and a bare VM have no Buffer.
Util.isUTF8BOM = (char) => char === '\uFEFF';

/**
 * Reads the shadow text with dockerfile-ast, an independent parser, and compares instruction by instruction. When the two
 * do not see the same instructions, nobody may rewrite the file.
 */
export function astProblems(doc: DockerfileDoc): readonly Problem[] {
  const keywords = readKeywords(shadowText(doc));
  if (keywords === null) return [disagreement(1, 'cannot be read')];
  const count = Math.max(keywords.length, doc.instructions.length);
  for (let index = 0; index < count; index++) {
    const own = doc.instructions[index];
    const other = keywords[index];
    if (own === undefined || other !== own.keyword.toUpperCase()) {
      return [disagreement(own?.line.startLine ?? 1, `reads as ${other ?? 'nothing'}`)];
    }
  }
  return [];
}

function readKeywords(text: string): readonly string[] | null {
  try {
    return DockerfileParser.parse(text)
      .getInstructions()
      .map((instruction) => instruction.getKeyword());
  } catch {
    return null;
  }
}

function disagreement(line: number, what: string): Problem {
  return {
    code: 'E-PARSE',
    message: `two parsers do not agree on the instruction, which ${what} to the second one`,
    line,
    unlock: 'write the instruction in a plainer way',
  };
}

import type { ScannedLine } from './lines.js';
import type { SplitLine } from './flags.js';
import { commandInstruction, healthcheckInstruction, shellInstruction } from './command-instructions.js';
import { copyInstruction } from './copy-instructions.js';
import { fromInstruction } from './from-instruction.js';
import { pairsInstruction } from './pair-instructions.js';
import { onbuildInstruction, textInstruction, wordsInstruction } from './plain-instructions.js';
import { flagError } from './flag-rules.js';
import { parseProblem } from './problem.js';
import { sourceSpan } from './pieces.js';
import type { Flag, Instruction, Problem } from './types.js';

/** What the readers of the single instructions get. */
export interface Draft {
  readonly split: SplitLine;
  readonly escape: string;
  readonly base: {
    readonly index: number;
    readonly keyword: string;
    readonly line: ScannedLine['line'];
    readonly flags: readonly Flag[];
    readonly stage: number;
    readonly leading: ScannedLine['leading'];
    readonly comments: ScannedLine['comments'];
    readonly body: string;
    readonly bodyAt: number;
  };
}

/** Why an instruction is malformed, and what to do. */
export interface Fault {
  readonly fault: string;
  readonly unlock: string;
}

/** What is wrong with an instruction, and how it has to be written. */
export function fault(message: string, unlock: string): Fault {
  return { fault: message, unlock };
}

type Reader = (draft: Draft) => Instruction | Fault;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['add', (draft) => copyInstruction(draft, 'add')],
  ['arg', (draft) => pairsInstruction(draft, 'arg')],
  ['cmd', (draft) => commandInstruction(draft, 'cmd')],
  ['copy', (draft) => copyInstruction(draft, 'copy')],
  ['entrypoint', (draft) => commandInstruction(draft, 'entrypoint')],
  ['env', (draft) => pairsInstruction(draft, 'env')],
  ['expose', (draft) => wordsInstruction(draft, 'expose')],
  ['from', fromInstruction],
  ['healthcheck', healthcheckInstruction],
  ['label', (draft) => pairsInstruction(draft, 'label')],
  ['maintainer', (draft) => textInstruction(draft, 'maintainer')],
  ['onbuild', onbuildInstruction],
  ['run', (draft) => commandInstruction(draft, 'run')],
  ['shell', shellInstruction],
  ['stopsignal', (draft) => textInstruction(draft, 'stopsignal')],
  ['user', (draft) => textInstruction(draft, 'user')],
  ['volume', (draft) => wordsInstruction(draft, 'volume')],
  ['workdir', (draft) => textInstruction(draft, 'workdir')],
]);

/** True for the eighteen words that start an instruction, in any case. */
export function isKeyword(word: string): boolean {
  return readers.has(word.toLowerCase());
}

export interface ReadInstructions {
  readonly instructions: readonly Instruction[];
  readonly problems: readonly Problem[];
}

/**
 * Turns logical lines into typed instructions. A line that is none becomes a problem, and its text is part of what
 * leads the next instruction.
 */
export function readInstructions(lines: readonly ScannedLine[], escape: string): ReadInstructions {
  const instructions: Instruction[] = [];
  const problems: Problem[] = [];
  let stage = -1;
  let leadingStart = lines[0]?.leading.start ?? 0;
  for (const scanned of lines) {
    const { split, line } = scanned;
    const name = split.keyword.toLowerCase();
    const reader = readers.get(name);
    if (reader === undefined) {
      problems.push(unknownKeyword(split.keyword, line.startLine));
      continue;
    }
    if (stage === -1 && name !== 'from' && name !== 'arg') {
      const message = `${split.keyword.toUpperCase()} stands before the first FROM`;
      problems.push(parseProblem(line.startLine, message, 'start the file with FROM, or with ARG and FROM'));
    }
    const draft: Draft = {
      split,
      escape,
      base: {
        index: instructions.length,
        keyword: split.keyword,
        line,
        flags: flagsOf(scanned),
        stage: name === 'from' ? stage + 1 : stage,
        leading: { start: leadingStart, end: line.span.start },
        comments: scanned.comments,
        body: split.args,
        bodyAt: split.argsAt,
      },
    };
    const result = reader(draft);
    const flags = flagError(name, draft.base.flags, split.args);
    if (flags !== null) {
      problems.push(parseProblem(line.startLine, flags, `remove the flag or correct it`));
    }
    if ('fault' in result) {
      problems.push(parseProblem(line.startLine, result.fault, result.unlock));
      continue;
    }
    if (name === 'from') stage++;
    instructions.push(result);
    leadingStart = line.span.end;
  }
  return { instructions, problems };
}

function flagsOf(scanned: ScannedLine): readonly Flag[] {
  return scanned.split.flags.map(({ text, start, end }) => {
    const equals = text.indexOf('=');
    return {
      name: equals === -1 ? text.slice(2) : text.slice(2, equals),
      value: equals === -1 ? null : text.slice(equals + 1),
      span: sourceSpan(scanned.line, start, end),
    };
  });
}

function unknownKeyword(keyword: string, line: number): Problem {
  const shown = keyword.length > 40 ? `${keyword.slice(0, 40)}…` : keyword;
  return parseProblem(
    line,
    `unknown instruction "${shown}"`,
    'correct the keyword, or join the line to the one before',
  );
}

import { builders, printer } from 'prettier/doc';
import type { PlannedCommand } from '../plan/types.js';

type Doc = builders.Doc;

const { group, indent, ifBreak, line } = builders;

const WIDTH = 100;
const TAB = 4;

/** A command with its words, each on a line of its own when they do not fit. */
function commandDoc(command: PlannedCommand, escape: string): Doc {
  if (command.words.length === 0) return command.text;
  const broken = [' ', escape];
  return group([command.text, indent(command.words.map((word) => [ifBreak(broken), line, word]))]);
}

/**
 * The text of a RUN made of several commands that must all succeed, laid out with continuations where one line is too
 * narrow. `flags` are printed as they are (`--mount=…`), `newline` is the document's.
 */
export function runText(
  commands: readonly PlannedCommand[],
  flags: readonly string[],
  escape: string,
  newline: '\n' | '\r\n',
): string {
  const docs = commands.map((command) => commandDoc(command, escape));
  const [first, ...others] = docs;
  const head = ['RUN ', ...flags.map((flag) => `${flag} `)];
  const body =
    others.length === 0
      ? [first ?? '']
      : [first ?? '', indent(others.map((each) => [ifBreak([' ', escape]), line, '&& ', each]))];
  const printed = printer.printDocToString(group([...head, ...body]), {
    printWidth: WIDTH,
    tabWidth: TAB,
    useTabs: false,
  });
  return printed.formatted.replaceAll('\n', newline);
}

import { heredocMarker } from './heredoc.js';
import type { Draft, Fault } from './instructions.js';
import { fault } from './instructions.js';
import { jsonForm } from './json-form.js';
import { isSpace, skipSpace } from './space.js';
import type { CommandForm, Instruction, LogicalLine } from './types.js';

const mixedArray = fault('a JSON array may hold strings only', 'put every word in double quotes');

/** Exec form when the text is a JSON array of strings, else shell form; null for an array of anything else. */
function commandForm(text: string): CommandForm | null {
  const json = jsonForm(text);
  if (json.kind === 'mixed') return null;
  return json.kind === 'words' ? { form: 'exec', words: json.words } : { form: 'shell', text };
}

/** RUN, CMD and ENTRYPOINT. */
export function commandInstruction(draft: Draft, type: 'run' | 'cmd' | 'entrypoint'): Instruction | Fault {
  const { base } = draft;
  const command = commandForm(base.body);
  if (command === null) return mixedArray;
  if (type !== 'run') return { ...base, type, command };
  if (command.form === 'exec' || base.line.heredocs.length === 0) {
    return { ...base, type, command, script: false };
  }
  return { ...base, type, ...heredocCommand(command.text, base.line) };
}

/**
 * What BuildKit hands to the shell for a RUN with heredocs. A heredoc alone is the script itself; one that starts with
 * `#!` is put in a file, and the file is run; anything else is the line with the bodies after it.
 */
function heredocCommand(
  text: string,
  line: LogicalLine,
): { readonly command: CommandForm; readonly script: boolean } {
  const first = line.heredocs[0];
  if (first !== undefined && heredocMarker(text) !== null) {
    if (first.content.startsWith('#!')) {
      return { command: { form: 'shell', text: `/dev/pipes/${first.name}` }, script: false };
    }
    return { command: { form: 'shell', text: first.content }, script: true };
  }
  const bodies = line.heredocs.map(({ content, name }) => `\n${content}${name}`);
  return { command: { form: 'shell', text: text + bodies.join('') }, script: false };
}

/** SHELL: a JSON array with at least one word, as BuildKit wants it; or the fault that BuildKit would report. */
export function shellInstruction(draft: Draft): Instruction | Fault {
  const json = jsonForm(draft.base.body);
  if (json.kind !== 'words' || json.words.length === 0) {
    return fault('SHELL takes a JSON array of strings', 'write it as ["/bin/sh", "-c"]');
  }
  return { ...draft.base, type: 'shell', words: json.words };
}

/** HEALTHCHECK: NONE, or CMD in exec or shell form; or the fault that BuildKit would report. */
export function healthcheckInstruction(draft: Draft): Instruction | Fault {
  const { body } = draft.base;
  let end = 0;
  while (end < body.length && !isSpace(body.charAt(end))) end++;
  const type = body.slice(0, end).toUpperCase();
  const rest = body.slice(skipSpace(body, end, body.length));
  if (type === 'NONE') {
    if (rest !== '') return fault('HEALTHCHECK NONE takes no arguments', 'remove what follows NONE');
    return { ...draft.base, type: 'healthcheck', command: null };
  }
  if (type !== 'CMD') return fault('HEALTHCHECK takes CMD or NONE', 'write CMD in front of the command');
  const command = commandForm(rest);
  if (command === null) return mixedArray;
  const empty = command.form === 'exec' ? command.words.length === 0 : command.text === '';
  if (empty) return fault('HEALTHCHECK CMD has no command', 'add the command, or write NONE');
  return { ...draft.base, type: 'healthcheck', command };
}

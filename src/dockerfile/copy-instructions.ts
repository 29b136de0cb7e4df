import { heredocMarker } from './heredoc.js';
import type { Draft, Fault } from './instructions.js';
import { fault } from './instructions.js';
import { jsonForm } from './json-form.js';
import { splitBlank } from './space.js';
import type { Instruction } from './types.js';
import { unquoted, wordError } from './words.js';

/** COPY and ADD. Heredoc sources are not among `sources`: they are files that `line.heredocs` holds. */
export function copyInstruction(draft: Draft, type: 'copy' | 'add'): Instruction | Fault {
  const { base, escape } = draft;
  const name = type.toUpperCase();
  const json = jsonForm(base.body);
  if (json.kind === 'mixed') {
    return fault('a JSON array may hold strings only', 'put every path in double quotes');
  }
  const words = json.kind === 'words' ? json.words : splitBlank(base.body).map(({ text }) => text);
  const destination = words.at(-1);
  if (destination === undefined || words.length < 2) {
    return fault(`${name} needs a source and a destination`, 'add the missing path');
  }
  if (heredocMarker(destination) !== null) {
    return fault(`${name} cannot copy to a here-document`, 'add a destination path');
  }
  const sources: string[] = [];
  for (const word of words.slice(0, -1)) {
    if (heredocMarker(word) !== null) continue;
    const wrong = wordError(word, escape);
    if (wrong !== null)
      return fault(
        `${name}: in ${word}, ${wrong}`,
        'close the quote, or use the JSON form for paths with blanks',
      );
    sources.push(unquoted(word, escape));
  }
  const wrong = wordError(destination, escape);
  if (wrong !== null)
    return fault(
      `${name}: in ${destination}, ${wrong}`,
      'close the quote, or use the JSON form for paths with blanks',
    );
  const from = type === 'copy' ? base.flags.find((flag) => flag.name === 'from') : undefined;
  return { ...base, type, sources, destination: unquoted(destination, escape), from: from?.value || null };
}

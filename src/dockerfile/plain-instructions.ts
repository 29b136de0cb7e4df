import { splitLine } from './flags.js';
import type { Draft, Fault } from './instructions.js';
import { fault } from './instructions.js';
import { jsonForm } from './json-form.js';
import { splitBlank } from './space.js';
import type { Instruction } from './types.js';
import { wordError } from './words.js';

const closeIt = 'close it, or put an escape character in front of it';

/** WORKDIR, USER, STOPSIGNAL and MAINTAINER take the rest of the line as one word. */
export function textInstruction(
  draft: Draft,
  type: 'workdir' | 'user' | 'stopsignal' | 'maintainer',
): Instruction | Fault {
  const { base, escape } = draft;
  const name = type.toUpperCase();
  if (base.body === '') return fault(`${name} has no argument`, 'add it');
  const wrong = type === 'maintainer' ? null : wordError(base.body, escape);
  if (wrong !== null) return fault(`${name}: ${wrong}`, closeIt);
  return { ...base, type, value: base.body };
}

/** EXPOSE splits at blanks; VOLUME does too, unless it is a JSON array. */
export function wordsInstruction(draft: Draft, type: 'expose' | 'volume'): Instruction | Fault {
  const { base, escape } = draft;
  const name = type.toUpperCase();
  const json = type === 'volume' ? jsonForm(base.body) : null;
  if (json?.kind === 'mixed') {
    return fault('a JSON array may hold strings only', 'put every path in double quotes');
  }
  const words =
    json?.kind === 'words'
      ? json.words.map((word) => word.trim())
      : splitBlank(base.body).map(({ text }) => text);
  if (words.length === 0) return fault(`${name} has no argument`, 'add it');
  for (const word of words) {
    if (word === '') return fault(`${name} has an empty argument`, 'remove it');
    const wrong = wordError(word, escape);
    if (wrong !== null) return fault(`${name}: in ${word}, ${wrong}`, closeIt);
  }
  return { ...base, type, words };
}

const forbidden = new Set(['ONBUILD', 'MAINTAINER', 'FROM']);

/** The trigger is kept as text: it runs in another build, where it may mean something else. */
export function onbuildInstruction(draft: Draft): Instruction | Fault {
  const { base, escape } = draft;
  if (base.body === '') return fault('ONBUILD has no instruction', 'add it');
  const inner = splitLine(base.line.text, base.bodyAt, escape);
  const keyword = inner.keyword.toUpperCase();
  if (forbidden.has(keyword)) return fault(`ONBUILD cannot hold ${keyword}`, 'remove it');
  const bodies = base.line.heredocs.map(({ content, name }) => `\n${content}${name}`);
  return { ...base, type: 'onbuild', trigger: base.body + bodies.join('') };
}

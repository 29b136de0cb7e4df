import type { Draft, Fault } from './instructions.js';
import { fault } from './instructions.js';
import { sourceSpan } from './pieces.js';
import { splitBlank } from './space.js';
import type { Instruction } from './types.js';
import { wordError } from './words.js';

const stageName = /^[a-z][a-z0-9-_.]*$/;

/** FROM: the image, and AS with a stage name; or the fault that BuildKit would report. */
export function fromInstruction(draft: Draft): Instruction | Fault {
  const { base, escape } = draft;
  const words = splitBlank(base.body);
  const [image, as, name] = words;
  if (
    image === undefined ||
    (words.length !== 1 && (words.length !== 3 || as?.text.toLowerCase() !== 'as'))
  ) {
    return fault('FROM takes an image, and AS with a stage name', 'write FROM image, or FROM image AS name');
  }
  if (name !== undefined && !stageName.test(name.text.toLowerCase())) {
    return fault(
      `"${name.text}" cannot name a stage`,
      'start with a letter; letters, digits, "-", "_" and "." may follow',
    );
  }
  const wrong = wordError(image.text, escape);
  if (wrong !== null) return fault(`FROM: in ${image.text}, ${wrong}`, 'correct the image name');
  const start = base.bodyAt + image.at;
  return {
    ...base,
    type: 'from',
    image: image.text,
    imageSpan: sourceSpan(base.line, start, start + image.text.length),
    name: name?.text ?? null,
    platform: base.flags.find((flag) => flag.name === 'platform')?.value || null,
  };
}

import type { Scope } from './scope.js';
import type { Redirection } from './tree.js';
import type { Redirect, ShellWord } from './types.js';
import { expandValue } from './words.js';

/**
 * A redirect with its target. A here-document is one whose target is the body: quoted delimiters keep it literal, others
 * have a known value only when nothing in it is to be expanded.
 */
export function convertRedirect(node: Redirection, scope: Scope, text: string): Redirect {
  const descriptor = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : null;
  const base = { operator: node.operator, fileDescriptor: descriptor };
  if (node.type === 'HereDoc') {
    const { body, delimiter, closing } = node;
    const whole = delimiter?.quoted === true || !/[$`\\]/.test(body.text);
    const lines = node.operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text;
    const target: ShellWord = {
      text: body.text,
      span: { start: body.pos, end: body.end },
      value: closing && whole ? lines : null,
      glob: false,
    };
    return { ...base, target };
  }
  const word = node.target;
  if (!word) {
    const at = { start: node.pos, end: node.end };
    return { ...base, target: { text: text.slice(at.start, at.end), span: at, value: null, glob: false } };
  }
  const glob = word.parts?.some((part) => part.type === 'Glob' || part.type === 'ExtendedGlob') ?? false;
  return {
    ...base,
    target: {
      text: word.text,
      span: { start: word.pos, end: word.end },
      value: expandValue(word, scope),
      glob,
    },
  };
}

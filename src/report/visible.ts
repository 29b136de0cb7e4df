import { plainStyle, type Look, type Style } from './style.js';

/** Characters that turn the direction of what follows, and the control characters that have no picture. */
const OTHERS = /[\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text for a terminal: control characters, which may move its cursor, rename its window or hide what is there, become pictures
 * of themselves, one for one. Tabs and line feeds stay.
 */
export function visible(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, (control) =>
      String.fromCharCode(0x2400 + control.charCodeAt(0)),
    )
    .replaceAll('\u007f', '\u2421')
    .replaceAll(OTHERS, '\ufffd');
}

/** The same for what has to stay on one line: a file's name may hold any character. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '\u240a');
}

/** Unicode keeps these for use inside of a program; they stand for styles until the text is without control characters. */
const OPEN = {
  heading: '\ufdd0',
  added: '\ufdd1',
  removed: '\ufdd2',
  dim: '\ufdd3',
  problem: '\ufdd4',
} as const;
const CLOSE = '\ufddf';
const MARKED = /([\ufdd0-\ufdd4])([^\ufdd0-\ufddf]*)\ufddf/g;

function marks(open: string): (text: string) => string {
  return (text) => open + text + CLOSE;
}

const MARKS: Style = {
  heading: marks(OPEN.heading),
  added: marks(OPEN.added),
  removed: marks(OPEN.removed),
  dim: marks(OPEN.dim),
  problem: marks(OPEN.problem),
};

function styleOf(open: string, style: Style): (text: string) => string {
  if (open === OPEN.heading) return style.heading;
  if (open === OPEN.added) return style.added;
  if (open === OPEN.removed) return style.removed;
  return open === OPEN.dim ? style.dim : style.problem;
}

/** A report that has no control characters but those of the look's own style. */
export function rendered(look: Look, render: (look: Look) => string): string {
  if (look.style === plainStyle) return visible(render(look));
  return visible(render({ ...look, style: MARKS }))
    .replaceAll(MARKED, (_all, open: string, text: string) => styleOf(open, look.style)(text))
    .replaceAll(/[\ufdd0-\ufddf]/g, '');
}

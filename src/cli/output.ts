import { styleText } from 'node:util';
import { visible } from '../report/visible.js';
import { plainStyle, type Style } from '../report/style.js';

const NARROWEST = 60;
const WIDEST = 140;
const USUAL = 100;

/** NO_COLOR wins over FORCE_COLOR; each counts when it is set and not empty (FORCE_COLOR=0 is off). */
function coloured(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY && TERM !== 'dumb';
}

function paint(format: Parameters<typeof styleText>[0]): (text: string) => string {
  return (text) => styleText(format, text, { validateStream: false });
}

/** Colours when the stream is a terminal or FORCE_COLOR says so, and NO_COLOR is not set; else none. */
export function styleFor(stream: NodeJS.WriteStream): Style {
  if (!coloured(stream)) return plainStyle;
  return {
    heading: paint('bold'),
    added: paint('green'),
    removed: paint('red'),
    dim: paint('dim'),
    problem: paint('yellow'),
  };
}

/** The width of reports: COLUMNS, else the terminal's, else 100; never too narrow to read. */
export function widthFor(stream: NodeJS.WriteStream): number {
  const given = Number(process.env['COLUMNS']);
  const width = Number.isInteger(given) && given > 0 ? given : stream.isTTY ? stream.columns : USUAL;
  return Math.min(WIDEST, Math.max(NARROWEST, width || USUAL));
}

/** Writes to standard output. */
export function out(text: string): void {
  process.stdout.write(text);
}

/** Writes a line to standard error: names and values of the user's files may be in it. */
export function err(line: string): void {
  process.stderr.write(`${visible(line)}\n`);
}

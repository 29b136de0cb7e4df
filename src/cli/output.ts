import { styleText } from 'node:util';
import { plainStyle, type Style } from '../report/style.js';

/** Colours when the stream is a terminal and NO_COLOR is not set, else none. */
export function styleFor(stream: NodeJS.WriteStream): Style {
  if (!stream.isTTY || process.env['NO_COLOR']) return plainStyle;
  return {
    heading: (text) => styleText('bold', text),
    added: (text) => styleText('green', text),
    removed: (text) => styleText('red', text),
    dim: (text) => styleText('dim', text),
  };
}

/** Writes to standard output. */
export function out(text: string): void {
  process.stdout.write(text);
}

/** Writes a line to standard error. */
export function err(line: string): void {
  process.stderr.write(`${line}\n`);
}

import type { Span } from '../source/span.js';
import type { SplitLine } from './flags.js';
import { splitLine } from './flags.js';
import type { Marker } from './heredoc.js';
import { chomped, heredocMarkers } from './heredoc.js';
import { parseProblem } from './problem.js';
import { isSpace, skipSpace } from './space.js';
import type { Comment, Heredoc, LogicalLine, Piece, Problem } from './types.js';

/** A logical line, what stands before it, and its first division. */
export interface ScannedLine {
  readonly line: LogicalLine;
  readonly split: SplitLine;
  readonly leading: Span;
  readonly comments: readonly Comment[];
}

export interface ScannedLines {
  readonly lines: readonly ScannedLine[];
  readonly problems: readonly Problem[];
}

/** BuildKit reads lines with a Go scanner, whose buffer this is. */
const maxLineBytes = 65535;

interface Cursor {
  readonly text: string;
  readonly escape: string;
  /** Start of the next physical line, and its one-based number. */
  at: number;
  line: number;
}

interface Physical {
  readonly start: number;
  /** Without `\n` and every `\r` in front of it. */
  readonly end: number;
  readonly next: number;
  readonly line: number;
}

/**
 * Joins physical lines into logical ones after BuildKit's parser.go: comment lines and blank lines inside a continuation
 * vanish, an escape character that another one precedes continues nothing, and heredoc bodies follow their instruction.
 */
export function scanLines(text: string, start: number, startLine: number, escape: string): ScannedLines {
  const cursor: Cursor = { text, escape, at: start, line: startLine };
  const lines: ScannedLine[] = [];
  const problems: Problem[] = [];
  let leadingStart = start;
  let comments: Comment[] = [];
  for (let physical = take(cursor); physical !== null; physical = take(cursor)) {
    if (physical.end - physical.start > maxLineBytes / 3 && tooLong(text, physical)) {
      problems.push(parseProblem(physical.line, 'the line is longer than 64 KiB', 'split the line'));
    }
    const first = skipSpace(text, physical.start, physical.end);
    if (first === physical.end) continue;
    if (text.charAt(first) === '#') {
      comments.push(comment(text, physical, first));
      continue;
    }
    const { line, split, problem } = logicalLine(cursor, physical, first);
    if (problem !== null) problems.push(problem);
    lines.push({ line, split, leading: { start: leadingStart, end: line.span.start }, comments });
    leadingStart = line.span.end;
    comments = [];
  }
  return { lines, problems };
}

function take(cursor: Cursor): Physical | null {
  const { text, at: start, line } = cursor;
  if (start >= text.length) return null;
  const newline = text.indexOf('\n', start);
  const next = newline === -1 ? text.length : newline + 1;
  let end = newline === -1 ? text.length : newline;
  while (end > start && text.charAt(end - 1) === '\r') end--;
  cursor.at = next;
  cursor.line++;
  return { start, end, next, line };
}

function tooLong(text: string, line: Physical): boolean {
  let bytes = 0;
  for (let at = line.start; at < line.end; at++) {
    const code = text.charCodeAt(at);
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes >= maxLineBytes;
}

function comment(text: string, line: Physical, start: number): Comment {
  return { text: text.slice(start, line.end), span: { start, end: line.end }, line: line.line };
}

/** Where the text before a continuation's escape character ends; -1 when the line does not continue. */
function continuation(text: string, start: number, end: number, escape: string): number {
  let at = end;
  while (at > start && (text.charAt(at - 1) === ' ' || text.charAt(at - 1) === '\t')) at--;
  if (at === start || text.charAt(at - 1) !== escape) return -1;
  return at - 1 > start && text.charAt(at - 2) === escape ? -1 : at - 1;
}

interface Finished {
  readonly line: LogicalLine;
  readonly split: SplitLine;
  readonly problem: Problem | null;
}

function logicalLine(cursor: Cursor, opening: Physical, first: number): Finished {
  const { text, escape } = cursor;
  const pieces: Piece[] = [];
  const comments: Comment[] = [];
  let joined = '';
  const add = (start: number, end: number): void => {
    if (end === start) return;
    pieces.push({ at: joined.length, span: { start, end } });
    joined += text.slice(start, end);
  };
  let last = opening;
  let cut = continuation(text, first, opening.end, escape);
  add(first, cut === -1 ? opening.end : cut);
  while (cut !== -1) {
    const physical = take(cursor);
    if (physical === null) break;
    last = physical;
    const content = skipSpace(text, physical.start, physical.end);
    if (content === physical.end) continue;
    if (text.charAt(content) === '#') {
      comments.push(comment(text, physical, content));
      continue;
    }
    cut = continuation(text, physical.start, physical.end, escape);
    add(physical.start, cut === -1 ? physical.end : cut);
  }
  const split = splitLine(joined, 0, escape);
  const { heredocs, end, endLine, problem } = readHeredocs(
    cursor,
    heredocMarkers(joined, split, escape),
    last,
  );
  const line: LogicalLine = {
    text: joined,
    pieces,
    comments,
    heredocs,
    span: { start: first, end },
    startLine: opening.line,
    endLine,
  };
  return { line, split, problem: problem === null ? null : { ...problem, line: opening.line } };
}

interface Bodies {
  readonly heredocs: readonly Heredoc[];
  readonly end: number;
  readonly endLine: number;
  readonly problem: Problem | null;
}

/**
 * Takes the bodies that follow an instruction. A marker with a blank (`<< EOF`) whose name ends no body is taken for
 * what older BuildKits see, plain text (`$((1 << 2))`): with a newer one such a file would not build at all.
 */
function readHeredocs(cursor: Cursor, markers: readonly Marker[], last: Physical): Bodies {
  const { at, line } = cursor;
  const heredocs: Heredoc[] = [];
  let end = last.end;
  let endLine = last.line;
  for (const marker of markers) {
    const body = readBody(cursor, marker);
    if (body === null) {
      cursor.at = at;
      cursor.line = line;
      if (marker.spaced)
        return readHeredocs(
          cursor,
          markers.filter((one) => !one.spaced),
          last,
        );
      cursor.at = cursor.text.length;
      const message = `the here-document <<${marker.name} is not closed`;
      const problem = parseProblem(line, message, `add a line that holds only ${marker.name}`);
      return { heredocs, end: trimNewlines(cursor.text, last.end), endLine, problem };
    }
    heredocs.push(body.heredoc);
    end = body.terminator.end;
    endLine = body.terminator.line;
  }
  return { heredocs, end, endLine, problem: null };
}

function trimNewlines(text: string, from: number): number {
  let end = text.length;
  while (end > from && isSpace(text.charAt(end - 1))) end--;
  return end;
}

function readBody(
  cursor: Cursor,
  marker: Marker,
): { readonly heredoc: Heredoc; readonly terminator: Physical } | null {
  const { text } = cursor;
  const start = cursor.at;
  for (let physical = take(cursor); physical !== null; physical = take(cursor)) {
    let from = physical.start;
    while (marker.chomp && text.charAt(from) === '\t') from++;
    if (physical.end - from !== marker.name.length || !text.startsWith(marker.name, from)) continue;
    const content = text.slice(start, physical.start);
    const heredoc: Heredoc = {
      name: marker.name,
      expand: marker.expand,
      chomp: marker.chomp,
      fileDescriptor: marker.fileDescriptor,
      content: marker.chomp ? chomped(content) : content,
      span: { start, end: physical.start },
    };
    return { heredoc, terminator: physical };
  }
  return null;
}

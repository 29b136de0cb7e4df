import type { SplitLine } from './flags.js';
import { splitLine } from './flags.js';
import { jsonForm } from './json-form.js';
import { lex } from './lexer.js';

/** A heredoc's beginning as it stands in an instruction. */
export interface Marker {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly fileDescriptor: number;
  /** True for `<< EOF`: only BuildKit from 0.17 on takes it for a heredoc. */
  readonly spaced: boolean;
}

const shape = /^([0-9]*)<<(-?)([\t\n\f\r ]*)([^<]*)$/;
const carriers = new Set(['add', 'copy', 'run']);
const unset = (): null => null;

/** The markers of a logical line, in order; the bodies follow in the same order. */
export function heredocMarkers(line: string, split: SplitLine, escape: string): readonly Marker[] {
  if (!line.includes('<<') || !mayCarry(line, split, escape)) return [];
  // The escape directive does not reach this lexer: BuildKit looks for heredocs with a backslash always.
  const { words } = lex(line, unset, { escape: '\\', rawQuotes: true, rawEscapes: true, skipUnset: true });
  const markers: Marker[] = [];
  for (const word of words) {
    const marker = heredocMarker(word);
    if (marker !== null) markers.push(marker);
  }
  return markers;
}

/** Reads one word (`3<<-"EOF"`) as a heredoc's beginning; null when it is none. */
export function heredocMarker(word: string): Marker | null {
  const match = shape.exec(word);
  const rest = match?.[4];
  if (match === null || rest === undefined || rest === '') return null;
  const options = { escape: '\\', rawEscapes: false, skipUnset: true };
  const bare = lex(rest, unset, { ...options, rawQuotes: false }).words;
  const raw = lex(rest, unset, { ...options, rawQuotes: true }).words;
  const name = bare[0];
  const rawName = raw[0];
  if (name === undefined || rawName === undefined || bare.length !== 1) return null;
  return {
    name,
    expand: quotes(name) === quotes(rawName),
    chomp: match[2] === '-',
    fileDescriptor: Number(match[1] ?? 0),
    spaced: match[3] !== '',
  };
}

function quotes(text: string): number {
  return text.replaceAll(/[^'"]/g, '').length;
}

/** Only RUN, COPY and ADD in shell form take heredocs, and ONBUILD in front of one of them. */
function mayCarry(line: string, split: SplitLine, escape: string): boolean {
  const keyword = split.keyword.toLowerCase();
  const inner = keyword === 'onbuild' ? splitLine(line, split.argsAt, escape) : split;
  return carriers.has(inner.keyword.toLowerCase()) && jsonForm(inner.args).kind === 'none';
}

/** A body with the tabs that start its lines taken off, as `<<-` asks for. */
export function chomped(content: string): string {
  return content.replaceAll(/(^|\n)\t+/g, '$1');
}

// The yaml package takes 80 to 110 ms to load, more than starting node does. Lockfiles and the settings next to them are
// written by machines in a small part of YAML, which this file reads: block mappings and sequences, flow collections,
// quoted, plain and block scalars, comments. Anchors and tags are not read. Of several documents
// (pnpm 11 puts one about itself before the lockfile) the last one's keys win.

import { MAX_DEPTH, balanced, flow, quotedEnd, scalar, unquote } from './yaml-scalars.js';
import type { YamlValue } from './yaml-scalars.js';

interface Reader {
  readonly lines: string[];
  at: number;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const isBlank = (line: string): boolean =>
  /^\s*(?:#.*)?$/u.test(line) || /^(?:---|\.\.\.|%YAML.*)\s*$/u.test(line);

function skipBlank(reader: Reader): string | null {
  for (let line = reader.lines[reader.at]; line !== undefined; line = reader.lines[++reader.at]) {
    if (!isBlank(line)) return line;
  }
  return null;
}

/** Takes `key:` off a line; null when the line is none. */
function splitKey(text: string): { key: string; rest: string } | null {
  if (text.startsWith('"') || text.startsWith("'")) {
    const end = quotedEnd(text, 0);
    const colon = end < 0 ? null : /^\s*:(?=\s|$)/u.exec(text.slice(end));
    if (colon === null) return null;
    return { key: unquote(text.slice(0, end)), rest: text.slice(end + colon[0].length).trim() };
  }
  if (/^[[{#&*!|>%@`]/u.test(text) && !/^@[^\s]+:/u.test(text)) return null;
  const colon = /:(?=\s|$)/u.exec(text);
  const comment = text.search(/\s#/u);
  if (colon === null || (comment >= 0 && comment < colon.index)) return null;
  return { key: text.slice(0, colon.index).trim(), rest: text.slice(colon.index + 1).trim() };
}

/** `|` and `>` scalars: the lines that stand deeper than `indent`. */
function blockScalar(reader: Reader, header: string, indent: number): string {
  const lines: string[] = [];
  for (let line = reader.lines[reader.at]; line !== undefined; line = reader.lines[++reader.at]) {
    if (line.trim() !== '' && indentOf(line) <= indent) break;
    lines.push(line);
  }
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map(indentOf));
  const text = lines
    .map((line) => line.slice(Number.isFinite(depth) ? depth : 0))
    .join(header.startsWith('|') ? '\n' : ' ')
    .trimEnd();
  return header.includes('-') || text === '' ? text : text + '\n';
}

/** The value that starts with `rest` behind `key:` or `- `, where the key stands at `indent`. */
function valueAfter(
  reader: Reader,
  rest: string,
  indent: number,
  depth: number,
  sequences: boolean,
): YamlValue {
  if (rest === '' || rest.startsWith('#')) {
    const next = skipBlank(reader);
    if (next === null) return null;
    const inner = indentOf(next);
    const listed = sequences && inner === indent && /^-(?:\s|$)/u.test(next.trimStart());
    return inner > indent || listed ? block(reader, inner, depth + 1) : null;
  }
  if (/^[|>][-+0-9]*(?:\s+#.*)?$/u.test(rest)) return blockScalar(reader, rest, indent);
  const opener = rest.charAt(0);
  const isFlow = opener === '{' || opener === '[';
  const isQuoted = opener === '"' || opener === "'";
  let text = rest;
  for (let line = reader.lines[reader.at]; line !== undefined; line = reader.lines[reader.at]) {
    const done = isFlow ? balanced(text) : isQuoted ? quotedEnd(text, 0) > 0 : false;
    const deeper = line.trim() !== '' && indentOf(line) > indent;
    if (done || !deeper || (!isFlow && !isQuoted && isBlank(line))) break;
    text += ' ' + line.trim();
    reader.at++;
  }
  return isFlow ? flow(text, 0, 0).value : scalar(text);
}

function sequence(reader: Reader, indent: number, depth: number): readonly YamlValue[] {
  const items: YamlValue[] = [];
  for (let line = skipBlank(reader); line !== null; line = skipBlank(reader)) {
    const text = line.trim();
    if (indentOf(line) !== indent || !/^-(?:\s|$)/u.test(text)) break;
    const rest = text.slice(1).trim();
    const inner = indent + (text.length - text.slice(1).trimStart().length);
    if (rest !== '' && (splitKey(rest) !== null || /^-\s/u.test(rest))) {
      // `- key: value` opens a mapping whose further keys stand below `key`.
      reader.lines[reader.at] = ' '.repeat(inner) + rest;
      items.push(block(reader, inner, depth + 1));
      continue;
    }
    reader.at++;
    items.push(valueAfter(reader, rest, indent, depth, false));
  }
  return items;
}

function mapping(reader: Reader, indent: number, depth: number): Readonly<Record<string, YamlValue>> {
  const map: Record<string, YamlValue> = Object.create(null);
  for (let line = skipBlank(reader); line !== null; line = skipBlank(reader)) {
    if (indentOf(line) !== indent) break;
    const text = line.trim();
    if (text.startsWith('? ')) {
      // Keys of more than 1,024 characters: `? KEY`, then `:` on a line of its own.
      reader.at++;
      const key = scalar(text.slice(2).trim());
      const next = skipBlank(reader);
      if (next === null || indentOf(next) !== indent || !/^:(?:\s|$)/u.test(next.trim())) break;
      reader.at++;
      map[typeof key === 'string' ? key : ''] = valueAfter(
        reader,
        next.trim().slice(1).trim(),
        indent,
        depth,
        true,
      );
      continue;
    }
    const pair = splitKey(text);
    if (pair === null) break;
    reader.at++;
    map[pair.key] = valueAfter(reader, pair.rest, indent, depth, true);
  }
  return map;
}

function block(reader: Reader, indent: number, depth: number): YamlValue {
  const line = skipBlank(reader);
  if (line === null) return null;
  const text = line.trim();
  if (depth < MAX_DEPTH) {
    if (/^-(?:\s|$)/u.test(text)) return sequence(reader, indent, depth);
    if (text.startsWith('? ') || splitKey(text) !== null) return mapping(reader, indent, depth);
  }
  reader.at++;
  return valueAfter(reader, text, indent - 1, depth, false);
}

/**
 * Reads the part of YAML that package managers write (see above). Null for an empty text, undefined when there is
 * something that it cannot read.
 */
export function parseBlockYaml(text: string): YamlValue | undefined {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const reader: Reader = { lines, at: 0 };
  const first = skipBlank(reader);
  if (first === null) return null;
  const value = block(reader, indentOf(first), 0);
  return skipBlank(reader) === null ? value : undefined;
}

import { formatPatch, OMIT_HEADERS, structuredPatch } from 'diff';
import type { Report } from './types.js';

/** git quotes names with control characters, quotes and backslashes as C does; a blank in a name needs a tab behind it. */
function headerName(side: 'a' | 'b', path: string): string {
  const name = `${side}/${path}`;
  if (!/["\\\x00-\x1f\x7f]/.test(name)) return name;
  const escaped = [...name].map((character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    const code = character.charCodeAt(0);
    return code < 0x20 || code === 0x7f ? `\\${code.toString(8).padStart(3, '0')}` : character;
  });
  return `"${escaped.join('')}"`;
}

function normal(path: string): string {
  return path.replace(/^(?:\.{0,2}\/)+/, '');
}

/**
 * The change as a unified diff; empty when nothing changes. `path` is the file's path from the working directory, with
 * `/`: `git apply` and `patch -p1` take it there.
 */
export function patchReport(report: Report, path: string = report.file): string {
  if (report.text === null || report.text === report.input) return '';
  const name = normal(path);
  const changes = structuredPatch(name, name, report.input, report.text, undefined, undefined, {
    context: 3,
  });
  const tab = name.includes(' ') ? '\t' : '';
  const header = `--- ${headerName('a', name)}${tab}\n+++ ${headerName('b', name)}${tab}\n`;
  return header + formatPatch(changes, OMIT_HEADERS);
}

/** The same with git's header: `path` counts from the root of the repository, wherever in it `git apply` is called. */
export function gitPatch(report: Report, path: string): string {
  const patch = patchReport(report, path);
  const name = normal(path);
  return patch === '' ? '' : `diff --git ${headerName('a', name)} ${headerName('b', name)}\n${patch}`;
}

import { within } from '../../src/classify/places.js';
import { absolutePath } from '../../src/project/path.js';
import { parseShell } from '../../src/shell/parse.js';
import type { ShellCommand, ShellWord } from '../../src/shell/types.js';
import type { Facts } from '../../src/transform/types.js';
import type { Start } from '../npm/entry/judge.js';

/** Paths of the app that the start's scripts name, and why there may be more. */
export interface ScriptPaths {
  /** They may or may not be there. */
  readonly paths: readonly string[];
  readonly gaps: readonly string[];
}

/** A word that a script gives to a program, and whether it would be read as a file's name without any slash in it. */
interface Given {
  readonly word: ShellWord;
  readonly file: boolean;
}

/** Programs whose plain arguments are names of files. */
const onFiles = new Set('. cat cd chmod chown cp find ln ls mv rm sed source tail tar touch'.split(' '));

function wordsOf(command: ShellCommand): readonly Given[] {
  if (command.type === 'opaque') return [];
  const targets = (command.redirects ?? [])
    .filter((each) => !each.operator.startsWith('<<'))
    .map((each) => ({ word: each.target, file: true }));
  if (command.type === 'compound') return [...command.commands.flatMap(wordsOf), ...targets];
  const file = onFiles.has(command.argv[0]?.value ?? '');
  return [
    ...command.argv.slice(1).map((word) => ({ word, file })),
    ...targets,
    ...command.assignments.flatMap(({ value }) => (value ? [{ word: value, file: false }] : [])),
    ...(command.substitutions ?? []).flatMap(wordsOf),
  ];
}

/** The fixed directory that a word with a variable begins with: `/app/$NAME.json` lies in `/app`. */
function fixedPart(text: string): string | null {
  const plain = text.replaceAll(/["']/g, '');
  const at = plain.search(/[$`*?[]/);
  return at < 0 ? plain : plain.slice(0, at).replace(/\/[^/]*$/, '') || null;
}

const plainPath = /^(?:\.\/)?[\w.@+-]+(?:\/[\w.@+-]+)*\/?$/;

/**
 * What of the app's directories is read or written by the scripts that run before the server. A word counts when it is an
 * absolute path into one of them, or looks like a file's name relative to where the script runs.
 */
export function scriptPaths(facts: Facts, start: Start, directories: readonly string[]): ScriptPaths {
  const paths = new Set<string>();
  const gaps: string[] = [];
  const cwd = facts.contract.workdir || '/';
  const texts: (readonly [string, string])[] = [];
  for (const path of start.trail.paths.keys()) {
    if (directories.some((each) => within(path, each))) paths.add(path);
    const text = facts.files.read(path);
    if (text !== null) texts.push([path, text.replace(/^#![^\n]*\n/, '\n')]);
  }
  for (const list of [facts.contract.entrypoint ?? [], facts.contract.cmd ?? []])
    for (const word of list) texts.push(['the start command', word]);
  for (const [from, text] of texts) {
    for (const unit of parseShell(text, (name) => facts.contract.env[name]).units)
      for (const { word, file } of wordsOf(unit.command)) {
        const fixed = word.value ?? fixedPart(word.text);
        if (fixed === null || fixed === '' || fixed.startsWith('-')) {
          // `$DIR/env.js`: a computed directory may be any.
          if (/^"?\$\{?\w+\}?\//.test(word.text)) gaps.push(`${from} computes ${word.text}`);
          continue;
        }
        const path = absolutePath(fixed, cwd);
        const owned = directories.find((each) => within(path, each));
        if (owned === undefined) continue;
        const relative = plainPath.test(fixed) && (file || fixed.includes('/'));
        if (fixed.startsWith('/') || relative || facts.files.stat(path) !== null) paths.add(path);
      }
  }
  return { paths: [...paths].sort(), gaps };
}

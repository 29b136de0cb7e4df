import { basename } from '../project/path.js';

/** Most names that are taken from one file: a bundle of libraries would name thousands. */
const MOST_NAMES = 2000;
/** Longer words are data, not names. */
const LONGEST_NAME = 80;

/** Files that an interpreter runs. Their texts are what the app says it reads. */
const PROGRAM = /\.(?:[cm]?js|php|py|rb|pl|sh)$/;
/** Something in quotes, or with a slash or a dot in it: names of files do not come otherwise. */
const WORDS = /["'`]([\w@.-]+)["'`]|((?:[\w@.-]*\/)+[\w@.-]*|[\w@-][\w@.-]*\.[A-Za-z]\w{0,7})/g;
const FILE_NAME = /^[\w@-][\w@.-]*\.[A-Za-z]\w{0,7}$/;

/** True for a path of a program that an interpreter runs: its text may name what the app reads. */
export function isProgram(path: string): boolean {
  return PROGRAM.test(path);
}

/**
 * Names of files (`index.html`) and directories (`views/`) in the text of a program, without the directories above them:
 * programs put paths together. A word that starts with a slash is a route more often than a path; its file name counts alone.
 */
export function namedFiles(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [, quoted, path] of text.matchAll(WORDS)) {
    const word = quoted ?? path ?? '';
    const parts = word.split('/');
    const last = parts.pop() ?? '';
    if (FILE_NAME.test(last) && last.length <= LONGEST_NAME) names.add(last);
    else if (last !== '' && quoted !== undefined && last.length <= LONGEST_NAME) names.add(`${last}/`);
    if (word.startsWith('/')) continue;
    for (const part of parts) if (/[\w-]/.test(part) && part.length <= LONGEST_NAME) names.add(`${part}/`);
    if (names.size >= MOST_NAMES) break;
  }
  return [...names].slice(0, MOST_NAMES);
}

/** The names under which a lost path is known: its own, and those of the directories that are lost with it. */
export function namesOfLost(path: string, topmost: string): readonly string[] {
  const below = path
    .slice(topmost.length)
    .split('/')
    .slice(0, -1)
    .filter((part) => part !== '');
  const directories = path === topmost ? [] : [basename(topmost), ...below];
  return [basename(path), ...directories.map((name) => `${name}/`)];
}

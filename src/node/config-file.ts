import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ConfigProblem } from './config-nodes.js';
import { systemReason } from './system-error.js';
import type { VerifySettings } from './verify-settings.js';
import { realFile } from './write-file.js';

export const CONFIG_NAME = 'dockopt.config.yaml';

const LARGEST = 1024 * 1024;

/** What a configuration file says about a Dockerfile: null when it says nothing, or one line that says what is wrong. */
export type ConfigAnswer = { readonly settings: VerifySettings | null } | { readonly problem: string };

/** Is `directory` the last one to look in: the root of a repository, or, outside of any, the working directory? */
function isLast(directory: string, inRepository: boolean): boolean {
  return inRepository ? existsSync(join(directory, '.git')) : directory === resolve('.');
}

function upwards(directory: string): readonly string[] {
  const all: string[] = [];
  for (let at = directory; ; at = dirname(at)) {
    all.push(at);
    if (dirname(at) === at) return all;
  }
}

/**
 * The configuration file for a Dockerfile: `dockopt.config.yaml` in its directory or above, up to the root of its repository.
 * Outside of a repository up to the working directory, and in the Dockerfile's own directory alone when it is not below that:
 * what lies further up belongs to somebody else. Null when there is none.
 */
export function findConfigFile(dockerfile: string): string | null {
  const own = dirname(realFile(dockerfile));
  const all = upwards(own);
  const inRepository = all.some((directory) => existsSync(join(directory, '.git')));
  const end = all.findIndex((directory) => isLast(directory, inRepository));
  const places = end < 0 ? [own] : all.slice(0, end + 1);
  return places.map((directory) => join(directory, CONFIG_NAME)).find((path) => existsSync(path)) ?? null;
}

function readText(path: string): { readonly text: string } | { readonly problem: string } {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return { problem: 'a directory' };
    if (stats.size > LARGEST) return { problem: 'larger than 1 MiB' };
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { problem: systemReason(error) };
  }
}

function shown(path: string): string {
  const from = relative('.', path).split(sep).join('/');
  return from.startsWith('..') ? path : from;
}

/**
 * Reads the `verify` section of a configuration file and gives what it says about a Dockerfile. The whole section is checked,
 * also what is about other files. Never throws. The YAML parser is loaded here: it takes as long as a whole rewrite.
 */
export async function readConfigFile(path: string, dockerfile: string): Promise<ConfigAnswer> {
  const name = shown(path);
  const read = readText(path);
  if ('problem' in read) return { problem: `${name}: ${read.problem}` };
  const [{ LineCounter, parseDocument }, { entries, rootOf }, { readSettings }] = await Promise.all([
    import('yaml'),
    import('./config-nodes.js'),
    import('./read-settings.js'),
  ]);
  const lines = new LineCounter();
  const document = parseDocument(read.text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const line = Math.max(1, lines.linePos(error.pos[0]).line);
    return { problem: `${name}:${line}: ${error.message.split('\n')[0] ?? ''}` };
  }
  if (document.contents === null) return { settings: null };
  const problems: ConfigProblem[] = [];
  const reader = { file: name, document, lines, problems };
  const directory = dirname(resolve(path));
  const wanted = realFile(dockerfile);
  let settings: VerifySettings | null = null;
  for (const section of entries(rootOf(reader), reader, ['verify'])) {
    for (const entry of entries(section, reader, null)) {
      const found = readSettings(entry, reader, directory);
      const file = resolve(directory, entry.key);
      if (realFile(file) === wanted) settings = found;
      else if (!existsSync(file))
        problems.push({ line: entry.line, message: `${entry.name}: there is no file ${entry.key}` });
    }
  }
  const [first, ...others] = problems.sort((a, b) => a.line - b.line);
  if (!first) return { settings };
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return { problem: `${name}:${first.line}: ${first.message}${more}` };
}

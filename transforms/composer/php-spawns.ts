import { SHELL_BUILTINS } from '../../src/shell/names.js';
import { phpTokens, UNKNOWN_PART } from './php-source.js';
import type { PhpToken } from './php-source.js';

/** A program that PHP code starts, or a call whose program cannot be told. */
export interface PhpSpawn {
  /** Null when the code computes it. */
  readonly name: string | null;
  readonly line: number;
  /** The function or class that starts it. */
  readonly by: string;
}

const FUNCTIONS = new Set(['exec', 'shell_exec', 'system', 'passthru', 'proc_open', 'popen', 'pcntl_exec']);
/** Static methods of Symfony's Process and Laravel's Process facade whose first argument is a command. */
const STARTERS = new Set(['fromshellcommandline', 'run', 'start', 'command', 'quietly']);
/** Cheap test: most files of an application name none of these. */
const HINT = /\b(?:exec|shell_exec|system|passthru|proc_open|popen|pcntl_exec|Process|ExecutableFinder)\b|`/i;
const WRAPPERS = new Set(['sudo', 'nohup', 'exec', 'nice', 'env', 'time', 'timeout', 'command']);

/**
 * Programs that a shell command text starts, by base name; null stands for one that cannot be told. Parts that are not known
 * are NULs in the text.
 */
function commandPrograms(text: string): readonly (string | null)[] {
  const found: (string | null)[] = [];
  for (const part of text.split(/&&|\|\||[|;&\n]|\$\(/)) {
    const words = part
      .trim()
      .replace(/^[({!\s]+/, '')
      .split(/\s+/);
    let index = 0;
    for (; index < words.length; index++) {
      const word = words[index] ?? '';
      if (
        /^[A-Za-z_]\w*=/.test(word) ||
        WRAPPERS.has(word) ||
        (index > 0 && /^(?:-\S*|\d+[smh]?)$/.test(word))
      )
        continue;
      break;
    }
    const word = (words[index] ?? '').replace(/["'\\]/g, '');
    if (word === '' || /^\d*[<>]/.test(word) || /^\d+$/.test(word)) continue;
    const name = word.slice(word.lastIndexOf('/') + 1).replace(/[)]+$/, '');
    if (name.includes(UNKNOWN_PART) || name.startsWith('%') || name.startsWith('$') || name === '')
      found.push(null);
    else if (!SHELL_BUILTINS.has(name)) found.push(name);
  }
  return found;
}

/** Text of the call's first argument: literals joined, everything else unknown; for an array literal its first element. */
function firstArgument(tokens: readonly PhpToken[], open: number): string {
  let depth = 0;
  let text = '';
  let list = false;
  let call = false;
  for (let i = open; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    const punctuation = token.kind === 'punctuation' ? token.text : '';
    if (punctuation === '[' && depth === 1 && text === '') {
      list = true;
      depth++;
      continue;
    }
    if (
      token.kind === 'name' &&
      /^array$/i.test(token.text) &&
      tokens[i + 1]?.text === '(' &&
      depth === 1 &&
      text === ''
    ) {
      list = true;
      continue;
    }
    if (
      token.kind === 'name' &&
      /^(?:sprintf|trim|escapeshellcmd|implode|join)$/i.test(token.text) &&
      tokens[i + 1]?.text === '('
    ) {
      call = true;
      continue;
    }
    if (punctuation === '(' || punctuation === '[' || punctuation === '{') depth++;
    else if (punctuation === ')' || punctuation === ']' || punctuation === '}') {
      depth--;
      if (depth <= 0 || (list && depth <= 1)) break;
      if (call && depth === 1) call = false;
    } else if (punctuation === ',') {
      // `sprintf('git %s', $x)`: what follows the format only fills it.
      if (depth === 1 || (list && depth === 2)) break;
      if (call && depth === 2) text += UNKNOWN_PART;
    } else if (token.kind === 'string') text += token.text;
    else if (punctuation !== '.') text += UNKNOWN_PART;
  }
  return text;
}

/** All programs that a PHP file starts, in order: the exec family, backticks, Symfony's and Laravel's Process. */
export function phpSpawns(text: string): readonly PhpSpawn[] {
  if (!HINT.test(text)) return [];
  const tokens = phpTokens(text);
  const found: PhpSpawn[] = [];
  const add = (command: string, line: number, by: string): void => {
    const programs = commandPrograms(command);
    if (programs.length === 0 && command !== '') found.push({ name: null, line, by });
    for (const name of programs) found.push({ name, line, by });
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    const next = tokens[i + 1];
    const before = tokens[i - 1];
    if (token.kind === 'backtick') add(token.text, token.line, 'backticks');
    if (token.kind !== 'name') continue;
    const lower = token.text.toLowerCase();
    const method = before?.text === '->' || before?.text === '::';
    const declared = before?.kind === 'name' && /^(?:function|new|fn)$/i.test(before.text);
    if (FUNCTIONS.has(lower) && next?.text === '(' && !method && !declared) {
      if (tokens[i + 2]?.text === '.' && tokens[i + 3]?.text === '.') continue;
      add(firstArgument(tokens, i + 1), token.line, token.text);
      continue;
    }
    if (lower === 'process' && next?.text === '(' && isNew(tokens, i)) {
      add(firstArgument(tokens, i + 1), token.line, 'Process');
      continue;
    }
    if (lower === 'process' && next?.text === '::') {
      const starter = processStarter(tokens, i + 2);
      if (starter !== null) add(firstArgument(tokens, starter), token.line, 'Process');
      continue;
    }
    if (lower === 'find' && before?.text === '->' && next?.text === '(' && /ExecutableFinder/.test(text)) {
      add(firstArgument(tokens, i + 1), token.line, 'ExecutableFinder');
    }
  }
  return found;
}

/** True for `new Process(`, `new \Symfony\Component\Process\Process(`. */
function isNew(tokens: readonly PhpToken[], at: number): boolean {
  for (let i = at - 1; i >= 0 && i > at - 12; i--) {
    const token = tokens[i];
    if (token?.kind === 'name' && /^new$/i.test(token.text)) return true;
    if (token?.text !== '\\' && token?.kind !== 'name') return false;
  }
  return false;
}

/** Index of the `(` of the call in a `Process::…->…` chain that takes the command; null when the chain has none. */
function processStarter(tokens: readonly PhpToken[], at: number): number | null {
  let depth = 0;
  for (let i = at; i < tokens.length && i < at + 400; i++) {
    const token = tokens[i];
    if (!token || (depth === 0 && token.text === ';')) return null;
    const called = tokens[i + 1]?.text === '(';
    const linked = i === at || tokens[i - 1]?.text === '->';
    if (depth === 0 && linked && called && token.kind === 'name' && STARTERS.has(token.text.toLowerCase())) {
      if (tokens[i + 2]?.text !== ')') return i + 1;
    }
    if (token.text === '(' || token.text === '[' || token.text === '{') depth++;
    else if (token.text === ')' || token.text === ']' || token.text === '}') {
      depth--;
      if (depth < 0) return null;
    }
  }
  return null;
}

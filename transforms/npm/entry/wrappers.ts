import { BASH_BUILTINS, SHELL_BUILTINS, SHELL_KEYWORDS, SHELLS } from '../../../src/shell/names.js';

/** Programs that end up starting the program in their own arguments. Each is itself needed at run time. */
interface Wrapper {
  /** Options that take a value in the next word. */
  readonly valued: readonly string[];
  /** Words before the started program that are no options: `gosu USER`, `timeout 5`. */
  readonly skip: number;
  /** The started program comes after `--` only. */
  readonly dashes?: boolean;
  /** `NAME=value` words come before the program. */
  readonly assignments?: boolean;
  /** A shell built-in: nothing to have on PATH. */
  readonly builtin?: boolean;
}

const wrappers: Readonly<Record<string, Wrapper>> = {
  exec: { valued: ['-a'], skip: 0, builtin: true },
  command: { valued: [], skip: 0, builtin: true },
  time: { valued: ['-f', '-o'], skip: 0 },
  env: { valued: ['-u', '-C', '-S'], skip: 0, assignments: true },
  nohup: { valued: [], skip: 0 },
  nice: { valued: ['-n'], skip: 0 },
  ionice: { valued: ['-c', '-n'], skip: 0 },
  setsid: { valued: [], skip: 0 },
  stdbuf: { valued: ['-i', '-o', '-e'], skip: 0 },
  timeout: { valued: ['-s', '-k', '--signal', '--kill-after'], skip: 1 },
  tini: { valued: ['-p', '-e'], skip: 0 },
  'tini-static': { valued: ['-p', '-e'], skip: 0 },
  'dumb-init': { valued: ['-r', '--rewrite'], skip: 0 },
  'docker-init': { valued: [], skip: 0 },
  catatonit: { valued: [], skip: 0 },
  'su-exec': { valued: [], skip: 1 },
  gosu: { valued: [], skip: 1 },
  chpst: { valued: ['-u', '-e'], skip: 0 },
  setpriv: { valued: ['--reuid', '--regid'], skip: 0 },
  sudo: { valued: ['-u', '-g', '--user'], skip: 0, assignments: true },
  'xvfb-run': { valued: ['-n', '-s', '-e', '--server-args', '--server-num'], skip: 0 },
  'wait-for-it.sh': { valued: [], skip: 0, dashes: true },
  'wait-for-it': { valued: [], skip: 0, dashes: true },
  'wait-for': { valued: [], skip: 0, dashes: true },
  'wait-for.sh': { valued: [], skip: 0, dashes: true },
  'wait-port': { valued: [], skip: 0, dashes: true },
  dockerize: {
    valued: ['-wait', '-timeout', '-template', '-wait-retry-interval', '-stdout', '-stderr'],
    skip: 0,
  },
  doppler: { valued: [], skip: 0, dashes: true },
  infisical: { valued: [], skip: 0, dashes: true },
  'with-contenv': { valued: [], skip: 0 },
  's6-setuidgid': { valued: [], skip: 1 },
  'aws-vault': { valued: [], skip: 0, dashes: true },
  op: { valued: [], skip: 0, dashes: true },
};

/** Where the wrapped program starts in the words, or null when this is no wrapper; -1 when it wraps nothing. */
export function wrappedProgram(
  name: string,
  words: readonly (string | null)[],
): { readonly at: number; readonly builtin: boolean } | null {
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (!wrapper) return null;
  const builtin = wrapper.builtin === true;
  if (wrapper.dashes) {
    const dashes = words.indexOf('--');
    return { at: dashes < 0 || dashes + 1 >= words.length ? -1 : dashes + 1, builtin };
  }
  let skip = wrapper.skip;
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    if (word === '--') return { at: i + 1 < words.length ? i + 1 : -1, builtin };
    if (typeof word === 'string') {
      if (wrapper.valued.includes(word)) {
        i++;
        continue;
      }
      if (word.startsWith('-')) continue;
      if (wrapper.assignments && /^[A-Za-z_]\w*=/.test(word)) continue;
    }
    if (skip-- > 0) continue;
    return { at: i, builtin };
  }
  return { at: -1, builtin };
}

/** True for POSIX-like shells by base name. */
export function isShell(name: string): boolean {
  return SHELLS.has(name);
}

/** A shell call: the text after `-c`, or the script file's index. */
export function readShellCall(words: readonly (string | null)[]): {
  readonly text: string | null;
  readonly scriptAt: number;
} {
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    if (typeof word !== 'string') return { text: null, scriptAt: i };
    if (/^-[a-z]*c$/.test(word)) return { text: words[i + 1] ?? null, scriptAt: -1 };
    if (word === '-o' || word === '+o') {
      i++;
      continue;
    }
    if (!word.startsWith('-')) return { text: null, scriptAt: i };
  }
  return { text: null, scriptAt: -1 };
}

/** True for what every shell does by itself. */
export function isBuiltin(name: string): boolean {
  return SHELL_BUILTINS.has(name) || BASH_BUILTINS.has(name) || SHELL_KEYWORDS.has(name);
}

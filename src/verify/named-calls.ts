import { parseShell } from '../shell/parse.js';
import type { ShellCommand } from '../shell/types.js';
import { switchedUsers } from './late-users.js';
import { isShellWord, startedPrograms } from './programs.js';
import { pythonCalls, pythonImports } from './python-calls.js';
import { pythonRequirements } from './python-requirements.js';

/** What a source calls by a name that stands in it as a plain text. */
export interface NamedCalls {
  /** Names of programs; `node_modules/.bin/…` for those of packages. */
  readonly programs: readonly string[];
  /** Names of libraries that are loaded while it runs: `libmagic.so.1`, or `libmagic.so` for any version. */
  readonly libraries: readonly string[];
  /** Time zones that are asked for by name; `*` for one that is not known. */
  readonly zones: readonly string[];
  /** Top-level names of modules that a source of Python imports; absent without any. */
  readonly imports?: readonly string[];
  /** Names of users that a script of a shell changes to; absent without any. */
  readonly users?: readonly string[];
  /** Packages that a file of requirements for pip declares; absent for any other text. */
  readonly declares?: readonly string[];
}

type Language = 'shell' | 'node' | 'python' | 'php' | 'go' | 'rust';

/** Larger texts are bundles. */
const LONGEST_TEXT = 256 * 1024;
/** A longer line is minified code. */
const LONGEST_LINE = 1000;

const LANGUAGES: readonly (readonly [Language, RegExp, RegExp])[] = [
  ['shell', /\.(?:sh|bash)$/, /^#!.*\b(?:ba|da|a)?sh\b/],
  ['node', /\.[cm]?js$/, /^#!.*\bnode\b/],
  ['python', /\.py$/, /^#!.*\bpython/],
  ['php', /\.php$/, /^#!.*\bphp/],
  ['go', /\.go$/, /(?!)/],
  ['rust', /\.rs$/, /(?!)/],
];

/** Calls whose first text is a program, or a line for a shell; and what must stand in the file for them to be that. */
const CALLS: Readonly<Record<Exclude<Language, 'shell' | 'python'>, readonly [sign: RegExp, call: RegExp]>> =
  {
    node: [
      /child_process|\bexeca\b|cross-spawn|\bzx\b|shelljs|\bBun\b/,
      // What compilers write for a name that is imported ends with a parenthesis: `(0, child_process_1.execFile)("git")`.
      /\b(?:exec|spawn)(?:File|Async|Promise|P)?(?:\.?[sS]ync)?\s*\)?\s*\(\s*(['"`])([^'"`\n]+)|(?:\b|_)(?:execa(?:Sync|Command|CommandSync)?|(?:execa|cross_spawn|crossSpawn)\w*\.default(?:\.sync)?)\s*\)?\s*\(\s*(['"`])([^'"`\n]+)/g,
    ],
    php: [
      /./,
      /(?<![>:\w$\\])\\?(?:exec|shell_exec|system|passthru|popen|proc_open)\s*\(\s*\[?\s*(['"])([^'"\n]+)|\bnew\s+Process\s*\(\s*\[\s*(['"])([^'"\n]+)/g,
    ],
    go: [
      /"os\/exec"/,
      /\bexec\.(?:Command|LookPath)\(\s*(["`])([^"`\n]+)|\bexec\.CommandContext\([^,"\n]*,\s*(["`])([^"`\n]+)/g,
    ],
    rust: [/\bCommand\b/, /\bCommand::new\(\s*(")([^"\n]+)/g],
  };

const BIN = /node_modules\/\.bin\/([\w.-]+)|['"]\.bin['"]\s*,\s*['"]([\w.-]+)['"]/g;
const LIBRARY = /\b(?:CDLL|PyDLL|LoadLibrary|dlopen)\s*\(\s*['"]([\w.+-]+\.so[\w.]*)['"]/g;
const FOUND_LIBRARY = /\bfind_library\s*\(\s*['"]([\w.+-]+)['"]/g;
const ZONE = /\b(?:ZoneInfo|gettz|LoadLocation)\s*\(\s*(?:["'`]([\w+/-]+)["'`]|[A-Za-z_])/g;

function languageOf(path: string, text: string): Language | null {
  const line = text.slice(0, 200).split('\n')[0] ?? '';
  return LANGUAGES.find(([, name, first]) => name.test(path) || first.test(line))?.[0] ?? null;
}

/** Comments that take a whole line, and minified lines, become empty. */
function plainLines(text: string, language: Language): string {
  const comment = language === 'python' || language === 'shell' ? /^\s*#/ : /^\s*(?:\/\/|\/?\*|#)/;
  return text
    .split('\n')
    .map((line) => (line.length > LONGEST_LINE || comment.test(line) ? '' : line))
    .join('\n');
}

function programsOf(command: ShellCommand, functions: ReadonlySet<string>): readonly string[] {
  if (command.type === 'opaque') return [];
  if (command.type === 'compound') return command.commands.flatMap((each) => programsOf(each, functions));
  const words: string[] = [];
  for (const { value } of command.argv) {
    if (value === null) break;
    words.push(value);
  }
  const [first = ''] = words;
  const inside = (command.substitutions ?? []).flatMap((each) => programsOf(each, functions));
  // To look whether a program is there is not to call it.
  if (functions.has(first) || ['command', 'which', 'type', 'hash'].includes(first)) return inside;
  const started = startedPrograms(words).filter((name) => !isShellWord(name));
  const tool = /^(?:npx|bunx)$/.test(first)
    ? words.find((word, at) => at > 0 && !word.startsWith('-'))
    : null;
  return [...inside, ...started, ...(tool ? [`node_modules/.bin/${tool}`] : [])];
}

function functionNames(command: ShellCommand): readonly string[] {
  if (command.type !== 'compound') return [];
  return [...(command.name ? [command.name] : []), ...command.commands.flatMap(functionNames)];
}

/** Programs that a shell's text calls, under a condition or not. */
function calledByShell(text: string): readonly string[] {
  const { units } = parseShell(text, () => undefined);
  const functions = new Set(units.flatMap(({ command }) => functionNames(command)));
  return units.flatMap(({ command }) => programsOf(command, functions));
}

function callsIn(text: string, sign: RegExp, call: RegExp): readonly string[] {
  if (!sign.test(text)) return [];
  return [...text.matchAll(call)].map(([, , first, , second]) => first ?? second ?? '');
}

function calledBy(text: string, language: Exclude<Language, 'shell'>): readonly string[] {
  const found: string[] = [];
  for (const called of language === 'python' ? pythonCalls(text) : callsIn(text, ...CALLS[language])) {
    // What follows a computed part is not known.
    const line = called.split(/\$\{|\{/)[0]?.trim() ?? '';
    if (/^[\w./+@-]+$/.test(line)) found.push(line);
    else if (line !== '') found.push(...calledByShell(line));
  }
  if (language === 'node') {
    for (const [, whole, joined] of text.matchAll(BIN))
      found.push(`node_modules/.bin/${whole ?? joined ?? ''}`);
  }
  return found.map((name) => name.replace(/^(?:.*\/)?(?=node_modules\/\.bin\/)/, ''));
}

/** A part of a text would keep all of it in memory. */
function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => name.length < 100).map((name) => [...name].join(''));
}

/**
 * Reads what a source calls by name: programs, libraries and, where the run time takes the system's, time zones. A file of
 * requirements for pip calls nothing, and says what it declares. Null for a text in no language that is known, and for one
 * that calls nothing.
 */
export function namedCalls(path: string, text: string): NamedCalls | null {
  const declares = unique(pythonRequirements(path, text));
  if (declares.length > 0) return { programs: [], libraries: [], zones: [], declares };
  const language = text.length > LONGEST_TEXT ? null : languageOf(path, text);
  if (language === null) return null;
  const plain = plainLines(text, language);
  const programs = language === 'shell' ? calledByShell(text) : calledBy(plain, language);
  const libraries = [...plain.matchAll(LIBRARY)].map(([, name = '']) => name);
  const found = [...plain.matchAll(FOUND_LIBRARY)].map(([, name = '']) => `lib${name}.so`);
  const own = language === 'node' || language === 'php';
  const zones = own ? [] : [...plain.matchAll(ZONE)].map(([, name = '*']) => name);
  const calls = {
    programs: unique(programs),
    libraries: unique([...libraries, ...found]),
    zones: unique(zones),
  };
  const imports = language === 'python' ? unique(pythonImports(plain)) : [];
  if (imports.length > 0) return { ...calls, imports };
  const users = language === 'shell' ? unique(switchedUsers(plain)) : [];
  if (users.length > 0) return { ...calls, users };
  return calls.programs.length + calls.libraries.length + calls.zones.length === 0 ? null : calls;
}

import { isBelow, isEphemeral, normalise, parentOf } from '../commands/place.js';
import type { CommandContext } from '../types.js';
import { argumentsAt } from './tokens.js';
import type { SourceToken } from './tokens.js';
import { evaluator, lastName, UNKNOWN } from './values.js';
import type { SourceFile } from './bindings.js';
import type { Evaluator, SourceNames, SourceValue } from './values.js';

/** A function that writes to the paths that some of its arguments are. */
export interface WritingCall {
  readonly at: readonly number[];
  /** True when it makes a directory or a tree. */
  readonly tree: boolean;
  /** It writes only when this argument fits the pattern (`fopen(path, 'w')`). */
  readonly when?: { readonly at: number; readonly pattern: RegExp };
  /** What must stand in front of the name, when the name alone says little (`os.Create`). */
  readonly of?: RegExp;
}

/** What a language's library does to files. */
export interface SourceLibrary extends SourceNames {
  readonly writes: Readonly<Record<string, WritingCall>>;
  /**
   * How a function starts a program: by a command line (`text`), a program and a list of words (`list`), or words (`words`);
   * null when it starts none.
   */
  readonly starts: (chain: string, tokens: readonly SourceToken[]) => 'text' | 'list' | 'words' | null;
  /** Functions that write nothing, whatever path they are given. */
  readonly harmless: RegExp;
}

/** A program that a script starts: a command line, or words; null for a word that is not known. */
export interface StartedProgram {
  readonly text: string | null;
  readonly words: readonly (string | null)[];
  /** False when a part is not known. */
  readonly known: boolean;
}

export interface WrittenPlace {
  readonly path: string;
  readonly tree: boolean;
}

/** Where a script writes outside of its project, as its source tells. */
export interface SourceWrites {
  readonly writes: readonly WrittenPlace[];
  readonly starts: readonly StartedProgram[];
  /** Places outside of the project where it may write, and why; nothing says that it does. */
  readonly perhaps: readonly { readonly path: string; readonly because: string }[];
  /** Places outside of the project that the source names: an unknown path may lead there, and nowhere else. */
  readonly leads: readonly string[];
}

const ROOTS =
  /^\/(?:bin|boot|data|etc|home|lib|lib64|media|mnt|opt|root|run|sbin|srv|storage|usr|var)(?:\/|$)/;
const SCRATCH = ['/tmp', '/var/tmp', '/run', '/var/run'];
/** Directories that every image has, which no script makes. */
const SHARED =
  /^\/(?:(?:bin|boot|etc|home|lib|lib64|media|mnt|opt|root|run|sbin|srv|usr|var)(?:\/(?:bin|sbin|lib|local|share|src|cache|log|www|spool|opt))?(?:\/(?:bin|lib|share|etc|sbin))?)?$/;

type Found = 'inside' | 'unknown' | WrittenPlace;

function placeOf(
  value: SourceValue,
  tree: boolean,
  context: CommandContext,
  projects: readonly string[],
): Found {
  if (value.open && value.text === '') return 'unknown';
  const text = value.text.replace(/^file:\/\//, '');
  if (/^[a-z][\w+.-]*:\/\//i.test(text)) return 'inside';
  const full = text.startsWith('/') ? text : `${context.cwd ?? projects[0] ?? ''}/${text}`;
  const path = normalise(value.open ? parentOf(`${full}x`) : full);
  const inProject = [...projects, ...(context.cwd === null ? [] : [context.cwd])].filter(
    (each) => each !== '/',
  );
  if (isBelow(path, inProject) || isBelow(path, SCRATCH) || isEphemeral(path)) return 'inside';
  if (!value.open) return SHARED.test(path) ? 'inside' : { path, tree };
  return SHARED.test(path) ? 'unknown' : { path, tree: true };
}

/** What stands in front of the opening bracket at `open`: `fs.promises.writeFile`. */
function chainBefore(tokens: readonly SourceToken[], open: number): string {
  let chain = tokens[open - 1]?.text ?? '';
  for (let i = open - 2; i > 0; i -= 2) {
    const joint = tokens[i]?.text ?? '';
    const before = tokens[i - 1];
    if (!/^(?:\.|->|::|\?\.|\?->)$/.test(joint) || before?.kind !== 'name') break;
    chain = `${before.text}.${chain}`;
  }
  return chain;
}

/** Absolute places outside of the project that a text names, alone or as a word of a command line. */
function namedIn(text: string, context: CommandContext, projects: readonly string[]): string | null {
  for (const word of text.split(/[\s"'=:;,()]+/)) {
    if (!ROOTS.test(word) || /\/s?bin\//.test(word)) continue;
    const found = placeOf({ text: word, open: false }, true, context, projects);
    if (typeof found !== 'string') return found.path;
  }
  return null;
}

/** The program that a call starts, as far as its arguments are known. */
function startedBy(
  kind: 'text' | 'list' | 'words',
  given: readonly (readonly SourceToken[])[],
  valueOf: (tokens: readonly SourceToken[]) => SourceValue,
): StartedProgram {
  const word = (tokens: readonly SourceToken[]): string | null => {
    const value = valueOf(tokens);
    return value.open ? null : value.text;
  };
  const first = valueOf(given[0] ?? []);
  const list = given[1];
  if (kind === 'words') {
    const words = given.map(word);
    return { text: null, words, known: !words.includes(null) };
  }
  if (kind === 'list' && list?.[0]?.text === '[') {
    const words = [first.open ? null : first.text, ...argumentsAt(list, 0).map(word)];
    return { text: null, words, known: !words.includes(null) };
  }
  if (kind === 'list' && list && list[0]?.text !== '{')
    return { text: null, words: [first.open ? null : first.text, null], known: false };
  return { text: first.text, words: [], known: !first.open };
}

/** Of nested places the outer ones. */
function outermost(places: readonly WrittenPlace[]): readonly WrittenPlace[] {
  return places.filter(
    (place, index) =>
      !places.some((other, at) =>
        other.path === place.path ? at < index : other.tree && isBelow(place.path, [other.path]),
      ),
  );
}

interface Reading {
  readonly library: SourceLibrary;
  readonly context: CommandContext;
  readonly projects: readonly string[];
  readonly writes: WrittenPlace[];
  readonly starts: StartedProgram[];
  /** Tokens of arguments whose use is understood. */
  readonly consumed: Set<SourceToken>;
  readonly perhaps: { path: string; because: string }[];
  unknown: string | null;
}

function readWritingCall(
  name: string,
  call: WritingCall,
  given: readonly (readonly SourceToken[])[],
  file: SourceFile,
  { valuesOf }: Evaluator,
  reading: Reading,
): void {
  if (call.when) {
    const mode = given[call.when.at];
    if (!mode) return;
    const value = valuesOf(mode, file)[0];
    if (value && !value.open && !call.when.pattern.test(value.text)) return;
  }
  for (const at of call.at) {
    const argument = given[at];
    if (!argument) continue;
    for (const value of valuesOf(argument, file)) {
      const found = placeOf(value, call.tree, reading.context, reading.projects);
      if (found === 'unknown') reading.unknown ??= `${name}() writes to a path that is not known`;
      else if (found !== 'inside') reading.writes.push(found);
    }
  }
}

function readCall(file: SourceFile, at: number, values: Evaluator, reading: Reading): void {
  const { library, context, projects } = reading;
  const { tokens } = file;
  const chain = chainBefore(tokens, at);
  const name = lastName(chain).replace(/^\\/, '');
  const given = argumentsAt(tokens, at);
  const own = values.declares(name);
  const call = Object.hasOwn(library.writes, name) ? library.writes[name] : undefined;
  const start = own ? null : library.starts(chain, tokens);
  if (call && !own && (!call.of || call.of.test(chain)))
    readWritingCall(name, call, given, file, values, reading);
  else if (start)
    reading.starts.push(startedBy(start, given, (argument) => values.valuesOf(argument, file)[0] ?? UNKNOWN));
  else if (!library.harmless.test(name)) {
    if (own) return;
    for (const value of given.flatMap((argument) => values.valuesOf(argument, file))) {
      // `sqlite:/data/x.db` names a place as well.
      const text = value.text.replace(/^[a-z]+:(?=\/[^/])/, '');
      const found = ROOTS.test(text) ? placeOf({ ...value, text }, true, context, projects) : 'inside';
      if (typeof found !== 'string')
        reading.perhaps.push({ path: found.path, because: `it hands ${found.path} to ${name}()` });
    }
    return;
  }
  for (const each of given.flat()) reading.consumed.add(each);
}

/** Places outside of the project that the source knows of: literals, variables of the environment, the home directory. */
function placesKnown(files: readonly SourceFile[], reading: Reading): readonly string[] {
  const { context, projects } = reading;
  const named: string[] = [];
  const place = (text: string): string | null => namedIn(text, context, projects);
  for (const token of files.flatMap((file) => file.tokens)) {
    if (reading.consumed.has(token) && token.kind === 'string') continue;
    for (const part of token.parts) {
      const found = typeof part === 'string' ? place(part) : null;
      if (found !== null) named.push(found);
    }
    const variable = token.text;
    if (/^(?:homedir|UserHomeDir|UserCacheDir|UserConfigDir)$/.test(variable))
      named.push(normalise(context.home));
    if (!/^[A-Z][A-Z0-9_]{2,}$/.test(variable) || /^(?:PATH|NODE_PATH|PWD|SHELL)$/.test(variable)) continue;
    const value = context.env(variable);
    const found = value === undefined ? null : place(value);
    if (found !== null) named.push(found);
  }
  return named;
}

/**
 * What the files of a script write outside of its project. A path that cannot be worked out counts as inside, unless the
 * source names a place outside (a literal, a variable of the environment, the home directory): it may lead there.
 */
export function sourceWrites(
  files: readonly SourceFile[],
  library: SourceLibrary,
  context: CommandContext,
  projects: readonly string[],
  args: readonly (string | null)[],
): SourceWrites {
  const values = evaluator(files, library, {
    cwd: context.cwd ?? projects[0] ?? '/',
    home: context.home,
    env: context.env,
    args,
  });
  const reading: Reading = {
    library,
    context,
    projects,
    writes: [],
    starts: [],
    consumed: new Set(),
    perhaps: [],
    unknown: null,
  };
  for (const file of files) {
    file.tokens.forEach((token, i) => {
      if (token.kind === 'command') {
        const value = values.valuesOf([{ ...token, kind: 'string' }], file)[0] ?? UNKNOWN;
        reading.starts.push({ text: value.text, words: [], known: !value.open });
      }
      if (token.text !== '(' || token.kind !== 'punctuation' || file.tokens[i - 1]?.kind !== 'name') return;
      if (!/^(?:function|func|fn)$/.test(file.tokens[i - 2]?.text ?? '')) readCall(file, i, values, reading);
    });
  }
  const given = args.flatMap((arg) => (arg === null ? [] : (namedIn(arg, context, projects) ?? [])));
  const leads = [...new Set([...given, ...placesKnown(files, reading)])];
  const { unknown } = reading;
  if (unknown !== null)
    reading.perhaps.push(...leads.map((path) => ({ path, because: `${unknown}, and it knows of ${path}` })));
  return { writes: outermost(reading.writes), starts: reading.starts, perhaps: reading.perhaps, leads };
}

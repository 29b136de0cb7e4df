import type { ShellWord } from '../../shell/types.js';
import { effects, mergeEffects } from '../effects.js';
import type { CommandContext, Effects, Write } from '../types.js';
import { isBelow } from '../commands/place.js';
import { tokensOf } from './tokens.js';
import { sourceWrites } from './writes.js';
import type { SourceLibrary, StartedProgram } from './writes.js';
import type { SourceFile } from './bindings.js';

/** A program in source form that a command starts. */
export interface SourceScript {
  readonly model: string;
  /** Absolute paths of its first files. */
  readonly files: readonly string[];
  /** The directories that it works in: what it does there is nobody's business. */
  readonly projects: readonly string[];
  /** Words behind its name. */
  readonly args: readonly (string | null)[];
  readonly library: SourceLibrary;
  /** Files that a file brings in, as absolute paths; ones that are not there are left out by the reader. */
  readonly imports: (file: SourceFile) => readonly string[];
  /** Effects of a program that it starts. */
  readonly run: (what: string | readonly ShellWord[]) => Effects;
}

/** More than any build script brings in; a whole application behind one is not read. */
const MOST_FILES = 60;
const MOST_TEXT = 300_000;

function filesOf(script: SourceScript, context: CommandContext): readonly SourceFile[] | null {
  const found: SourceFile[] = [];
  const waiting = [...script.files];
  const seen = new Set<string>();
  let size = 0;
  while (waiting.length > 0) {
    const path = waiting.shift() ?? '';
    if (seen.has(path)) continue;
    seen.add(path);
    const text = context.files.read(path);
    if (text === null) continue;
    size += text.length;
    if (found.length >= MOST_FILES || size > MOST_TEXT) break;
    const file = { path, tokens: tokensOf(text, script.library.syntax) };
    found.push(file);
    waiting.push(...script.imports(file));
  }
  return found.length > 0 ? found : null;
}

/** What a script may do to places outside of its project that its source names. */
function maybe(script: SourceScript, because: string, named: readonly string[]): Effects {
  return effects(script.model, {
    opaque: { because, within: script.projects, named },
    confidence: 'weak',
  });
}

function startedEffects(
  started: StartedProgram,
  script: SourceScript,
  leads: readonly string[],
): Effects | null {
  const word = (value: string | null): ShellWord => ({
    text: value ?? '"$unknown"',
    value,
    span: { start: 0, end: 0 },
    glob: false,
  });
  const [program] = started.words;
  const unclear = maybe(script, `${script.model} starts a program that is not known`, leads);
  if (started.text === '' || (started.text === null && (program === null || program === undefined)))
    return unclear;
  const found =
    started.text === null
      ? script.run(started.words.map(word))
      : script.run(started.known ? started.text : `${started.text}"$DOCKOPT_UNKNOWN_WORD"`);
  // A word that the source works out can only lead to places that it knows of.
  if (started.known || found.opaque === null || found.opaque.within !== null) return found;
  return { ...found, opaque: unclear.opaque, confidence: 'weak' };
}

const HOME_CACHE = /^\/home\/[^/]+\/\.cache(?:\/|$)/;

function roleOf(path: string): Write['role'] {
  // Caches and logs are nobody's but here the app's own script filled them.
  const cache =
    isBelow(path, ['/var/cache', '/var/log', '/var/tmp', '/root/.cache']) || HOME_CACHE.test(path);
  return cache ? 'state' : 'artefact';
}

/**
 * Effects of a script of the project beyond its own directory, as its source and what it imports tell; null when the source
 * cannot be read. What it does inside the project is not part of it.
 */
export function sourceScriptEffects(script: SourceScript, context: CommandContext): Effects | null {
  const files = filesOf(script, context);
  if (files === null) return null;
  const found = sourceWrites(files, script.library, context, script.projects, script.args);
  const own = effects(script.model, {
    reads: script.files,
    writes: found.writes.map(({ path, tree }) => ({ path, tree, role: roleOf(path) })),
  });
  const started = found.starts.flatMap((each) => startedEffects(each, script, found.leads) ?? []);
  const [first] = found.perhaps;
  const places = found.perhaps.map((each) => each.path);
  const more = first ? [maybe(script, `${script.model}: ${first.because}`, places)] : [];
  return { ...mergeEffects(script.model, [own, ...started, ...more]), model: script.model };
}

import type { ShellWord } from '../../shell/types.js';
import { effects, weaker } from '../effects.js';
import type { CommandContext, Effects, Write, WriteRole } from '../types.js';
import { inside, isEphemeral, normalise, parentOf, roleOf } from './place.js';

/** Where a word points. With an unknown path, `within` is the narrowest directory it must lie in; null: anywhere. */
export interface Target {
  readonly path: string | null;
  /** True when everything below is meant too: a pattern stands for the directory it is looked up in. */
  readonly tree: boolean;
  readonly within: string | null;
  /** The directory that has to be there for it. */
  readonly into?: string;
}

/** Makes a word's value absolute against `base`; null when either is unknown. */
export function pathIn(base: string | null, value: string, home: string): string | null {
  if (value === '~') return normalise(home);
  if (value.startsWith('~/')) return inside(home, value.slice(2));
  if (value.startsWith('/')) return normalise(value);
  return base === null ? null : inside(base, value);
}

/** The path or pattern that a word names, for reads and removals; null when unknown. */
export function pathOf(
  word: ShellWord | null | undefined,
  context: CommandContext,
  base: string | null = context.cwd,
): string | null {
  if (!word || word.value === null || word.value === '') return null;
  return pathIn(base, word.value, context.home);
}

/** Paths of all words whose path is known. */
export function pathsOf(
  words: readonly ShellWord[],
  context: CommandContext,
  base: string | null = context.cwd,
): readonly string[] {
  return words.flatMap((word) => pathOf(word, context, base) ?? []);
}

/** Directory part of what a word of unknown value surely begins with: `/opt/node-$V/bin` lies in `/opt`. */
function knownDirectory(text: string, base: string | null, home: string): string | null {
  const literal = text.replace(/["']/g, '');
  const cut = literal.search(/[$`]/);
  const start = cut < 0 ? literal : literal.slice(0, cut);
  if (start === '') return null;
  const directory = start.includes('/') ? start.slice(0, start.lastIndexOf('/')) : '.';
  const path = pathIn(base, directory === '' ? '/' : directory, home);
  return path === '/' ? null : path;
}

/** A path that is known. */
export function at(path: string, tree = false): Target {
  const star = path.search(/[*?[]/);
  if (star < 0) return { path: normalise(path), tree, within: null };
  return { path: parentOf(normalise(path.slice(0, star) + 'x')), tree: true, within: null };
}

/** Where a word points to when it is written to. */
export function targetOf(
  word: ShellWord | null | undefined,
  context: CommandContext,
  base: string | null = context.cwd,
): Target {
  const path = pathOf(word, context, base);
  if (path !== null && word) return word.glob ? at(path) : { path, tree: false, within: null };
  const within = word ? knownDirectory(word.text, base, context.home) : null;
  return { path: null, tree: false, within };
}

/** `name` inside a target that is a directory. */
export function targetIn(directory: Target, name: string | null): Target {
  if (directory.path === null) return directory;
  if (name === null) return { path: null, tree: false, within: directory.path };
  return { path: inside(directory.path, name), tree: false, within: null };
}

/** The current directory as a target. */
export function here(context: CommandContext): Target {
  return { path: context.cwd, tree: true, within: null };
}

export interface Writing extends Partial<Omit<Effects, 'model' | 'writes' | 'opaque'>> {
  /** Without it, the place says what a file is for. */
  readonly role?: WriteRole;
  readonly tree?: boolean;
  readonly because?: string;
}

/**
 * Effects of a command that writes to these targets: known ones become writes, unknown ones make it opaque within the
 * narrowest directories that are sure to hold them.
 */
export function writesTo(model: string, targets: readonly Target[], given: Writing = {}): Effects {
  const { role, tree, because, ...rest } = given;
  const writes: Write[] = [];
  const within: string[] = [];
  let anywhere = false;
  for (const target of targets) {
    if (target.path === null) {
      if (target.within === null || target.within === '/') anywhere = true;
      else within.push(target.within);
      continue;
    }
    if (isEphemeral(target.path)) continue;
    writes.push({
      path: target.path,
      tree: target.tree || (tree ?? false),
      role: role ?? roleOf(target.path),
      ...(target.into === undefined ? {} : { into: target.into }),
    });
  }
  const unknown = anywhere || within.length > 0;
  const whole = writes.some((write) => write.path === '/' && write.tree);
  const base = effects(model, { ...rest, writes: writes.filter((write) => write.path !== '/') });
  if (!unknown && !whole) return base;
  const reason = because ?? 'it writes to a place that is not known';
  return {
    ...base,
    replayable: false,
    opaque: { because: reason, within: anywhere || whole ? null : within },
    confidence: weaker(base.confidence, anywhere || whole ? 'unknown' : 'weak'),
  };
}

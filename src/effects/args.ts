import type { ShellWord } from '../shell/types.js';

/** A command line taken apart by a declared list of options. */
export interface Args {
  /** Options by name as declared (`-o`, `--output`); the word is the value, null for a switch. Last one wins. */
  readonly options: ReadonlyMap<string, ShellWord | null>;
  /** Values of repeated options, in order. */
  readonly all: (name: string) => readonly string[];
  /** The words of a repeated option, in order, those of unknown value included. */
  readonly words: (name: string) => readonly ShellWord[];
  readonly positionals: readonly ShellWord[];
  /** True when a word's value is not known: nothing after it is sure. */
  readonly unclear: boolean;
  readonly has: (...names: readonly string[]) => boolean;
  /** The known value of the first of these options that is given, else null. */
  readonly value: (...names: readonly string[]) => string | null;
}

/** Words whose text is all that is known of them, as `readArgs` takes them. */
export function plainWords(texts: readonly string[]): readonly ShellWord[] {
  return texts.map((text) => ({ value: text, text, span: { start: 0, end: 0 }, glob: false }));
}

/** A word that is part of another one (`--flag=VALUE`): same text and span, another value. */
function part(word: ShellWord, value: string): ShellWord {
  return { ...word, value };
}

/**
 * Reads `argv[1..]`: long options (`--name VALUE`, `--name=VALUE`), single-dash ones, and bundled short switches
 * (`-xzf`). `valued` names the options that take a value; everything else with a dash is a switch. `--` ends options.
 */
export function readArgs(argv: readonly ShellWord[], valued: readonly string[] = []): Args {
  const takes = new Set(valued);
  const options = new Map<string, ShellWord | null>();
  const lists = new Map<string, ShellWord[]>();
  const positionals: ShellWord[] = [];
  let unclear = false;
  const put = (name: string, word: ShellWord | null): void => {
    options.set(name, word);
    if (word) lists.set(name, [...(lists.get(name) ?? []), word]);
  };
  let rest = false;
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i];
    if (!word) continue;
    const text = word.value;
    if (text === null) {
      unclear = true;
      positionals.push(word);
      continue;
    }
    if (rest || text === '-' || !text.startsWith('-')) {
      positionals.push(word);
      continue;
    }
    if (text === '--') {
      rest = true;
      continue;
    }
    const equals = text.indexOf('=');
    if (equals > 0) {
      put(text.slice(0, equals), part(word, text.slice(equals + 1)));
      continue;
    }
    if (takes.has(text)) {
      put(text, argv[++i] ?? null);
      continue;
    }
    if (text.startsWith('--') || text.length === 2) {
      put(text, null);
      continue;
    }
    const short = text.slice(1).split('');
    const first = short.findIndex((letter) => takes.has(`-${letter}`));
    if (first < 0) {
      put(text, null);
      for (const letter of short) put(`-${letter}`, null);
      continue;
    }
    for (const letter of short.slice(0, first)) put(`-${letter}`, null);
    const glued = short.slice(first + 1).join('');
    put(`-${short[first] ?? ''}`, glued ? part(word, glued) : (argv[++i] ?? null));
  }
  return {
    options,
    all: (name) => (lists.get(name) ?? []).flatMap((word) => (word.value === null ? [] : [word.value])),
    words: (name) => lists.get(name) ?? [],
    positionals,
    unclear,
    has: (...names) => names.some((name) => options.has(name)),
    value: (...names) => {
      for (const name of names) {
        const word = options.get(name);
        if (word) return word.value;
      }
      return null;
    },
  };
}

import type { ShellWord } from '../shell/types.js';

/** The options that stand before a wrapper's first operand. */
export interface LeadingOptions {
  /** Index of the first operand; the length of the words when there is none. */
  readonly at: number;
  /** Values by name; null for a switch or an unknown value. */
  readonly options: ReadonlyMap<string, string | null>;
  /** True when a word of unknown value may be an option. */
  readonly unclear: boolean;
}

/** Reads options up to the first operand, as `getopt` does with POSIX order: what follows belongs to the command. */
export function optionsOf(
  argv: readonly Pick<ShellWord, 'text' | 'value'>[],
  valued: ReadonlySet<string>,
): LeadingOptions {
  const options = new Map<string, string | null>();
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at];
    const text = word?.value;
    if (text === null || text === undefined) {
      // `"$X"` may be an option; `A=$X` and `/x/$X` are not.
      const unclear = /^["']?[-$`]/.test(word?.text ?? '');
      return { at, options, unclear };
    }
    if (text === '--') return { at: at + 1, options, unclear: false };
    if (text === '-' || !text.startsWith('-')) break;
    const equals = text.indexOf('=');
    if (text.startsWith('--')) {
      if (equals > 0) options.set(text.slice(0, equals), text.slice(equals + 1));
      else options.set(text, valued.has(text) ? (argv[++at]?.value ?? null) : null);
      continue;
    }
    for (let i = 1; i < text.length; i++) {
      const name = `-${text[i] ?? ''}`;
      const glued = text.slice(i + 1);
      if (!valued.has(name)) {
        options.set(name, null);
        continue;
      }
      options.set(name, glued || (argv[++at]?.value ?? null));
      break;
    }
  }
  return { at: Math.min(at, argv.length), options, unclear: false };
}

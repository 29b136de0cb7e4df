/**
 * What is known of a string before the program runs: a literal start, perhaps something unknown, and a literal end. `base`
 * says what a path hangs on: the directory of the file that is read, or the directory that the process runs in.
 */
export interface Known {
  readonly base: 'none' | 'file' | 'cwd';
  readonly text: string;
  /** True when something unknown follows `text`. */
  readonly open: boolean;
  /** Literal text after the unknown part. */
  readonly tail: string;
}

export const unknownText: Known = { base: 'none', text: '', open: true, tail: '' };

/** A text that is known whole. */
export function literal(text: string): Known {
  return { base: 'none', text, open: false, tail: '' };
}

/** Nothing at all is known of it. */
export function isUnknown(known: Known): boolean {
  return known.open && known.text === '' && known.base === 'none';
}

function concat(a: Known, b: Known): Known {
  if (a.open) return { ...a, tail: b.open ? b.tail : a.tail + b.text };
  if (a.text === '' && a.base === 'none') return b;
  // A directory in the middle of a text (`bash ${__dirname}/x.sh`) is not known as text.
  if (b.base !== 'none') return { ...a, open: true, tail: b.open ? b.tail : b.text };
  return { base: a.base, text: a.text + b.text, open: b.open, tail: b.tail };
}

/** More alternatives than these are as good as none. */
const limit = 24;

function combine(
  left: readonly Known[],
  right: readonly Known[],
  join: (a: Known, b: Known) => Known,
): readonly Known[] {
  if (left.length * right.length > limit) return [unknownText];
  return left.flatMap((a) => right.map((b) => join(a, b)));
}

/** Every string that an alternative of the one followed by one of the other gives. */
export function concatAll(parts: readonly (readonly Known[])[]): readonly Known[] {
  let found: readonly Known[] = [literal('')];
  for (const part of parts) found = combine(found, part, concat);
  return found;
}

/** `path.join` and, with `absolute`, `path.resolve`. An unknown part stands for a name inside the directory before it. */
export function joinAll(parts: readonly (readonly Known[])[], absolute: boolean): readonly Known[] {
  let found: readonly Known[] = [absolute ? { base: 'cwd', text: '', open: false, tail: '' } : literal('')];
  const slash = literal('/');
  for (const [index, part] of parts.entries())
    found = combine(found, part, (a, b) => {
      if (isUnknown(b) && index === 0) return unknownText;
      const restart = b.base !== 'none' || (absolute && b.text.startsWith('/'));
      return restart || (a.base === 'none' && a.text === '' && !a.open) ? b : concat(concat(a, slash), b);
    });
  return found;
}

/** `path.dirname` of a path that is known to its end. */
export function parentOf(known: Known): Known {
  if (known.open) return unknownText;
  const cut = known.text.replace(/\/+$/, '').lastIndexOf('/');
  if (cut > 0 || (cut === 0 && known.base !== 'none')) return { ...known, text: known.text.slice(0, cut) };
  if (cut === 0) return literal('/');
  return known.base === 'none' ? literal('.') : { ...known, text: `${known.text}/..` };
}

/** Is every value known to its end? */
export function isClosed(found: readonly Known[]): boolean {
  return found.every((each) => !each.open);
}

/** Where an image's author puts data beside the app's own directories. */
const STARTS = ['/usr/local/', '/opt/', '/srv/', '/var/', '/etc/', '/home/'].map((start) =>
  Buffer.from(start, 'latin1'),
);
/** Longest path that is looked at (bytes); as much is carried from chunk to chunk. */
const LONGEST = 200;
/** Most paths that are kept of one file. */
const MOST = 500;

/** Looks for absolute paths in a file that streams by. */
export interface PathNames {
  readonly add: (chunk: Buffer) => void;
  /** Ends the search. */
  readonly paths: () => readonly string[];
}

/**
 * The longest path that is known, at the start of a text. A part of it counts up to a slash (`/opt/tool/%s.json`); in a
 * program up to anywhere, as Go's linker puts one constant behind the other without a mark between them.
 */
function knownPath(text: string, loose: boolean, known: (path: string) => boolean): string | null {
  for (let end = text.length; end > 1; end--) {
    const whole = end === text.length || text[end] === '/';
    if (text[end - 1] === '/' || (!loose && !whole)) continue;
    const path = text.slice(0, end);
    if (known(path)) return path;
  }
  return null;
}

/**
 * Collects the paths that a file names out of those that are `known`, which should be few and far from common words: only
 * these are kept. `loose`: the file is a program and no text. Chunks come in order.
 */
export function pathNames(known: (path: string) => boolean, loose: boolean): PathNames {
  const found = new Set<string>();
  const seen = new Set<string>();
  let rest: Buffer = Buffer.alloc(0);

  const search = (bytes: Buffer, until: number): void => {
    for (const start of STARTS) {
      for (let at = bytes.indexOf(start); at !== -1 && at < until; at = bytes.indexOf(start, at + 1)) {
        if (found.size >= MOST) return;
        const text = /^[\w.@+/-]+/.exec(bytes.toString('latin1', at, at + LONGEST))?.[0] ?? '';
        if (seen.has(text)) continue;
        if (seen.size < 10 * MOST) seen.add(text);
        const path = knownPath(text, loose, known);
        if (path !== null) found.add(path);
      }
    }
  };

  return {
    add(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const until = Math.max(0, bytes.length - LONGEST);
      search(bytes, until);
      // A copy: a part of a chunk would keep all of it.
      rest = Buffer.from(bytes.subarray(until));
    },
    paths() {
      search(rest, rest.length);
      rest = Buffer.alloc(0);
      return [...found].sort();
    },
  };
}

import { DATA_PATHS } from '../../verify/data-paths.js';

/** Every text starts with one of these, so that a chunk is searched a few times and not once for each text. */
const STARTS = ['/usr/share/', '/usr/local/share/', '/usr/lib/', '/etc/', 'iconv_open'].map((start) =>
  Buffer.from(start, 'latin1'),
);
const TEXTS = Object.entries(DATA_PATHS).flatMap(([name, texts]) =>
  texts.map((text) => ({ name, bytes: Buffer.from(text, 'latin1') })),
);
/** What is carried from chunk to chunk (bytes): no text is longer. */
const OVERLAP = Math.max(...TEXTS.map(({ bytes }) => bytes.length)) - 1;

/** Looks for paths of system data in a file that streams by. */
export interface DataNames {
  readonly add: (chunk: Buffer) => void;
  readonly names: () => readonly string[];
}

function startsAt(chunk: Buffer, at: number, bytes: Buffer): boolean {
  const end = at + bytes.length;
  return end <= chunk.length && chunk.compare(bytes, 0, bytes.length, at, end) === 0;
}

function search(chunk: Buffer, found: Set<string>): void {
  for (const start of STARTS) {
    for (let at = chunk.indexOf(start); at !== -1; at = chunk.indexOf(start, at + start.length)) {
      for (const { name, bytes } of TEXTS) {
        if (!found.has(name) && startsAt(chunk, at, bytes)) found.add(name);
      }
    }
  }
}

/** Chunks come in order. */
export function dataNames(): DataNames {
  const found = new Set<string>();
  let tail: Buffer = Buffer.alloc(0);
  return {
    add(chunk) {
      if (tail.length > 0) search(Buffer.concat([tail, chunk.subarray(0, OVERLAP)]), found);
      search(chunk, found);
      // A short chunk leaves part of the text before it within reach of the next one.
      tail =
        chunk.length >= OVERLAP ? chunk.subarray(-OVERLAP) : Buffer.concat([tail, chunk]).subarray(-OVERLAP);
    },
    names: () => [...found].sort(),
  };
}

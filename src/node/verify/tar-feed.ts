import type { Readable } from 'node:stream';
import { Parser, type ReadEntry } from 'tar';
import { tarNames } from './tar-names.js';

/** What is done with the parts of an archive. Every entry must be read to its end, or the feed waits for ever. */
export interface TarReader {
  readonly onEntry: (entry: ReadEntry) => void;
  /** The text of a header that stands before the entry that it describes. */
  readonly onHeader?: (header: string) => void;
  /** An entry that has no place in a listing: a file type of another system. */
  readonly onPassedOver?: () => void;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Feeds a tar stream (ustar, PAX and GNU, compressed or not) to a reader, no faster than it reads. Null when the archive
 * was read to its end, else in one line what is wrong: it is none, is damaged, or breaks off.
 */
export async function feedTar(tar: Readable, reader: TarReader): Promise<string | null> {
  let problem: string | null = null;
  let complete = false;
  let goOn = (): void => {};
  const parser = new Parser({
    onReadEntry: reader.onEntry,
    onwarn: (code, message) => {
      // What has no place in a listing is passed over; all else means that data was lost.
      if (code !== 'TAR_ENTRY_INFO' && code !== 'TAR_ENTRY_UNSUPPORTED')
        problem ??= `${messageOf(message)} (${code})`;
    },
  });
  parser.on('meta', (header: string) => reader.onHeader?.(header));
  parser.on('ignoredEntry', () => reader.onPassedOver?.());
  parser.on('eof', () => (complete = true));
  parser.on('drain', () => goOn());
  const ended = new Promise<void>((settle) => {
    parser.on('end', settle);
    // After either there is neither a drain nor an end any more.
    for (const name of ['abort', 'error'])
      parser.on(name, (error: unknown) => {
        problem ??= messageOf(error);
        goOn();
        settle();
      });
  });
  const names = tarNames();
  const feed = (bytes: Buffer): boolean => bytes.length === 0 || parser.write(bytes);
  try {
    for await (const chunk of tar) {
      if (!feed(names.add(chunk)) && problem === null) await new Promise<void>((go) => (goOn = go));
      if (problem !== null) return problem;
    }
    feed(names.end());
    parser.end();
    await ended;
  } catch (error) {
    problem ??= messageOf(error);
  }
  // A stream that ends between two files looks whole but for the empty blocks at the end.
  return problem ?? (complete ? null : 'the archive breaks off');
}

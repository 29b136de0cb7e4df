import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { binaryText, FIRST_BYTES } from '../../verify/binary-text.js';
import type { HttpAnswer } from '../../verify/types.js';

/** Most of a body that is kept, in bytes; of a longer one the digest is compared too. */
const KEPT = 4_000_000;

/** Takes bytes: the first ones stay, all are counted and digested. */
function taker(): {
  readonly add: (chunk: Buffer) => void;
  readonly body: (ended: boolean) => Pick<HttpAnswer, 'body' | 'whole'>;
} {
  const chunks: Buffer[] = [];
  const digest = createHash('sha256');
  let bytes = 0;
  let binary = false;
  return {
    add(chunk) {
      if (bytes < KEPT) chunks.push(chunk.subarray(0, KEPT - bytes));
      binary ||= chunk.includes(0);
      bytes += chunk.length;
      digest.update(chunk);
    },
    body(ended) {
      const sum = digest.copy().digest('hex');
      const whole = ended ? { bytes, digest: sum } : { bytes, digest: null };
      const kept = Buffer.concat(chunks);
      // What is no text can be compared by its identity alone, and by its kind where it varies.
      if (binary) {
        const first = kept.subarray(0, FIRST_BYTES).toString('hex');
        return { body: binaryText(bytes, sum, first), ...(ended ? {} : { whole }) };
      }
      const body = kept.toString('utf8');
      return ended && bytes <= KEPT ? { body } : { body, whole };
    },
  };
}

/**
 * Reads a response to its end and hands on its body once, unpacked when it is in gzip as it says. The function that comes
 * back ends it early, with what is there.
 */
export function readBody(
  message: IncomingMessage,
  done: (body: Pick<HttpAnswer, 'body' | 'whole'>) => void,
): () => void {
  const [packed, plain] = [taker(), taker()];
  const unpack =
    message.headers['content-encoding'] === 'gzip'
      ? createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })
      : null;
  let readable = true;
  const finish = (ended: boolean): void => done((readable ? plain : packed).body(ended));
  const source: Readable = unpack ?? message;
  source.on('data', (chunk: Buffer) => plain.add(chunk));
  source.on('end', () => finish(message.complete));
  if (unpack) {
    message.on('data', (chunk: Buffer) => packed.add(chunk));
    message.on('end', () => {
      if (!readable) finish(true);
    });
    unpack.on('error', () => {
      readable = false;
      if (message.readableEnded) finish(message.complete);
    });
    message.pipe(unpack);
  }
  message.on('error', () => finish(false));
  message.on('aborted', () => finish(false));
  return () => finish(false);
}

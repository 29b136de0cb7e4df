import { createHash } from 'node:crypto';
import type { Whole } from '../../verify/types.js';

/** The end of a text that may be long. */
export interface Tail {
  readonly add: (chunk: Uint8Array) => void;
  readonly text: () => string;
  /** Of all that was added, when more than the end of it was; else undefined. */
  readonly whole: () => Whole | undefined;
}

/** Keeps the last `limit` bytes of what is added, and the digest of everything. */
export function tail(limit: number): Tail {
  const chunks: Uint8Array[] = [];
  const digest = createHash('sha256');
  let bytes = 0;
  let all = 0;
  return {
    add(chunk) {
      chunks.push(chunk);
      digest.update(chunk);
      bytes += chunk.length;
      all += chunk.length;
      for (let first = chunks[0]; first && bytes - first.length >= limit; first = chunks[0]) {
        bytes -= first.length;
        chunks.shift();
      }
    },
    text: () => Buffer.concat(chunks).subarray(-limit).toString('utf8'),
    whole: () => (all > limit ? { bytes: all, digest: digest.copy().digest('hex') } : undefined),
  };
}

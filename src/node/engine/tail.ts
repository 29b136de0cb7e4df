/** The end of a text that may be long. */
export interface Tail {
  readonly add: (chunk: Uint8Array) => void;
  readonly text: () => string;
}

/** Keeps the last `limit` bytes of what is added. */
export function tail(limit: number): Tail {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  return {
    add(chunk) {
      chunks.push(chunk);
      bytes += chunk.length;
      for (let first = chunks[0]; first && bytes - first.length >= limit; first = chunks[0]) {
        bytes -= first.length;
        chunks.shift();
      }
    },
    text: () => Buffer.concat(chunks).subarray(-limit).toString('utf8'),
  };
}

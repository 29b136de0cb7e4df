import { createHash } from 'node:crypto';
import { Writable, type Readable } from 'node:stream';
import { createGzip, type Gzip } from 'node:zlib';
import { feedTar } from './tar-feed.js';

/** As Docker pushes: gzip at its default level. */
const LEVEL = 6;
const HEAD = 512;

type Kind = 'packed' | 'tar' | 'other';

/** A layer is a tar file, or one that is packed already (podman and containerd keep them so); all else is description. */
function kindOf(head: Buffer): Kind {
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) return 'packed';
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return 'packed';
  if (head.length < HEAD) return 'other';
  const magic = head.subarray(257, 262).toString('latin1') === 'ustar';
  return magic || head.every((byte) => byte === 0) ? 'tar' : 'other';
}

interface Layer {
  readonly digest: string;
  readonly bytes: number;
}

/** Takes one file of the archive, and says what it is in a push when it is a layer. Memory: one chunk. */
function layerSink(onLayer: (layer: Layer) => void): Writable {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let kind: Kind | null = null;
  let gzip: Gzip | null = null;
  let bytes = 0;
  const take = (chunk: Buffer, done: (error?: Error | null) => void): void => {
    hash.update(chunk);
    if (kind === 'tar') {
      gzip ??= createGzip({ level: LEVEL }).on('data', (part: Buffer) => (bytes += part.length));
      gzip.write(chunk, done);
      return;
    }
    bytes += chunk.length;
    done();
  };
  return new Writable({
    write(chunk: Buffer, _, done) {
      if (kind !== null) {
        take(chunk, done);
        return;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD) {
        done();
        return;
      }
      kind = kindOf(head.subarray(0, HEAD));
      take(head, done);
      head = Buffer.alloc(0);
    },
    final(done) {
      const finish = (): void => {
        if (kind === 'packed' || kind === 'tar') onLayer({ digest: hash.digest('hex'), bytes });
        done();
      };
      if (gzip === null) finish();
      else gzip.once('end', finish).end();
    },
  });
}

/**
 * Bytes that a pull of an image transfers, out of its archive (`docker save`): every layer packed with gzip, equal layers
 * once; a layer that is packed already counts as it is. Manifest and config, some kilobytes, are not counted. Other
 * implementations of gzip come within two percent. Reads the stream once and keeps none of it. Null when it breaks off.
 */
export async function packedSize(archive: Readable): Promise<number | null> {
  const layers = new Map<string, number>();
  const sinks: Promise<void>[] = [];
  let failed = false;
  const problem = await feedTar(archive, {
    onEntry(entry) {
      if (entry.type !== 'File' && entry.type !== 'OldFile') {
        entry.resume();
        return;
      }
      const sink = layerSink(({ digest, bytes }) => layers.set(digest, bytes));
      sinks.push(
        new Promise((settle) => {
          sink.on('finish', settle);
          sink.on('error', () => {
            failed = true;
            entry.resume();
            settle();
          });
        }),
      );
      entry.pipe(sink);
    },
  });
  // The sink of a file that breaks off never finishes.
  if (problem !== null) return null;
  await Promise.all(sinks);
  if (failed || layers.size === 0) return null;
  let sum = 0;
  for (const bytes of layers.values()) sum += bytes;
  return sum;
}

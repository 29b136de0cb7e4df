import { gzipSync } from 'node:zlib';

/** One entry of a tar archive. `type` is the letter of its header: 0 file, 1 hard link, 2 symbolic link, 5 directory. */
export interface TarEntry {
  readonly name: string;
  readonly type?: '0' | '1' | '2' | '3' | '5' | 'x' | 'L' | 'K';
  readonly content?: string | Uint8Array;
  readonly link?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

const BLOCK = 512;

function header(entry: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  };
  block.write(entry.name.slice(0, 100), 0, 'utf8');
  octal(entry.mode ?? 0o644, 100, 8);
  octal(entry.uid ?? 0, 108, 8);
  octal(entry.gid ?? 0, 116, 8);
  octal(size, 124, 12);
  octal(1_700_000_000, 136, 12);
  block.write(' '.repeat(8), 148, 'latin1');
  block.write(entry.type ?? '0', 156, 'latin1');
  block.write((entry.link ?? '').slice(0, 100), 157, 'utf8');
  block.write('ustar\x0000', 257, 'latin1');
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return block;
}

/** A PAX header in front of an entry: `path`, `linkpath`, `size` and the like. */
export function paxHeader(fields: Readonly<Record<string, string>>): TarEntry {
  let content = '';
  for (const [key, value] of Object.entries(fields)) {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest) + 2;
    while (Buffer.byteLength(`${length}${rest}`) !== length) length++;
    content += `${length}${rest}`;
  }
  return { name: 'PaxHeader', type: 'x', content };
}

/** A tar archive with its two empty blocks at the end. */
export function tarBytes(entries: readonly TarEntry[]): Buffer {
  const blocks: Buffer[] = [];
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '');
    blocks.push(
      header(entry, content.length),
      content,
      Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
    );
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** Packed archives that are damaged or end somewhere in the middle. */
export function damagedArchives(): readonly Buffer[] {
  // Hardly compressible, and so in several pieces; not stored as it is, or damage would be seen at the very end alone.
  let seed = 1;
  const content = Buffer.alloc(300_000).map(() => (seed = (seed * 48_271) % 2_147_483_647) & 0x3f);
  const packed = gzipSync(tarBytes(['a', 'b', 'c'].map((name) => ({ name, content }))));
  const places = [100, 20_000, 150_000, packed.length - 12];
  const changed = places.map((at) => {
    const copy = Buffer.from(packed);
    copy.subarray(at, at + 200).fill(0xff);
    return copy;
  });
  return [...changed, ...places.map((at) => packed.subarray(0, at))];
}

import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { create } from 'tar';
import { packedSize } from '../../../src/node/verify/packed-size.js';
import { damagedArchives } from '../../support/tar-bytes.js';

let directory = '';

function tarOf(cwd: string, names: readonly string[]): Buffer {
  const chunk = create({ cwd, sync: true, portable: true }, [...names]).read();
  return Buffer.isBuffer(chunk) ? chunk : Buffer.alloc(0);
}

function layer(name: string, content: Buffer): Buffer {
  writeFileSync(join(directory, name), content);
  return tarOf(directory, [name]);
}

/** In small pieces, so that no file comes in one. */
function archive(files: Readonly<Record<string, Buffer>>): Readable {
  const root = join(directory, 'archive');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  symlinkSync('../a/layer.tar', join(root, 'link.tar'));
  const bytes = tarOf(root, [...Object.keys(files), 'link.tar']);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 300) pieces.push(bytes.subarray(at, at + 300));
  return Readable.from(pieces);
}

describe('what a pull transfers', () => {
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'dockopt-packed-'))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('is every layer packed, equal ones once, packed ones as they are, and no descriptions', async () => {
    const text = layer('text', Buffer.from('hello '.repeat(50_000)));
    const other = layer('other', Buffer.from('bye '.repeat(50_000)));
    const packed = gzipSync(other, { level: 1 });
    const size = await packedSize(
      archive({
        'a/layer.tar': text,
        'b/layer.tar': text,
        'blobs/sha256/c': packed,
        'manifest.json': Buffer.from(`[{"Layers":["${'x'.repeat(2000)}"]}]`),
        VERSION: Buffer.from('1.0'),
      }),
    );
    expect(size).to.equal(gzipSync(text, { level: 6 }).length + packed.length);
  });

  it('is not known when the archive breaks off or is none', async () => {
    const text = layer('text', Buffer.from('hello '.repeat(5000)));
    const whole: Buffer[] = [];
    for await (const piece of archive({ 'a/layer.tar': text })) whole.push(piece);
    const cut = Buffer.concat(whole).subarray(0, 5000);
    expect(await packedSize(Readable.from([cut]))).to.equal(null);
    expect(await packedSize(Readable.from([]))).to.equal(null);
    for (const damaged of damagedArchives()) {
      const pieces = Array.from({ length: Math.ceil(damaged.length / 10_000) }, (_, index) =>
        damaged.subarray(index * 10_000, (index + 1) * 10_000),
      );
      expect(await packedSize(Readable.from(pieces))).to.equal(null);
    }
  });
});

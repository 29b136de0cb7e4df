import { Readable } from 'node:stream';
import { expect } from 'chai';
import { readListing } from '../../../src/node/verify/listing.js';
import { escapedName, tarNames } from '../../../src/node/verify/tar-names.js';
import { paxHeader, tarBytes } from '../../support/tar-bytes.js';
import type { TarEntry } from '../../support/tar-bytes.js';

/** A PAX header whose path has bytes that are no letters of UTF-8. */
function paxPath(path: string): TarEntry {
  const length = path.length + ' path=\n'.length + 2;
  return { name: 'PaxHeader', type: 'x', content: Buffer.from(`${length} path=${path}\n`, 'latin1') };
}

/** An archive of one file with such a name in its plain header, without its end. */
function plainEntry(name: string): Buffer {
  const block = tarBytes([{ name: 'x' }]).subarray(0, 512);
  block.write(name, 'latin1');
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

async function paths(bytes: Buffer, step = 65536): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += step) chunks.push(bytes.subarray(at, at + step));
  const read = await readListing(Readable.from(chunks));
  return 'problem' in read ? [read.problem] : [...read.listing.keys()];
}

describe('names in an archive', () => {
  it('that are not UTF-8 stay apart, in headers of PAX and in plain ones', async () => {
    const bytes = Buffer.concat([
      plainEntry('app/b\xff'),
      plainEntry('app/b\xfe'),
      tarBytes([
        paxPath('app/a\xff'),
        { name: 'app/a', content: 'one' },
        paxPath('app/a\xfe'),
        { name: 'app/a', content: 'two' },
        { name: 'app/c', content: 'three' },
      ]),
    ]);
    const all = ['/app/b\\xff', '/app/b\\xfe', '/app/a\\xff', '/app/a\\xfe', '/app/c'];
    for (const step of [1, 100, 512, 65536]) expect(await paths(bytes, step), `${step}`).to.deep.equal(all);
  });

  it('that are UTF-8 stay as they are, wherever chunks end', async () => {
    const bytes = tarBytes([
      paxHeader({ path: 'app/žluť', mtime: '1.5' }),
      { name: 'app/x', content: 'one' },
      { name: 'app/ÿ', content: 'two' },
    ]);
    for (const step of [1, 100, 511, 65536])
      expect(await paths(bytes, step), `${step}`).to.deep.equal(['/app/žluť', '/app/ÿ']);
    const names = tarNames();
    const chunks = [bytes.subarray(0, 700), bytes.subarray(700, 2000), bytes.subarray(2000)];
    expect(Buffer.concat([...chunks.map((chunk) => names.add(chunk)), names.end()]).equals(bytes)).to.equal(
      true,
    );
  });

  it('are escaped byte by byte', () => {
    expect(escapedName(Buffer.from([0x61, 0xff, 0xc5, 0xbe, 0xc5]))).to.equal('a\\xffž\\xc5');
  });

  it('of what is no archive are left alone', () => {
    const bytes = Buffer.alloc(3000, 'no archive\xff');
    const names = tarNames();
    const out = [bytes.subarray(0, 600), bytes.subarray(600)].map((chunk) => names.add(chunk));
    expect(Buffer.concat([...out, names.end()]).equals(bytes)).to.equal(true);
  });
});

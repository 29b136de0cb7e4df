import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { readListing } from '../../../src/node/verify/listing.js';
import type { Listing } from '../../../src/verify/types.js';
import { elfBytes } from '../../support/elf-bytes.js';
import { damagedArchives, paxHeader, tarBytes } from '../../support/tar-bytes.js';
import type { TarEntry } from '../../support/tar-bytes.js';

/** The bytes in chunks of one size, as no archive divides itself. */
function stream(bytes: Buffer, size: number): Readable {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return Readable.from(chunks);
}

async function list(entries: readonly TarEntry[], size = 65536): Promise<Listing> {
  const read = await readListing(stream(tarBytes(entries), size));
  if ('problem' in read) throw new Error(read.problem);
  return read.listing;
}

async function problem(bytes: Buffer): Promise<string | null> {
  const read = await readListing(stream(bytes, 65536));
  return 'problem' in read ? read.problem : null;
}

describe('listing of a tar stream', () => {
  const long = `app/${'deep/'.repeat(40)}file`;

  it('tells kind, mode, owner, size and link', async () => {
    const read = await list([
      { name: './', type: '5', mode: 0o755 },
      { name: 'tmp/', type: '5', mode: 0o1777 },
      { name: 'app/a', content: 'hello', mode: 0o4755, uid: 1000, gid: 33 },
      { name: 'app/l', type: '2', link: '../etc/x', mode: 0o777 },
      { name: 'dev/null', type: '3' },
    ]);
    expect([...read.keys()]).to.deep.equal(['/', '/tmp', '/app/a', '/app/l', '/dev/null']);
    expect(read.get('/tmp')).to.include({ kind: 'directory', mode: 0o1777, digest: null });
    expect(read.get('/app/a')).to.include({ kind: 'file', mode: 0o4755, uid: 1000, gid: 33, size: 5 });
    expect(read.get('/app/l')).to.include({ kind: 'symlink', link: '../etc/x', size: 0 });
    expect(read.get('/dev/null')?.kind).to.equal('other');
  });

  it('gives equal files equal digests, however they are divided', async () => {
    const content = Buffer.alloc(10_000, 'abc');
    const digests = new Set<string | null | undefined>();
    for (const size of [100, 511, 65536])
      digests.add((await list([{ name: 'a', content }], size)).get('/a')?.digest);
    expect(digests.size).to.equal(1);
    const other = await list([
      { name: 'a', content: Buffer.alloc(10_000, 'abd') },
      { name: 'b' },
      { name: 'c' },
    ]);
    digests.add(other.get('/a')?.digest);
    expect(digests.size).to.equal(2);
    expect(other.get('/b')?.digest).to.equal(other.get('/c')?.digest);
  });

  it('resolves hard links, also to one that comes later', async () => {
    const read = await list([
      { name: 'z', type: '1', link: 'a' },
      { name: 'a', content: 'x', mode: 0o755 },
      { name: 'b', type: '1', link: './a' },
      { name: 'c', type: '1', link: 'b' },
    ]);
    for (const path of ['/z', '/b', '/c']) expect(read.get(path), path).to.deep.equal(read.get('/a'));
    expect(await problem(tarBytes([{ name: 'b', type: '1', link: 'a' }]))).to.contain('/a');
  });

  it('reads long names of PAX and GNU', async () => {
    const read = await list([
      paxHeader({ path: long, size: '3' }),
      { name: long.slice(0, 100), content: 'pax' },
      { name: '././@LongLink', type: 'L', content: `${long}2\0` },
      { name: long.slice(0, 100), content: 'gnu!' },
      { name: '././@LongLink', type: 'K', content: `/${long}\0` },
      { name: 'link', type: '2', link: long.slice(0, 100) },
    ]);
    expect(read.get(`/${long}`)?.size).to.equal(3);
    expect(read.get(`/${long}2`)?.size).to.equal(4);
    expect(read.get('/link')?.link).to.equal(`/${long}`);
    expect(read.size).to.equal(3);
  });

  it('reads capabilities, of the file alone that has them', async () => {
    const net = 'SCHILY.xattr.security.capability';
    const read = await list([
      paxHeader({ [net]: '\x01\0\0\x02\0\x04\0\0', path: 'app/node' }),
      { name: 'x', content: 'a' },
      { name: 'b', content: 'a' },
    ]);
    expect(read.get('/app/node')?.capability).to.equal('0100000200040000');
    expect(read.get('/b')).to.not.have.property('capability');
  });

  it('reads a capability before a hard link as that of the linked file', async () => {
    const net = 'SCHILY.xattr.security.capability';
    const read = await list([
      { name: 'bin/a', content: 'a' },
      paxHeader({ [net]: '\x01\0\0\x02\0\x04\0\0', path: 'bin/b' }),
      { name: 'x', type: '1', link: 'bin/a' },
      { name: 'c', content: 'a' },
      { name: 'bin/d', type: '1', link: 'bin/a' },
    ]);
    for (const path of ['/bin/a', '/bin/b', '/bin/d'])
      expect(read.get(path)?.capability, path).to.equal('0100000200040000');
    expect(read.get('/c')).to.not.have.property('capability');
  });

  it('takes the last entry of a path', async () => {
    const read = await list([
      { name: 'a', content: 'old' },
      { name: 'a', type: '2', link: 'b' },
    ]);
    expect(read.get('/a')).to.include({ kind: 'symlink', digest: null });
  });

  it('reads the first line of scripts', async () => {
    const read = await list(
      [
        { name: 'a', content: '#!/usr/bin/env node\r\nx' },
        { name: 'b', content: '#! /bin/sh -e' },
        { name: 'c', content: '# comment\n#!/bin/sh' },
        { name: 'd', content: '#' },
      ],
      5,
    );
    expect([...read.values()].map((file) => file.script)).to.deep.equal([
      '/usr/bin/env node',
      '/bin/sh -e',
      null,
      null,
    ]);
  });

  it('keeps the text of accounts and of the loader’s directories, and of nothing else', async () => {
    const read = await list([
      { name: 'etc/passwd', content: 'root:x:0:0::/root:/bin/sh\n' },
      { name: 'etc/ld.so.conf.d/x.conf', content: '/opt/lib\n' },
      { name: 'etc/ld.so.cache', content: 'glibc\0/opt/lib/a.so\0' },
      { name: 'etc/shadow', content: 'root:secret' },
    ]);
    expect([...read.values()].map((file) => file.text)).to.deep.equal([
      'root:x:0:0::/root:/bin/sh\n',
      '/opt/lib\n',
      'glibc\0/opt/lib/a.so\0',
      undefined,
    ]);
  });

  it('tells texts that differ in the dates of their builds alone', async () => {
    const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
    const steady = async (content: string | Uint8Array): Promise<string | undefined> =>
      (await list([{ name: 'app/a.js', content }])).get('/app/a.js')?.steady;
    const first = await steady(`built ${ago(1)}, port 8080`);
    expect(first).to.be.a('string');
    expect(await steady(`built ${ago(20)}, port 8080`)).to.equal(first);
    expect(await steady(`built ${ago(1)}, port 8081`)).to.not.equal(first);
    expect(await steady(`built ${ago(2000)}, port 8080`)).to.not.equal(first);
    expect(await steady(Buffer.from([1, 0, 2]))).to.equal(undefined);
  });

  it('reads large bundles for the dates of their builds, and longer texts not', async () => {
    const read = async (content: string | Uint8Array, name = 'app/a.js') =>
      (await list([{ name, content }])).get(`/${name}`);
    const bundle = (size: number, hours: number, word = 'a'): string =>
      `${`${word};`.repeat(size / 2)}var BUILD='${new Date(Date.now() - hours * 3_600_000).toISOString()}'`;
    const first = await read(bundle(700_000, 1));
    expect(first?.steady).to.be.a('string');
    expect(first?.steady).to.equal((await read(bundle(700_000, 20)))?.steady);
    expect(first?.steady).to.not.equal((await read(bundle(700_000, 1, 'b')))?.steady);
    expect(first).to.not.have.property('longText');
    const longer = await read(bundle(10_000_000, 1));
    expect(longer).to.include({ longText: true }).and.not.have.property('steady');
    expect(await read(bundle(700_000, 1), 'app/node_modules/a/a.js')).to.not.have.property('steady');
    for (const size of [700_000, 10_000_000])
      expect(await read(Buffer.concat([Buffer.from(bundle(size, 1)), Buffer.alloc(1)]))).to.not.have.any.keys(
        'steady',
        'longText',
      );
  });

  describe('of ELF files', () => {
    const plan = { interpreter: '/lib64/ld.so', needed: ['libssl.so.3', 'libc.so.6'], runpath: '$ORIGIN' };
    const elfOf = async (content: Uint8Array, size = 65536) =>
      (await list([{ name: 'a', content }], size)).get('/a')?.elf;

    it('reads what they need, however they are divided', async () => {
      for (const size of [13, 512, 65536]) {
        expect(await elfOf(elfBytes(plan), size), String(size)).to.deep.equal({
          machine: 62,
          bits: 64,
          ...plan,
          runpath: ['$ORIGIN'],
          complete: true,
        });
      }
    });

    it('reads names far behind the start of a large program when they come after what tells their place', async () => {
      const large = elfBytes({ ...plan, gap: 20 * 1024 * 1024, stringsLast: true });
      expect(await elfOf(large)).to.deep.include({ needed: plan.needed, complete: true });
    });

    it('reads names of libraries that come before what tells their place', async () => {
      const large = elfBytes({ ...plan, gap: 20 * 1024 * 1024 });
      expect(await elfOf(large)).to.deep.include({ needed: plan.needed, complete: true });
    });

    it('says when it could not read them whole', async () => {
      const needed = Array.from({ length: 4000 }, (_, index) => `a-name-without-the-usual-ending-${index}`);
      const large = await elfOf(elfBytes({ needed, gap: 20 * 1024 * 1024 }));
      expect(large?.complete).to.equal(false);
      expect(large?.needed.length).to.be.below(needed.length);
      expect(await elfOf(elfBytes({ needed, gap: 1024 }))).to.deep.include({ needed, complete: true });
    });

    it('finds the system data that they name, also across chunks, and Go’s mark', async () => {
      const text = Buffer.from(
        '..../etc/ssl/certs\0/usr/share/zoneinfo/\0/usr/share/other\xff Go buildinf:',
        'latin1',
      );
      const content = Buffer.concat([elfBytes(plan), text]);
      for (const size of [3, 29, 512, 65536]) {
        const file = (await list([{ name: 'a', content }], size)).get('/a');
        expect(file?.names, String(size)).to.deep.equal(['/etc/ssl/certs', '/usr/share/zoneinfo']);
        expect(file?.elf?.go, String(size)).to.equal(true);
      }
      expect((await list([{ name: 'a', content: text }])).get('/a')?.names).to.deep.equal([]);
      expect(
        (await list([{ name: 'a', content: '#!/bin/sh\ncat /etc/mime.types' }])).get('/a')?.names,
      ).to.deep.equal(['/etc/mime.types']);
    });
  });

  it('says what is wrong with a stream', async () => {
    const good = tarBytes([{ name: 'a', content: Buffer.alloc(5000, 'a') }]);
    expect(await problem(good)).to.equal(null);
    expect(await problem(gzipSync(good))).to.equal(null);
    expect(await problem(good.subarray(0, good.length - 1024))).to.be.a('string');
    expect(await problem(good.subarray(0, 3000))).to.be.a('string');
    expect(await problem(Buffer.alloc(0))).to.be.a('string');
    expect(await problem(Buffer.from('no such container'.repeat(100)))).to.be.a('string');
    const broken = Buffer.from(good);
    broken[0] = 0x62;
    expect(await problem(broken)).to.be.a('string');
    for (const damaged of damagedArchives()) expect(await problem(damaged)).to.be.a('string');
    const failing = new Readable({
      read() {
        this.destroy(new Error('engine stopped'));
      },
    });
    const read = await readListing(failing);
    expect('problem' in read ? read.problem : null).to.contain('engine stopped');
  });

  it('tells which paths of the original the app’s files name', async () => {
    const data = { name: 'opt/tool/data.json', content: '{}' };
    const original = await list([data, { name: 'usr/local/go/src/a.go' }]);
    const names = 'read("/opt/tool/data.json", "/opt/none", "/usr/local/go/src/a.go")';
    const entries = ['app/a.js', 'usr/bin/tool', 'app/node_modules/b/b.js', 'usr/local/bin/node'].map(
      (name) => ({
        name,
        content: names,
      }),
    );
    const bytes = tarBytes([...entries, { name: 'app/picture', content: Buffer.from(`\0${names}`) }]);
    for (const size of [1, 100, 65536]) {
      const read = await readListing(stream(bytes, size), original);
      const listing: Listing = 'problem' in read ? new Map() : read.listing;
      const telling = [...listing].flatMap(([path, { paths }]) => (paths ? [[path, paths]] : []));
      expect(telling, `${size}`).to.deep.equal([['/app/a.js', ['/opt/tool/data.json']]]);
    }
    expect((await list(entries)).get('/app/a.js')?.paths).to.equal(undefined);
  });
});

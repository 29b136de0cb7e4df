import { expect } from 'chai';
import * as fc from 'fast-check';
import { emptyFileSystem, memoryFileSystem } from '../../src/project/file-system.js';
import type { MemoryFile } from '../../src/project/file-system.js';

describe('memory file system', () => {
  const fs = memoryFileSystem({
    'package.json': '{}',
    './src/index.ts': 'héllo',
    'run.sh': { text: '#!/bin/sh', mode: 0o755 },
    'logo.png': 'PNG\0',
    cache: { directory: true },
    'link.json': { link: 'package.json' },
    lib: { link: './src/../src' },
    out: { link: '/etc' },
    up: { link: '../outside' },
    loop: { link: 'pool' },
    pool: { link: 'loop' },
    self: { link: '.' },
  });

  it('reads files, modes and sizes, and lists directories sorted', () => {
    expect(fs.complete).to.equal(true);
    expect(fs.read('package.json')).to.equal('{}');
    expect(fs.stat('src/index.ts')).to.deep.equal({ kind: 'file', mode: 0o644, size: 6 });
    expect(fs.stat('run.sh')?.mode).to.equal(0o755);
    expect(fs.list('src')).to.deep.equal(['index.ts']);
    expect(fs.list('')[0]).to.equal('cache');
    expect(fs.stat('cache')?.kind).to.equal('directory');
    expect(fs.stat('')?.kind).to.equal('directory');
  });

  it('answers null for what is absent, binary or not a file', () => {
    expect(fs.read('nope')).to.equal(null);
    expect(fs.read('src')).to.equal(null);
    expect(fs.read('logo.png')).to.equal(null);
    expect(fs.stat('package.json/x')).to.equal(null);
    expect(fs.list('package.json')).to.deep.equal([]);
  });

  it('follows links inside the tree, never out of it or round in circles', () => {
    expect(fs.stat('link.json')).to.include({ kind: 'symlink', link: 'package.json' });
    expect(fs.read('link.json')).to.equal('{}');
    expect(fs.read('lib/index.ts')).to.equal('héllo');
    expect(fs.stat('lib/index.ts')?.kind).to.equal('file');
    expect(fs.list('lib')).to.deep.equal(['index.ts']);
    expect(fs.list('out')).to.deep.equal([]);
    expect(fs.read('up/x')).to.equal(null);
    expect(fs.read('loop')).to.equal(null);
    expect(fs.read('self/self/self/package.json')).to.equal('{}');
  });

  it('an empty file system proves nothing', () => {
    expect(emptyFileSystem.complete).to.equal(false);
    expect(emptyFileSystem.stat('')?.kind).to.equal('directory');
    expect(emptyFileSystem.stat('x')).to.equal(null);
  });

  it('agrees with a plain record of files', () => {
    const name = fc.constantFrom('a', 'b', 'c', '.d', 'e f');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.dictionary(path, fc.string()), path, (all, asked) => {
        const files: Record<string, string> = {};
        for (const [key, text] of Object.entries(all)) {
          const clash = Object.keys(files).some(
            (other) => other.startsWith(key + '/') || key.startsWith(other + '/'),
          );
          if (!clash) files[key] = text;
        }
        const tree = memoryFileSystem(files);
        const text = files[asked];
        expect(tree.read(asked)).to.equal(text === undefined || text.includes('\0') ? null : text);
        const below = Object.keys(files).filter((key) => key.startsWith(asked + '/'));
        expect(tree.stat(asked)?.kind).to.equal(
          text !== undefined ? 'file' : below.length > 0 ? 'directory' : undefined,
        );
        expect(tree.list(asked)).to.deep.equal(
          [...new Set(below.map((key) => key.slice(asked.length + 1).split('/')[0]))].sort(),
        );
      }),
    );
  });

  it('never throws, whatever the names and links', () => {
    const file: fc.Arbitrary<MemoryFile> = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom('..', '.', 'a', 'b', '/', ''), { maxLength: 5 })
        .map((parts) => ({ link: parts.join('/') })),
    );
    const path = fc
      .array(fc.constantFrom('a', 'b', '..', '.', ''), { maxLength: 5 })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.dictionary(path, file), path, (files, asked) => {
        const tree = memoryFileSystem(files);
        tree.read(asked);
        tree.stat(asked);
        expect(tree.list(asked)).to.be.an('array');
      }),
    );
  });
});

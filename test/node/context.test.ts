import { expect } from 'chai';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContext, openDirectory } from '../../src/node/context.js';

describe('context on disk', () => {
  let base = '';
  let dir = '';
  const write = (path: string, text: string | Buffer): void => {
    const full = join(dir, path);
    mkdirSync(join(full, '..'), { recursive: true });
    writeFileSync(full, text);
  };

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'dockopt-context-'));
    dir = join(base, 'app');
    write('package.json', '{}');
    write('src/index.ts', 'index');
    write('../outside.txt', 'secret');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('reads, lists and tells modes', () => {
    chmodSync(join(dir, 'src/index.ts'), 0o755);
    const fs = openContext(dir, null);
    expect(fs.complete).to.equal(true);
    expect(fs.list('')).to.deep.equal(['package.json', 'src']);
    expect(fs.read('./src/index.ts')).to.equal('index');
    if (process.platform !== 'win32') {
      expect(fs.stat('src/index.ts')).to.deep.equal({ kind: 'file', mode: 0o755, size: 5 });
    }
    expect(fs.stat('nope')).to.equal(null);
    expect(fs.stat('package.json/x')).to.equal(null);
    expect(fs.list('package.json')).to.deep.equal([]);
  });

  it('does not read binary or very large files, lockfiles excepted', () => {
    write('logo.png', Buffer.from([137, 80, 0, 1]));
    write('big.json', ' '.repeat(3 * 1024 * 1024));
    write('package-lock.json', ' '.repeat(3 * 1024 * 1024));
    const fs = openContext(dir, null);
    expect(fs.read('logo.png')).to.equal(null);
    expect(fs.stat('logo.png')?.size).to.equal(4);
    expect(fs.read('big.json')).to.equal(null);
    expect(fs.read('package-lock.json')).to.have.length(3 * 1024 * 1024);
  });

  it('follows links inside the context only', () => {
    symlinkSync('src', join(dir, 'current'));
    symlinkSync('../outside.txt', join(dir, 'up.txt'));
    symlinkSync(join(base, 'outside.txt'), join(dir, 'abs.txt'));
    symlinkSync(base, join(dir, 'out'));
    symlinkSync('loop', join(dir, 'loop'));
    const fs = openContext(dir, null);
    expect(fs.read('current/index.ts')).to.equal('index');
    expect(fs.stat('current')).to.include({ kind: 'symlink', link: 'src' });
    for (const path of ['up.txt', 'abs.txt', 'out/outside.txt', '../outside.txt', 'loop']) {
      expect(fs.read(path), path).to.equal(null);
    }
  });

  it('applies .dockerignore, and the one named after the Dockerfile first', () => {
    write('Dockerfile', 'FROM scratch');
    write('docker/api.Dockerfile', 'FROM scratch');
    write('.dockerignore', 'src');
    expect(openContext(dir, join(dir, 'Dockerfile')).stat('src')).to.equal(null);
    expect(openContext(dir, null).stat('src/index.ts')).to.equal(null);
    write('docker/api.Dockerfile.dockerignore', 'package.json');
    const fs = openContext(dir, 'docker/api.Dockerfile');
    expect(fs.stat('src')?.kind).to.equal('directory');
    expect(fs.stat('package.json')).to.equal(null);
    expect(openContext(dir, join(dir, 'docker/api.Dockerfile')).stat('package.json')).to.equal(null);
    expect(openDirectory(dir).stat('package.json')?.kind).to.equal('file');
  });

  it('proves nothing when there is no such directory', () => {
    for (const path of [join(dir, 'nope'), join(dir, 'package.json'), 'a\0b']) {
      const fs = openContext(path, null);
      expect(fs.complete).to.equal(false);
      expect(fs.list('')).to.deep.equal([]);
    }
  });

  it('keeps what it has seen', () => {
    const fs = openContext(dir, null);
    expect(fs.list('src')).to.deep.equal(['index.ts']);
    expect(fs.read('src/index.ts')).to.equal('index');
    rmSync(join(dir, 'src'), { recursive: true });
    expect(fs.read('src/index.ts')).to.equal('index');
    expect(fs.list('src')).to.deep.equal(['index.ts']);
  });
});

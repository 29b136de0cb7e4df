import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { changedContext, type CopyLimits } from '../../../src/node/verify/changed-source.js';
import { place, type Place } from '../../cli/program.js';

const FILES = {
  'src/deep/first.ts': 'a',
  'src/b.ts': 'b\n',
  'src/b.test.ts': 'test',
  '.hidden.js': 'x',
  'run.sh': '#!/bin/sh\n',
  'secret.env': 'S=1',
  '.dockerignore': 'secret.env\n',
  'locked/file': 'x',
};

describe('a context with a changed source file', () => {
  let here: Place;
  beforeEach(() => {
    here = place(FILES);
    mkdirSync(here.file('empty'));
    chmodSync(here.file('empty'), 0o770);
    chmodSync(here.file('run.sh'), 0o750);
    chmodSync(here.file('src/b.ts'), 0o444);
    chmodSync(here.file('locked'), 0o555);
    symlinkSync('src/b.ts', here.file('link'));
  });
  afterEach(() => {
    chmodSync(here.file('locked'), 0o755);
    here.remove();
  });

  const signal = new AbortController().signal;
  const changed = (limits?: CopyLimits): ReturnType<typeof changedContext> =>
    changedContext(here.path, null, signal, limits);

  it('is what the build sees, modes and empty directories too, but for one line', async () => {
    const copy = await changed();
    if (typeof copy === 'string') throw new Error(copy);
    const { directory, file, remove } = copy;
    expect(file).to.equal('src/b.ts');
    expect(readFileSync(join(directory, file), 'utf8')).to.equal('b\n\n');
    expect(readdirSync(directory).sort()).to.deep.equal(
      readdirSync(here.path)
        .filter((name) => name !== 'secret.env')
        .sort(),
    );
    for (const path of ['empty', 'run.sh', 'src/b.ts', 'src', 'locked', 'locked/file'])
      expect(lstatSync(join(directory, path)).mode, path).to.equal(lstatSync(here.file(path)).mode);
    expect(readlinkSync(join(directory, 'link'))).to.equal('src/b.ts');
    expect(here.read('src/b.ts')).to.equal('b\n');
    await remove();
    expect(existsSync(directory)).to.equal(false);
  });

  it('is not made of a context that is too large, and says so', async () => {
    expect(await changed({ files: 5, bytes: 1e9 })).to.equal('the context has more than 5 files');
    here.write('data', 'x'.repeat(2 * 1024 * 1024));
    expect(await changed({ files: 100, bytes: 1024 * 1024 })).to.equal('the context is larger than 1 MiB');
  });

  it('is not made without a source file, or after an interrupt', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await changedContext(here.path, null, controller.signal)).to.equal('interrupted');
    here.write('.dockerignore', 'src\n');
    expect(await changed()).to.equal('the context has no source file of a known language');
  });
});

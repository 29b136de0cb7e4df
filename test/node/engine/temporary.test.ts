import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { removeAbandonedDirectories, temporaryDirectory } from '../../../src/node/engine/temporary.js';
import { place, type Place } from '../../cli/program.js';

describe('temporary directories', () => {
  let here: Place;
  const before = process.env.TMPDIR;
  beforeEach(() => {
    here = place();
    process.env.TMPDIR = here.path;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    here.remove();
  });

  it('are removed with all that is in them', async () => {
    const { path, remove } = temporaryDirectory();
    mkdirSync(join(path, 'closed'));
    writeFileSync(join(path, 'closed', 'file'), '');
    chmodSync(join(path, 'closed'), 0o500);
    await remove();
    expect(existsSync(path)).to.equal(false);
  });

  it('are removed later when their process is gone, and left alone while it lives', async () => {
    const { path } = temporaryDirectory();
    const [, , , host = '', rest = ''] = basename(path).split('-');
    const gone = String(spawnSync(process.execPath, ['-e', '']).pid);
    const leftover = here.file(`dockopt-${gone}-1-${host}-${rest}`);
    // That number now belongs to a process that started later.
    const reused = here.file(`dockopt-${process.pid}-1-${host}-${rest}`);
    const others = [`dockopt-${gone}-1-0123456789ab-${rest}`, `dockopt-test-${rest}`, `dockopt-${gone}`];
    for (const directory of [leftover, reused, ...others.map(here.file)]) {
      mkdirSync(directory);
      writeFileSync(join(directory, 'Dockerfile'), 'FROM x\n');
    }
    await removeAbandonedDirectories();
    expect([leftover, reused].filter(existsSync)).to.deep.equal([]);
    for (const directory of [path, ...others.map(here.file)])
      expect(existsSync(directory), directory).to.equal(true);
  });
});

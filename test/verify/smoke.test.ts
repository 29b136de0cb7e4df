import { expect } from 'chai';
import type { ImageConfig } from '../../src/dockerfile/types.js';
import {
  compareSmokes,
  phpSmokes,
  readPhpModules,
  smokeRoots,
  smokesOf,
  smokesWithSources,
  UNREACHED,
} from '../../src/verify/smoke.js';
import type { ListedFile, Smoke } from '../../src/verify/types.js';

const config: ImageConfig = {
  entrypoint: null,
  cmd: null,
  entrypointShell: false,
  cmdShell: false,
  env: {},
  workdir: '/app',
  user: '',
  exposed: [],
  volumes: [],
  labels: {},
  stopSignal: null,
  healthcheck: null,
  shell: [],
  onbuild: [],
};

const program: ListedFile = {
  kind: 'file',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 1,
  digest: null,
  link: null,
  elf: null,
  script: null,
  names: [],
};

function smoke(name: string, ...missing: readonly string[]): Smoke {
  return { name, missing, ran: true };
}

function codes(before: Smoke, after: Smoke): readonly string[] {
  return compareSmokes([before], [after]).map((it) => `${it.code} ${it.weight} ${it.subject}`);
}

describe('what run times find', () => {
  it('is a difference when only the candidate misses it', () => {
    expect(codes(smoke('node'), smoke('node', 'express'))).to.deep.equal(['V-REQUIRE different express']);
    expect(codes(smoke('python'), smoke('python', 'flask'))).to.deep.equal([
      'V-PYTHON-IMPORT different flask',
    ]);
    expect(codes(smoke('node', 'express'), smoke('node'))).to.deep.equal([]);
  });

  it('is a note when both miss it, or when nothing is seen to load the file', () => {
    const both = smoke('node', 'a', 'b', 'c', 'd');
    expect(codes(both, both)).to.deep.equal(['V-REQUIRE note a, b, c and 1 more']);
    expect(codes(smoke(`node${UNREACHED}`), smoke(`node${UNREACHED}`, 'mocha'))).to.deep.equal([
      'V-REQUIRE note mocha',
    ]);
  });

  it('is nothing when one of them could not be asked', () => {
    const silent = { name: 'node', missing: ['x'], ran: false };
    expect(codes(smoke('node'), silent)).to.deep.equal([]);
    expect(codes(silent, smoke('node', 'y'))).to.deep.equal([]);
  });

  it('reads PHP’s modules and complaints', () => {
    const list = '[PHP Modules]\nCore\ngd\n\n[Zend Modules]\nZend OPcache\n';
    const complaint = "PHP Warning:  PHP Startup: Unable to load dynamic library 'gd' in Unknown on line 0\n";
    expect(readPhpModules(list, '')).to.deep.equal({
      modules: ['Core', 'gd', 'Zend OPcache'],
      complaints: [],
    });
    const { before, after } = phpSmokes(
      readPhpModules(list, ''),
      readPhpModules(list.replace('gd\n', ''), complaint),
    );
    expect(after.missing).to.have.lengthOf(2);
    expect(codes(before, after).map((it) => it.slice(0, 26))).to.deep.equal([
      'V-PHP-MODULE different gd',
      'V-PHP-MODULE different War',
    ]);
    expect(readPhpModules('', 'php: not found')).to.equal(null);
  });

  it('is asked where an image has the run time, by its files or by its variables', () => {
    const listing = new Map([['/usr/local/bin/node', program]]);
    expect(smokesOf(config, listing)).to.deep.equal(['node']);
    expect(smokesOf({ ...config, env: { PHP_VERSION: '8.2' } }, null)).to.deep.equal(['php']);
    expect(smokesOf({ ...config, env: { NODE_VERSION: '20' } }, new Map())).to.deep.equal([]);
  });

  it('is asked for the app’s own files, not for packages or files elsewhere', () => {
    const listing = new Map(
      ['/app/index.js', '/app/vendor/a.php', '/app/node_modules/gyp/a.py', '/appendix/b.py'].map((path) => [
        path,
        program,
      ]),
    );
    expect(smokesWithSources(listing, ['/app'])).to.deep.equal(['node']);
    expect(smokesWithSources(listing, ['/'])).to.deep.equal(['node', 'python']);
  });

  it('looks where the app is, and not in the system’s directories', () => {
    expect(smokeRoots(config)).to.deep.equal(['/app']);
    expect(smokeRoots({ ...config, workdir: '/', cmd: ['node', '/srv/shop/index.js'] })).to.deep.equal([
      '/srv/shop',
    ]);
    expect(smokeRoots({ ...config, workdir: '/', cmd: ['node', '/index.js'] })).to.deep.equal([]);
  });
});

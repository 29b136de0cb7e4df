import { expect } from 'chai';
import type { ImageConfig } from '../../src/dockerfile/types.js';
import {
  compareSmokes,
  phpSmokes,
  readPhpModules,
  smokeRoots,
  smokesOf,
  smokesWithSources,
  POSSIBLE,
  UNREACHED,
} from '../../src/verify/smoke.js';
import type { ListedFile, Smoke } from '../../src/verify/types.js';
import { EMPTY_CONFIG } from '../support/image-configs.js';
import { listing } from '../support/listings.js';

const config: ImageConfig = { ...EMPTY_CONFIG, workdir: '/app' };

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
  return { name, missing, ran: true, complete: true };
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

  it('leaves it open when a name may lead to it that is put together', () => {
    const name = `node${POSSIBLE}`;
    expect(codes(smoke(name), smoke(name, 'a'))).to.deep.equal(['V-REQUIRE unsure a']);
    expect(codes(smoke(name, 'a'), smoke(name, 'a'))).to.deep.equal([]);
  });

  it('proves nothing when only the candidate could not be asked', () => {
    const silent = { name: 'node', missing: ['x'], ran: false, complete: false };
    expect(codes(smoke('node'), silent)).to.deep.equal(['V-SMOKE unsure node']);
    expect(codes(silent, smoke('node', 'y'))).to.deep.equal([]);
    expect(codes(silent, silent)).to.deep.equal([]);
    const rest = { ...silent, name: `node${UNREACHED}` };
    expect(codes(smoke(`node${UNREACHED}`), rest)).to.deep.equal([]);
    const { before, after } = phpSmokes({ modules: ['gd'], complaints: [] }, null);
    expect(codes(before, after)).to.deep.equal(['V-SMOKE unsure php']);
  });

  it('proves nothing when there was no time for all files of one of them', () => {
    const cut = (...missing: readonly string[]): Smoke => ({ ...smoke('node', ...missing), complete: false });
    expect(codes(cut(), smoke('node', 'a'))).to.deep.equal(['V-REQUIRE unsure a']);
    expect(codes(smoke('node'), cut())).to.deep.equal(['V-SMOKE unsure node']);
    expect(codes(smoke('node'), cut('a'))).to.deep.equal(['V-REQUIRE different a', 'V-SMOKE unsure node']);
    expect(codes(cut(), smoke('node'))).to.deep.equal([]);
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

  it('is asked where an image has the run time, by its name on PATH or where it is', () => {
    const of = (...paths: readonly string[]): unknown =>
      Object.fromEntries(smokesOf(config, listing(Object.fromEntries(paths.map((path) => [path, program])))));
    expect(of('/usr/local/bin/node', '/usr/bin/python3')).to.deep.equal({ node: 'node', python: 'python3' });
    expect(of('/nodejs/bin/node', '/opt/php')).to.deep.equal({ node: '/nodejs/bin/node' });
    expect(of()).to.deep.equal({});
  });

  it('is asked for the app’s own files, not for packages or files elsewhere', () => {
    const files = new Map(
      ['/app/index.js', '/app/vendor/a.php', '/app/node_modules/gyp/a.py', '/appendix/b.py'].map((path) => [
        path,
        program,
      ]),
    );
    expect(smokesWithSources(files, ['/app'])).to.deep.equal(['node']);
    expect(smokesWithSources(files, ['/'])).to.deep.equal(['node', 'python']);
  });

  it('looks where the app is, and not in the system’s directories', () => {
    expect(smokeRoots(config)).to.deep.equal(['/app']);
    expect(smokeRoots({ ...config, workdir: '/', cmd: ['node', '/srv/shop/index.js'] })).to.deep.equal([
      '/srv/shop',
    ]);
    expect(smokeRoots({ ...config, workdir: '/', cmd: ['node', '/index.js'] })).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import * as fc from 'fast-check';
import { composerLock } from '../../../src/project/composer/lock.js';
import { composerJson } from '../../../src/project/composer/manifest.js';

describe('composer.json', () => {
  it('is read with all that matters', () => {
    const manifest = composerJson(
      JSON.stringify({
        require: { php: '^8.2', 'ext-intl': '*', 'acme/lib': '@dev' },
        'require-dev': { 'acme/faker': '^1' },
        scripts: { 'post-autoload-dump': ['@php artisan package:discover'], test: 'phpunit', bad: 1 },
        repositories: {
          local: { type: 'path', url: '../lib' },
          copied: { type: 'path', url: 'x', options: { symlink: false } },
        },
        config: {
          'vendor-dir': 'lib/vendor/',
          'allow-plugins': { 'composer/installers': true },
        },
        extra: {
          'installer-paths': { 'web/plugins/{$name}/': ['type:x'] },
        },
      }),
    );
    expect(manifest).to.deep.include({
      require: { php: '^8.2', 'ext-intl': '*', 'acme/lib': '@dev' },
      requireDev: { 'acme/faker': '^1' },
      scripts: { 'post-autoload-dump': ['@php artisan package:discover'], test: ['phpunit'], bad: [] },
      pathRepositories: ['../lib', 'x'],
      vendorDir: 'lib/vendor',
      allowPlugins: { 'composer/installers': true },
      installerPaths: ['web/plugins/{$name}/'],
    });
  });

  it('has defaults, tolerates wrong types and refuses what is no object', () => {
    const odd = composerJson(
      '{"require":[],"autoload":1,"scripts":[],"repositories":[1,{"type":"vcs","url":"x"}],"config":{"allow-plugins":false}}',
    );
    expect(odd).to.deep.include({
      require: {},
      vendorDir: 'vendor',
      pathRepositories: [],
      allowPlugins: false,
    });
    for (const text of ['', '[]', 'null', '{']) expect(composerJson(text), text).to.equal(null);
  });
});

describe('composer.lock', () => {
  it('tells production from development', () => {
    const lock = composerLock(
      JSON.stringify({
        packages: [
          { name: 'acme/http', type: 'composer-plugin' },
          { name: 'acme/lib' },
          { version: 'nameless' },
        ],
        'packages-dev': [{ name: 'acme/faker', type: 'library' }],
      }),
    );
    expect(lock).to.deep.equal({
      packages: [
        { name: 'acme/http', type: 'composer-plugin' },
        { name: 'acme/lib', type: 'library' },
      ],
      packagesDev: [{ name: 'acme/faker', type: 'library' }],
    });
  });

  it('refuses merge conflicts and other documents', () => {
    expect(composerLock('<<<<<<< HEAD\n{"packages":[]}')).to.equal(null);
    expect(composerLock('{}')).to.equal(null);
  });

  it('never throws', () => {
    const json = fc.record({
      packages: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
      'packages-dev': fc.jsonValue(),
      require: fc.jsonValue(),
      repositories: fc.jsonValue(),
      extra: fc.jsonValue(),
      config: fc.jsonValue(),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          json.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          composerJson(text);
          composerLock(text);
        },
      ),
    );
  });
});

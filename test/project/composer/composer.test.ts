import { expect } from 'chai';
import * as fc from 'fast-check';
import { composerLock } from '../../../src/project/composer/lock.js';
import { composerJson } from '../../../src/project/composer/manifest.js';

describe('composer.json', () => {
  it('is read with all that matters', () => {
    const manifest = composerJson(
      JSON.stringify({
        name: 'acme/shop',
        type: 'project',
        require: { php: '^8.2', 'ext-intl': '*', 'acme/lib': '@dev' },
        'require-dev': { 'acme/faker': '^1' },
        autoload: {
          'psr-4': { 'App\\': 'app/', 'Lib\\': ['lib/', 'more/'] },
          classmap: ['database'],
          files: ['helpers.php'],
        },
        'autoload-dev': { 'psr-4': { 'Tests\\': 'tests/' } },
        scripts: { 'post-autoload-dump': ['@php artisan package:discover'], test: 'phpunit', bad: 1 },
        repositories: {
          local: { type: 'path', url: '../lib' },
          copied: { type: 'path', url: 'x', options: { symlink: false } },
        },
        config: {
          'vendor-dir': 'lib/vendor/',
          platform: { php: '8.2.0' },
          'allow-plugins': { 'composer/installers': true },
        },
        extra: {
          'installer-paths': { 'web/plugins/{$name}/': ['type:x'] },
          laravel: { 'dont-discover': ['acme/x'] },
        },
      }),
    );
    expect(manifest).to.deep.include({
      name: 'acme/shop',
      require: { php: '^8.2', 'ext-intl': '*', 'acme/lib': '@dev' },
      requireDev: { 'acme/faker': '^1' },
      autoload: {
        prefixes: { 'App\\': ['app/'], 'Lib\\': ['lib/', 'more/'] },
        classmap: ['database'],
        files: ['helpers.php'],
      },
      scripts: { 'post-autoload-dump': ['@php artisan package:discover'], test: ['phpunit'], bad: [] },
      pathRepositories: [
        { url: '../lib', symlink: true },
        { url: 'x', symlink: false },
      ],
      vendorDir: 'lib/vendor',
      binDir: 'lib/vendor/bin',
      platform: { php: '8.2.0' },
      allowPlugins: { 'composer/installers': true },
      installerPaths: ['web/plugins/{$name}/'],
      dontDiscover: ['acme/x'],
    });
    expect(manifest?.autoloadDev.prefixes).to.deep.equal({ 'Tests\\': ['tests/'] });
  });

  it('has defaults, tolerates wrong types and refuses what is no object', () => {
    const odd = composerJson(
      '{"require":[],"autoload":1,"scripts":[],"repositories":[1,{"type":"vcs","url":"x"}],"config":{"allow-plugins":false}}',
    );
    expect(odd).to.deep.include({
      name: null,
      require: {},
      vendorDir: 'vendor',
      binDir: 'vendor/bin',
      repositories: [{ type: 'vcs', url: 'x' }],
      pathRepositories: [],
      allowPlugins: false,
    });
    for (const text of ['', '[]', 'null', '{']) expect(composerJson(text), text).to.equal(null);
  });
});

describe('composer.lock', () => {
  const lock = composerLock(
    JSON.stringify({
      'content-hash': 'abc',
      packages: [
        {
          name: 'acme/http',
          version: '2.0.0',
          type: 'library',
          require: { 'ext-curl': '*', php: '>=8' },
          autoload: { 'psr-4': { 'Acme\\Http\\': 'src/' } },
          extra: { laravel: { providers: ['Acme\\Http\\Provider'] } },
          bin: ['bin/http'],
        },
        { name: 'acme/lib', dist: { type: 'path', url: '../lib' } },
        { version: 'nameless' },
      ],
      'packages-dev': [
        {
          name: 'acme/faker',
          require: { 'ext-gmp': '*' },
          autoload: { 'psr-4': { 'Faker\\': 'src/', 'Acme\\Http\\': 'x/' } },
        },
      ],
      platform: { php: '^8.2', 'ext-intl': '*' },
      'platform-dev': [],
    }),
  );

  it('tells production from development', () => {
    expect(lock?.packages.map((item) => [item.name, item.type, item.dev, item.path])).to.deep.equal([
      ['acme/http', 'library', false, null],
      ['acme/lib', 'library', false, '../lib'],
    ]);
    expect(lock?.packages[0]).to.deep.include({ providers: ['Acme\\Http\\Provider'], bin: ['bin/http'] });
    expect(lock?.packagesDev.map((item) => item.name)).to.deep.equal(['acme/faker']);
    expect([...(lock?.devOnlyPrefixes ?? [])]).to.deep.equal(['Faker\\']);
  });

  it('lists the extensions that production needs', () => {
    expect(lock?.extensions).to.deep.equal(['curl', 'intl']);
    expect(lock?.platformDev).to.deep.equal({});
  });

  it('refuses merge conflicts and other documents', () => {
    expect(composerLock('<<<<<<< HEAD\n{"packages":[]}')).to.equal(null);
    expect(composerLock('{}')).to.equal(null);
  });

  it('never throws', () => {
    const json = fc.record({
      packages: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
      'packages-dev': fc.jsonValue(),
      platform: fc.jsonValue(),
      require: fc.jsonValue(),
      autoload: fc.jsonValue(),
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

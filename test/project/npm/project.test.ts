import { expect } from 'chai';
import * as fc from 'fast-check';
import { memoryFileSystem } from '../../../src/project/file-system.js';
import { imageView } from '../view.js';
import { packageJson, productionRanges } from '../../../src/project/npm/manifest.js';
import { npmProject } from '../../../src/project/npm/project.js';
import { npmrc, pnpmLinker, yarnSettings } from '../../../src/project/npm/settings.js';
import { readWorkspace } from '../../../src/project/npm/workspace.js';

describe('package.json', () => {
  it('is read with all that matters', () => {
    const manifest = packageJson(
      '\uFEFF' +
        JSON.stringify({
          name: '@acme/shop',
          version: '1.0.0',
          type: 'module',
          main: 'dist/main.js',
          bin: './cli.js',
          scripts: { start: 'node .', bad: 1 },
          dependencies: { a: '1' },
          optionalDependencies: { b: '2' },
          peerDependencies: { react: '*', vue: '*' },
          workspaces: { packages: ['x/*'], nohoist: [] },
          packageManager: 'pnpm@9.0.0',
          prisma: { seed: 'x' },
        }),
    );
    expect(manifest).to.deep.include({
      name: '@acme/shop',
      type: 'module',
      main: 'dist/main.js',
      bin: { shop: './cli.js' },
      scripts: { start: 'node .' },
      workspaces: ['x/*'],
    });
    expect(manifest?.raw['prisma']).to.deep.equal({ seed: 'x' });
    expect(manifest === null ? null : productionRanges(manifest)).to.deep.equal({ a: '1', b: '2' });
  });

  it('tolerates wrong types and refuses what is no object', () => {
    const odd = packageJson(
      '{"name":1,"bin":[],"scripts":"x","dependencies":["a"],"workspaces":true,"type":"x"}',
    );
    expect(odd).to.deep.include({
      name: null,
      bin: {},
      scripts: {},
      dependencies: {},
      type: 'commonjs',
    });
    expect(odd?.dependencies['constructor']).to.equal(undefined);
    for (const text of ['', '[]', 'null', '{', '"x"']) expect(packageJson(text), text).to.equal(null);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((value) => JSON.stringify(value)),
        ),
        (text) => {
          packageJson(text);
        },
      ),
    );
  });
});

describe('settings of package managers', () => {
  it('.npmrc', () => {
    const rc = npmrc('; comment\nlegacy-peer-deps = true\nomit[]="dev"\nignore-scripts\n# node-linker=x\n');
    expect(rc).to.deep.equal({
      legacyPeerDeps: true,
      values: { 'legacy-peer-deps': 'true', omit: 'dev', 'ignore-scripts': 'true' },
    });
    expect(npmrc('').legacyPeerDeps).to.equal(false);
  });

  it('.yarnrc.yml', () => {
    expect(
      yarnSettings('nodeLinker: node-modules\n\nyarnPath: .yarn/releases/yarn-3.6.1.cjs\n'),
    ).to.deep.equal({ nodeLinker: 'node-modules', yarnPath: '.yarn/releases/yarn-3.6.1.cjs' });
    expect(yarnSettings('{').nodeLinker).to.equal(null);
  });

  it("pnpm's linker, from three places", () => {
    const manifest = packageJson('{"pnpm":{"nodeLinker":"pnp"}}');
    const rc = npmrc('node-linker=hoisted');
    expect(pnpmLinker(null, null, rc)).to.equal('hoisted');
    expect(pnpmLinker(null, manifest, rc)).to.equal('pnp');
    expect(pnpmLinker('nodeLinker: isolated', manifest, rc)).to.equal('isolated');
    expect(pnpmLinker(null, null, npmrc(''))).to.equal(null);
  });
});

function member(name: string): string {
  return JSON.stringify({ name });
}

describe('workspaces', () => {
  it('are found by package.json, with patterns and exceptions', () => {
    const fs = memoryFileSystem({
      'package.json': JSON.stringify({ workspaces: ['packages/*', 'apps/**', '!apps/old'] }),
      'turbo.json': '{}',
      'packages/a/package.json': member('a'),
      'packages/a/node_modules/z/package.json': member('z'),
      'packages/empty/readme.md': '',
      'apps/x/y/package.json': member('y'),
      'apps/old/package.json': member('old'),
    });
    const workspace = readWorkspace(fs, '');
    expect(workspace?.tools).to.deep.equal(['npm', 'turbo']);
    expect(workspace?.packages.map((item) => item.dir)).to.deep.equal(['apps/x/y', 'packages/a']);
  });

  it('are found by pnpm, lerna and rush; pnpm settings alone make none', () => {
    const files = { 'package.json': '{}', 'a/package.json': member('a') };
    const find = (more: Readonly<Record<string, string>>): unknown => {
      const workspace = readWorkspace(memoryFileSystem({ ...files, ...more }), '');
      return workspace === null ? null : [workspace.tools[0], workspace.packages[0]?.manifest.name];
    };
    expect(find({ 'pnpm-workspace.yaml': "packages:\n  - 'a'\n" })).to.deep.equal(['pnpm', 'a']);
    expect(find({ 'lerna.json': '{"packages":["a"]}' })).to.deep.equal(['lerna', 'a']);
    expect(
      find({ 'rush.json': '{ // x\n "projects": [{"packageName":"a","projectFolder":"a"}]}' }),
    ).to.deep.equal(['rush', 'a']);
    expect(find({ 'pnpm-workspace.yaml': 'onlyBuiltDependencies:\n  - sharp\n' })).to.equal(null);
    expect(find({})).to.equal(null);
  });
});

function manager(files: Readonly<Record<string, string>>): readonly (string | null)[] {
  const project = npmProject(memoryFileSystem(files), '');
  return [project.manager.name, project.manager.version, project.manager.from, project.nodeLinker];
}

describe('npm project', () => {
  const berry = '__metadata:\n  version: 6\n';

  it('knows its package manager', () => {
    expect(manager({ 'package.json': '{}' })).to.deep.equal(['npm', null, 'default', 'node-modules']);
    expect(manager({ 'package.json': '{"packageManager":"yarn@4.1.0+sha512.ab"}' })).to.deep.equal([
      'yarn',
      '4.1.0',
      'packageManager',
      'pnp',
    ]);
    expect(manager({ 'yarn.lock': '' })).to.deep.equal(['yarn', '1', 'lockfile', 'node-modules']);
    expect(manager({ 'yarn.lock': berry })).to.deep.equal(['yarn', null, 'lockfile', 'pnp']);
    expect(manager({ 'yarn.lock': berry, '.yarnrc.yml': 'nodeLinker: node-modules' })[3]).to.equal(
      'node-modules',
    );
    expect(manager({ '.yarnrc.yml': 'yarnPath: .yarn/releases/yarn-3.6.1.cjs' })).to.deep.equal([
      'yarn',
      '3.6.1',
      'yarnPath',
      'pnp',
    ]);
    expect(manager({ 'pnpm-lock.yaml': "lockfileVersion: '6.0'\n" })).to.deep.equal([
      'pnpm',
      '8',
      'lockfile',
      'pnpm',
    ]);
    expect(
      manager({ 'pnpm-lock.yaml': 'lockfileVersion: 5.4\n', '.npmrc': 'node-linker=hoisted' })[3],
    ).to.equal('node-modules');
    expect(manager({ 'bun.lockb': '' })[0]).to.equal('bun');
  });

  it('puts the lockfile of the named manager first', () => {
    const fs = memoryFileSystem({
      'package.json': '{"packageManager":"yarn@1.22.0"}',
      'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
      'yarn.lock': '',
    });
    expect(npmProject(fs, '').locks.map((lock) => lock.kind)).to.deep.equal(['yarn1', 'npm']);
  });

  it('can be read where COPY put it', () => {
    const fs = memoryFileSystem({
      'api/package.json': '{"dependencies":{"a":"1"}}',
      'api/package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}',
    });
    const view = imageView(fs, [
      {
        kind: 'copy',
        sources: ['api/package*.json'],
        destination: './',
        workdir: '/srv',
        fromStage: false,
        flags: [],
      },
    ]);
    const project = npmProject(view, '/srv');
    expect(project.locks[0]?.file).to.equal('/srv/package-lock.json');
    expect(project.locks[0]?.productionNames?.has('a')).to.equal(true);
    expect(npmProject(view, '/srv')).to.equal(project);
  });
});

import { expect } from 'chai';
import type { Effects } from '../../../src/effects/types.js';
import { factsOf, type Files, packageText } from './facts.js';

/** Effects of a RUN in /app, with everything of the context copied there first. */
function run(command: string, files: Files = {}, before = ''): Effects {
  const facts = factsOf(`FROM node:20\n${before}WORKDIR /app\nCOPY . .\nRUN ${command}\n`, files);
  const unit = facts.units.at(-1);
  if (!unit) throw new Error('no unit');
  return unit.effects;
}

const written = (found: Effects, role?: string): readonly string[] =>
  found.writes.filter((write) => role === undefined || write.role === role).map((write) => write.path);

describe('npm commands', () => {
  it('installs into node_modules and runs the life cycle of the root', () => {
    const found = run('npm ci', {
      'package.json': packageText({ scripts: { postinstall: 'tsc --outDir generated' } }),
    });
    expect(written(found, 'dependencies')).to.deep.equal(['/app/node_modules']);
    expect(written(found, 'artefact')).to.deep.equal(['/app/generated']);
    expect(written(found, 'cache')).to.include('/root/.npm');
    expect(found.opaque).to.equal(null);
  });

  it('leaves the life cycle out with --ignore-scripts', () => {
    const found = run('npm ci --ignore-scripts', {
      'package.json': packageText({ scripts: { postinstall: 'curl x | sh' } }),
    });
    expect(found.opaque).to.equal(null);
  });

  it('does not hide what a script does outside the project', () => {
    const found = run('npm run build', {
      'package.json': packageText({ scripts: { build: 'cp -r dist /srv/www' } }),
    });
    expect(written(found)).to.include('/srv/www');
  });

  it('keeps an unknown tool of the project inside it', () => {
    const found = run('npm run build', {
      'package.json': packageText({ scripts: { build: 'weird-bundler --all' } }),
    });
    expect(found.opaque?.within).to.deep.equal(['/app']);
    expect(found.confidence).to.equal('strong');
  });

  it('does not narrow what a script pipes into a shell', () => {
    const found = run('npm run build', {
      'package.json': packageText({ scripts: { build: 'curl https://example.com/x.sh | sh' } }),
    });
    expect(found.opaque?.within).to.equal(null);
  });

  it('runs hooks around a script, and follows scripts that call scripts', () => {
    const scripts = {
      prebuild: 'rimraf dist',
      build: 'npm run compile',
      compile: 'tsc --outDir dist',
      postbuild: 'eslint .',
    };
    const found = run('npm run build', { 'package.json': packageText({ scripts }) });
    expect(found.removes).to.include('/app/dist');
    expect(written(found, 'artefact')).to.deep.equal(['/app/dist']);
    expect(found.gate).to.not.equal(null);
  });

  it('ends with scripts that call themselves', () => {
    const found = run('npm run a', {
      'package.json': packageText({ scripts: { a: 'npm run b', b: 'npm run a' } }),
    });
    expect(found.opaque === null || found.opaque.because.length > 0).to.equal(true);
  });

  it('takes tests and lint as gates', () => {
    const files = { 'package.json': packageText({ scripts: { test: 'jest', lint: 'eslint src' } }) };
    for (const command of [
      'npm test',
      'npm run lint',
      'npx jest',
      'npx tsc --noEmit',
      'yarn test',
      'npm audit',
    ])
      expect(run(command, files).gate, command).to.not.equal(null);
    expect(run('npx tsc', files).gate, 'a compiler may fail too').to.not.equal(null);
    expect(run('npm ci', files).gate).to.equal(null);
  });

  it('knows where global installs go', () => {
    expect(written(run('npm i -g pm2@5'), 'tool')).to.include.members([
      '/usr/local/lib/node_modules/pm2',
      '/usr/local/bin/pm2-runtime',
    ]);
    expect(written(run('npm install --global @angular/cli'), 'tool')).to.include('/usr/local/bin/ng');
    expect(written(run('yarn global add serve'), 'tool')).to.include('/usr/local/share/.config/yarn/global');
    expect(written(run('corepack enable'), 'tool')).to.include('/usr/local/bin/pnpm');
    expect(written(run('corepack prepare pnpm@9.1.0 --activate'), 'tool')).to.include(
      '/root/.cache/node/corepack',
    );
  });

  it('knows what downloads a browser, and where', () => {
    const files = { 'package.json': packageText({ dependencies: { puppeteer: '^22.0.0' } }) };
    expect(written(run('npm ci', files), 'dependencies')).to.include('/root/.cache/puppeteer');
    expect(
      written(run('npm ci', files, 'ENV PUPPETEER_SKIP_DOWNLOAD=true\n'), 'dependencies'),
    ).to.not.include('/root/.cache/puppeteer');
    expect(
      written(
        run('npm ci', { 'package.json': packageText({ dependencies: { puppeteer: '^13.0.0' } }) }),
        'dependencies',
      ),
    ).to.deep.equal(['/app/node_modules']);
    expect(written(run('npx playwright install chromium'), 'dependencies')).to.include(
      '/root/.cache/ms-playwright',
    );
    expect(run('npx playwright install --with-deps').opaque?.within).to.equal(null);
  });

  it('writes what a bundler is told to, or anywhere in the project', () => {
    const files = { 'package.json': packageText({ scripts: { build: 'vite build' } }) };
    expect(written(run('npm run build', files), 'artefact')).to.deep.equal(['/app/dist']);
    const computed = { ...files, 'vite.config.js': 'export default { build: { outDir: process.env.X } }' };
    expect(run('npm run build', computed).opaque?.within).to.deep.equal(['/app']);
  });

  it('follows environment wrappers and parallel runners', () => {
    const scripts = {
      build: 'cross-env NODE_ENV=production run-s build:*',
      'build:a': 'tsc --outDir a',
      'build:b': 'tsc --outDir b',
    };
    expect(
      written(run('npm run build', { 'package.json': packageText({ scripts }) }), 'artefact'),
    ).to.deep.equal(['/app/a', '/app/b']);
  });

  it('knows the version printout as a smoke test', () => {
    expect(run('node --version && npm -v').gate).to.not.equal(null);
  });

  it('keeps a node script of the project in the project', () => {
    expect(
      run('node scripts/build.js', { 'package.json': packageText({}), 'scripts/build.js': '' }).opaque
        ?.within,
    ).to.deep.equal(['/app']);
    expect(run('node /opt/tool.js', { 'package.json': packageText({}) }).opaque?.within).to.equal(null);
  });
});

import { expect } from 'chai';
import type { Effects } from '../../../src/effects/types.js';
import { memoryFileSystem } from '../../../src/project/file-system.js';
import { rewrite } from '../../../src/rewrite.js';
import { buildLines, finalLines } from '../../support/apps.js';
import { contributed, factsOf, packageText, project, traced, type Files } from './facts.js';

const START = 'CMD ["node", "main.js"]\n';
const dockerfile = (install = 'npm ci', before = ''): string =>
  `FROM node:20\n${before}WORKDIR /app\nCOPY . .\nRUN ${install}\n${START}`;

const weird = { weird: { hasInstallScript: true } };
const tree = { dependencies: { weird: '^1.0.0' } };
const main = { 'main.js': "require('weird');" };

const LOCAL: Files = {
  'pup/package.json': packageText({ name: '@sample/pup', scripts: { install: 'node install.js' } }),
  'pup/install.js': "require('fetcher').fetch();",
  'main.js': '',
};

function roots(text: string, files: Files): readonly (readonly [string, boolean | undefined])[] {
  return contributed(text, files, traced(['weird'])).roots.map((each) => [each.path, each.maybe] as const);
}

/** A package of the repository, with an install script. */
function local(source: string, script = 'node install.js'): Files {
  return {
    ...main,
    'pup/package.json': packageText({ name: 'pup', scripts: { postinstall: script } }),
    'pup/install.js': source,
    'package.json': packageText({ dependencies: { pup: 'file:./pup' } }),
  };
}

function effectsOf(install: string, files: Files): Effects {
  const unit = factsOf(dockerfile(install), files).units.find((each) => each.unit !== null);
  if (!unit) throw new Error('no unit');
  return unit.effects;
}

const written = (found: Effects, role?: string): readonly string[] =>
  found.writes.filter((each) => role === undefined || each.role === role).map((each) => each.path);

describe('install scripts of dependencies', () => {
  it('keep the cache at home when nobody knows what one does', () => {
    expect(roots(dockerfile(), project(tree, main, weird))).to.deep.equal([['/root/.cache', true]]);
    expect(roots(dockerfile('npm ci', 'USER node\n'), project(tree, main, weird))).to.deep.equal([
      ['/home/node/.cache', true],
    ]);
  });

  it('give a cache that is copied to the user who filled it', () => {
    const text = `FROM node:20\nRUN mkdir /app && chown node:node /app\nUSER node\nWORKDIR /app
COPY --chown=node:node . .\nRUN npm ci\n${START}`;
    const files = { ...project({ dependencies: { '@sample/pup': 'file:./pup' } }, main), ...LOCAL };
    const report = rewrite(
      { text, source: 'Dockerfile' },
      {},
      { context: memoryFileSystem(files), sources: traced([]) },
    ).report;
    const lines = finalLines(report);
    expect(lines).to.include('COPY --from=build /home/node/.cache /home/node/.cache');
    expect(lines).to.include('RUN mkdir -p /home/node/.cache && chown node: /home/node/.cache');
    expect(buildLines(report)).to.include('RUN mkdir -p /home/node/.cache');
    const own = {
      ...files,
      'pup/install.js': "require('fs').mkdirSync(require('os').homedir() + '/.cache/a/b');",
    };
    const named = finalLines(
      rewrite({ text, source: 'Dockerfile' }, {}, { context: memoryFileSystem(own), sources: traced([]) })
        .report,
    );
    expect(named).to.include('COPY --from=build /home/node/.cache/a/b /home/node/.cache/a/b');
    expect(named).to.include('RUN mkdir -p /home/node/.cache && chown node: /home/node/.cache');
  });

  it('leave Node headers for compilers behind', () => {
    const found = contributed(dockerfile(), project(tree, main, weird), traced(['weird']));
    expect(found.removable.map((each) => each.path)).to.include('/root/.cache/node-gyp');
  });

  it('keep nothing where none runs, where none is unknown, and where it is removed or mounted', () => {
    const files = project(tree, main, weird);
    expect(roots(dockerfile('npm ci --ignore-scripts'), files)).to.deep.equal([]);
    expect(roots(dockerfile(), { ...files, '.npmrc': 'ignore-scripts=true\n' })).to.deep.equal([]);
    expect(roots(dockerfile('npm ci && rm -rf /root/.cache'), files)).to.deep.equal([]);
    expect(roots(dockerfile('--mount=type=cache,target=/root/.cache npm ci'), files)).to.deep.equal([]);
    const known = project({ dependencies: { bcrypt: '^5.0.0' } }, main, {
      bcrypt: { hasInstallScript: true },
    });
    expect(roots(dockerfile(), known)).to.deep.equal([]);
    const dev = project({ devDependencies: { weird: '^1.0.0' } }, main, {
      weird: { hasInstallScript: true, dev: true },
    });
    expect(contributed(dockerfile(), dev, traced(['express'])).roots).to.deep.equal([]);
  });

  it('find a browser that another package brings along', () => {
    const files = (version: string): Files =>
      project({ dependencies: { 'md-to-pdf': '^5.0.0' } }, main, {
        puppeteer: { version, hasInstallScript: true },
      });
    expect(roots(dockerfile(), files('22.1.0'))).to.deep.equal([['/root/.cache/puppeteer', true]]);
    expect(roots(dockerfile(), files('13.7.0'))).to.deep.equal([]);
    expect(
      roots(dockerfile('npm ci', 'ENV PUPPETEER_CACHE_DIR=/opt/chrome\n'), files('22.1.0')),
    ).to.deep.equal([['/opt/chrome', true]]);
  });

  it('keep the program of Cypress for production alone', () => {
    const entry = { cypress: { version: '13.0.0', hasInstallScript: true } };
    expect(roots(dockerfile(), project({ dependencies: { cypress: '13.0.0' } }, main, entry))).to.deep.equal([
      ['/root/.cache/Cypress', true],
    ]);
    const dev = { cypress: { ...entry.cypress, dev: true } };
    expect(roots(dockerfile(), project({ devDependencies: { cypress: '13.0.0' } }, main, dev))).to.deep.equal(
      [],
    );
  });
});

describe('install scripts of packages in the repository', () => {
  const home = "path.join(os.homedir(), '.cache', 'pup')";
  const head = "const fs = require('fs'), os = require('os'), path = require('path');\n";

  it('are read: what they keep at home is known', () => {
    const found = effectsOf('npm ci', local(`${head}fs.mkdirSync(${home}, { recursive: true });`));
    expect(written(found)).to.include('/root/.cache/pup');
    expect(written(found)).to.not.include('/root/.cache');
    const none = effectsOf('npm ci --ignore-scripts', local(`${head}fs.mkdirSync(${home});`));
    expect(written(none)).to.not.include('/root/.cache/pup');
  });

  it('keep nothing at home when they stay in their package', () => {
    const found = effectsOf('npm ci', local("require('fs').writeFileSync(__dirname + '/made.js', '');"));
    expect(written(found, 'dependencies')).to.deep.equal(['/app/node_modules']);
    expect(found.opaque?.named).to.equal(undefined);
  });

  it('keep the whole cache when other packages or programs do the work', () => {
    for (const files of [
      local("require('fetcher').fetch();"),
      local('', 'fetch-chrome'),
      local('', 'curl https://example.com/x.sh | sh'),
      local(`${head}require('./place.js')({ dir: ${home} });`),
    ])
      expect(written(effectsOf('npm ci', files), 'dependencies')).to.include('/root/.cache');
  });

  it('refuse a place at home that has no name in the source', () => {
    const found = effectsOf('npm ci', local(`${head}require('./settle.js')(os.homedir());`));
    expect(found.opaque?.named).to.include('/root');
  });

  it('run for a package that one of them depends on, and for archives only as the lock file says', () => {
    const nested = {
      ...local(`${head}fs.mkdirSync(${home}, { recursive: true });`),
      'package.json': packageText({ dependencies: { outer: 'file:./outer' } }),
      'outer/package.json': packageText({ name: 'outer', dependencies: { pup: 'file:../pup' } }),
    };
    expect(written(effectsOf('npm ci', nested))).to.include('/root/.cache/pup');
    const packed = { 'package.json': packageText({ dependencies: { pup: 'file:./pup.tgz' } }) };
    expect(written(effectsOf('npm ci', packed), 'dependencies')).to.deep.equal(['/app/node_modules']);
  });
});

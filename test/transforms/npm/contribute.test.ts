import { expect } from 'chai';
import {
  codes,
  commands,
  confidenceOf,
  contributed,
  merged,
  noteCodes,
  packageText,
  project,
  traced,
} from './facts.js';

const dockerfile = (cmd: string, more = '', from = 'node:20'): string =>
  `FROM ${from}\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n${more}CMD ${cmd}\n`;

const tree = {
  scripts: { build: 'tsc', start: 'node dist/main.js' },
  dependencies: { express: '^4.0.0' },
  devDependencies: { typescript: '^5.0.0' },
};
const files = {
  'tsconfig.json': '{"compilerOptions": {"outDir": "dist", "rootDir": "src"}}',
  'src/main.ts': "import express from 'express';",
};

const inApp = (lines: string): string =>
  `FROM node:20\nWORKDIR /app\n${lines}\nCMD ["node", "dist/main.js"]\n`;

const prunedInApp = (lines: string): readonly string[] =>
  commands(contributed(inApp(lines), project(tree, files), traced(['express', 'pg'])));

const pnpmHolds = (manager: string): string[] => {
  const text = dockerfile('["node", "dist/main.js"]')
    .replace('npm ci', 'pnpm install --frozen-lockfile')
    .replace('npm run', 'pnpm run')
    .replace('package*.json', 'package.json pnpm-lock.yaml');
  const own = { ...tree, packageManager: manager, scripts: { ...tree.scripts, prepare: 'husky install' } };
  const found = contributed(
    text,
    { ...files, 'package.json': packageText(own), 'pnpm-lock.yaml': "lockfileVersion: '6.0'\n" },
    traced(['express']),
  );
  return [...commands(found), ...noteCodes(found).filter((code) => code.startsWith('H-'))];
};

const yarnHolds = (scripts: Record<string, string>, more = ''): string[] => {
  const text = dockerfile('["node", "dist/main.js"]', more)
    .replace('npm ci', 'yarn install --frozen-lockfile')
    .replace('npm run', 'yarn')
    .replace('package*.json', 'package.json yarn.lock');
  const lock =
    '# yarn lockfile v1\n\n\nexpress@^4.0.0:\n  version "4.18.0"\n\ntypescript@^5.0.0:\n  version "5.0.0"\n';
  const found = contributed(
    text,
    {
      ...files,
      'package.json': packageText({ ...tree, scripts: { ...tree.scripts, ...scripts } }),
      'yarn.lock': lock,
    },
    traced(['express']),
  );
  return [...commands(found), ...noteCodes(found).filter((code) => code.startsWith('H-'))];
};

const entryWords = (cmd: string, run: string, text: string): unknown =>
  contributed(
    dockerfile(cmd, run),
    { ...files, 'package.json': packageText(tree), 'run.txt': text },
    traced(['express']),
  ).entry?.words;

describe('npm pack: entry scripts in a directory of PATH', () => {
  const script = '#!/bin/sh\nset -e\nPORT=$(jq -r .port settings.json)\nexport PORT\nexec "$@"\n';
  for (const name of ['entry.sh', '/usr/local/bin/entry.sh']) {
    it(`follows ${name} to what it calls and starts`, () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]', `COPY entry.sh /usr/local/bin/\nENTRYPOINT ["${name}"]\n`),
        { ...files, 'package.json': packageText(tree), 'entry.sh': script },
        traced(['express']),
      );
      expect(found.owns).to.equal(true);
      expect(found.entry?.words).to.deep.equal(['node', 'dist/main.js']);
      expect(found.programs.map((each) => each.name)).to.include.members(['jq', 'sh', 'node']);
    });
  }

  it('follows a script that only a RUN makes executable, and gives a script of node to node', () => {
    const shell = '#!/bin/sh\nexec node dist/main.js\n';
    expect(entryWords('["./run.txt"]', 'RUN chmod +x run.txt\n', shell)).to.deep.equal([
      'node',
      'dist/main.js',
    ]);
    expect(entryWords('["./run.txt"]', '', 'require("express");\n')).to.deep.equal(['node', './run.txt']);
  });

  it('tells programs of the system from programs of the tree in package scripts', () => {
    const scripts = { start: 'curl -fsS "$CONFIG" > config.json && my-runner && node dist/main.js' };
    const found = contributed(
      dockerfile('["npm", "start"]'),
      { ...files, 'package.json': packageText({ ...tree, scripts: { ...tree.scripts, ...scripts } }) },
      traced(['express']),
    );
    const names = found.programs.map((each) => each.name);
    expect(names).to.include('curl');
    expect(names).to.not.include('my-runner');
  });

  it('does not claim a program that is no file of the image', () => {
    const found = contributed(
      dockerfile('["node", "dist/main.js"]', 'ENTRYPOINT ["entry.sh"]\n', 'debian:12'),
      { ...files, 'package.json': packageText(tree) },
      traced(['express']),
    );
    expect(found.owns).to.equal(false);
  });
});

describe('npm pack', () => {
  it('shares no command name with the generic tables', () => {
    expect(merged.clashes).to.deep.equal([]);
  });

  describe('pruning', () => {
    it('prunes when every import is in the production tree', () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(tree, files),
        traced(['express', 'node:fs', 'path']),
      );
      expect(codes(found)).to.deep.equal([]);
      expect(found.owns).to.equal(true);
      expect(found.entry?.confidence).to.equal('proven');
      expect(commands(found)).to.deep.equal(['npm prune --omit=dev']);
      expect(found.prune[0]?.cwd).to.equal('/app');
      expect(found.prune[0]?.removesPackages).to.equal(1);
      expect(confidenceOf(found, 'binaries')).to.equal('strong');
      expect(confidenceOf(found, 'libraries')).to.equal('strong');
      expect(found.wants).to.deep.equal([]);
    });

    it('asks for a trace of the sources that the started file was compiled from', () => {
      const found = contributed(dockerfile('["node", "dist/main.js"]'), project(tree, files));
      expect(commands(found)).to.deep.equal([]);
      expect(found.wants).to.deep.equal([
        { kind: 'trace', pack: 'npm', entries: ['src/main.ts'], root: '', imageRoot: '/app' },
      ]);
      expect(confidenceOf(found, 'binaries')).to.equal('unknown');
    });

    it('keeps development dependencies that run-time code imports', () => {
      const augmented = { ...tree, devDependencies: { ...tree.devDependencies, 'reflect-metadata': '1' } };
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(augmented, files),
        traced(['express', 'reflect-metadata']),
      );
      expect(commands(found)).to.deep.equal([]);
      expect(noteCodes(found)).to.include('H-DEVDEP-RUNTIME');
    });

    it('keeps them for a phantom dependency that only a development package brings', () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(tree, files, { lodash: { dev: true } }),
        traced(['express', 'lodash']),
      );
      expect(commands(found)).to.deep.equal([]);
      expect(noteCodes(found)).to.include('H-DEVDEP-RUNTIME');
    });

    it('keeps them when an import is in no tree at all: a script may have made it, and a prune deletes that', () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(tree, files),
        traced(['express', 'generated-client']),
      );
      expect(commands(found)).to.deep.equal([]);
    });

    it('prunes when only a guarded import is in no tree at all: it expects to fail', () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(tree, files),
        traced([], { imports: [{ name: 'pg-native', at: 'src/main.ts:1', guarded: true }] }),
      );
      expect(commands(found)).to.deep.equal(['npm prune --omit=dev']);
    });

    it('keeps them when a later COPY makes package.json forget an installed package', () => {
      const install = 'RUN npm ci && npm run build\nRUN npm install pg';
      expect(prunedInApp(`COPY package*.json ./\n${install}\nCOPY . .`)).to.deep.equal([]);
      expect(prunedInApp(`COPY . .\n${install}`)).to.deep.equal(['npm prune --omit=dev']);
    });

    it('keeps the compiler that next start reads its configuration with', () => {
      const own = {
        scripts: { build: 'next build', start: 'next start' },
        dependencies: { next: '15.4.1', react: '19.0.0' },
        devDependencies: { typescript: '5.0.0' },
      };
      const run = (config: string): readonly string[] =>
        commands(
          contributed(
            dockerfile('["npm", "start"]'),
            project(own, { [config]: '', 'pages/index.tsx': '' }),
            traced(['react']),
          ),
        );
      expect(run('next.config.ts')).to.deep.equal([]);
      expect(run('next.config.mjs')).to.deep.equal(['npm prune --omit=dev']);
    });

    it('keeps them when an import is computed', () => {
      const gap = { gaps: [{ kind: 'import' as const, because: 'require of a variable', at: 'src/x.ts:3' }] };
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(tree, files),
        traced(['express'], gap),
      );
      expect(commands(found)).to.deep.equal([]);
      expect(noteCodes(found)).to.include('H-DYNAMIC-PATH');
    });

    it('carries flags of the install over', () => {
      const text = dockerfile('["node", "dist/main.js"]').replace('npm ci', 'npm install --legacy-peer-deps');
      const found = contributed(text, project(tree, files), traced(['express']));
      expect(commands(found)).to.deep.equal(['npm prune --omit=dev --legacy-peer-deps']);
    });

    it('says --production to the npm of Node 14', () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]', '', 'node:14'),
        project(tree, files),
        traced(['express']),
      );
      expect(commands(found)).to.deep.equal(['npm prune --production']);
    });

    for (const [name, text] of [
      [
        'NODE_ENV=production before the install',
        dockerfile('["node", "dist/main.js"]').replace('RUN npm ci', 'ENV NODE_ENV=production\nRUN npm ci'),
      ],
      ['--omit=dev', dockerfile('["node", "dist/main.js"]').replace('npm ci', 'npm ci --omit=dev')],
      ['--omit dev', dockerfile('["node", "dist/main.js"]').replace('npm ci', 'npm ci --omit dev')],
      [
        '--only=production',
        dockerfile('["node", "dist/main.js"]').replace('npm ci', 'npm install --only=production'),
      ],
      ['a prune of its own', dockerfile('["node", "dist/main.js"]', 'RUN npm prune --production\n')],
    ] as const)
      it(`has nothing to prune with ${name}`, () => {
        const found = contributed(text, project(tree, files), traced(['express']));
        expect(commands(found)).to.deep.equal([]);
      });

    it('does not prune what was installed with --no-save', () => {
      const text = dockerfile('["node", "dist/main.js"]', 'RUN npm install --no-save dotenv\n');
      expect(commands(contributed(text, project(tree, files), traced(['express'])))).to.deep.equal([]);
    });

    it('does not prune a tree of workspaces', () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project({ ...tree, workspaces: ['packages/*'] }, files),
        traced(['express']),
      );
      expect(commands(found)).to.deep.equal([]);
    });

    it('tells pnpm to leave the root scripts out, and holds where it cannot', () => {
      expect(pnpmHolds('pnpm@9.15.0')).to.deep.equal(['pnpm prune --prod --ignore-scripts']);
      expect(pnpmHolds('pnpm@8.15.6')).to.deep.equal(['pnpm prune --prod --ignore-scripts']);
      expect(pnpmHolds('pnpm@7.33.0')).to.deep.equal(['H-PRUNE-SCRIPTS']);
    });

    it('does not install again with yarn 1 when the registry settings were removed', () => {
      expect(yarnHolds({}, 'RUN rm -f .npmrc\n')).to.deep.equal(['H-YARN1-PATCH']);
      expect(yarnHolds({}, 'RUN rm -f notes.txt\n')[0]).to.match(/^yarn install --production/);
    });

    it('never runs a second yarn 1 install over patched packages', () => {
      expect(yarnHolds({ postinstall: 'patch-package' })).to.deep.equal(['H-YARN1-PATCH']);
      expect(yarnHolds({ prepare: 'husky install' })).to.deep.equal([
        'yarn install --production --ignore-scripts --prefer-offline --frozen-lockfile',
      ]);
    });

    it('never assumes that bun prunes', () => {
      const text = dockerfile('["bun", "src/main.ts"]', '', 'oven/bun:1')
        .replace('npm ci', 'bun install')
        .replace('npm run', 'bun run');
      const found = contributed(text, project(tree, files), traced(['express']));
      expect(commands(found)).to.deep.equal([]);
      expect(found.owns).to.equal(true);
    });
  });

  describe('start', () => {
    it('refuses a development server', () => {
      const cra = {
        scripts: { start: 'react-scripts start', build: 'react-scripts build' },
        dependencies: { 'react-scripts': '5' },
      };
      expect(codes(contributed(dockerfile('["npm", "start"]'), project(cra)))).to.deep.equal(['E-DEVSERVER']);
      expect(
        codes(
          contributed(
            dockerfile('npm run dev'),
            project({ scripts: { dev: 'vite --host', build: 'vite build' } }),
          ),
        ),
      ).to.deep.equal(['E-DEVSERVER']);
      expect(
        codes(contributed(dockerfile('["npx", "nodemon", "index.js"]'), project(tree, files))),
      ).to.deep.equal(['E-DEVSERVER']);
    });

    it('refuses a start that builds', () => {
      const build = { ...tree, scripts: { ...tree.scripts, prestart: 'npm run build' } };
      expect(codes(contributed(dockerfile('["npm", "start"]'), project(build, files)))).to.deep.equal([
        'E-BUILD-AT-START',
      ]);
      expect(
        codes(contributed(dockerfile('npm run build && node dist/main.js'), project(tree, files))),
      ).to.deep.equal(['E-BUILD-AT-START']);
      expect(
        codes(
          contributed(
            dockerfile('["npm", "start"]'),
            project({ ...tree, scripts: { ...tree.scripts, start: 'nest start' } }, files),
          ),
        ),
      ).to.deep.equal(['E-BUILD-AT-START']);
    });

    it('refuses what starts nothing', () => {
      const text = dockerfile('["node"]');
      expect(codes(contributed(text, project(tree, files)))).to.deep.equal(['E-ENTRY-UNKNOWN']);
      expect(codes(contributed(text.replace('CMD ["node"]\n', ''), project(tree, files)))).to.deep.equal([
        'E-ENTRY-UNKNOWN',
      ]);
      expect(
        codes(contributed(text.replace('["node"]', '["tail", "-f", "/dev/null"]'), project(tree, files))),
      ).to.deep.equal(['E-ENTRY-UNKNOWN']);
      expect(codes(contributed(text.replace('["node"]', 'bash'), project(tree, files)))).to.deep.equal([
        'E-ENTRY-UNKNOWN',
      ]);
    });

    it('resolves a bare script through the entrypoint of the node image', () => {
      const found = contributed(
        dockerfile('["server.js"]'),
        project(tree, { ...files, 'server.js': '' }),
        traced(['express']),
      );
      expect(found.entry?.words).to.deep.equal(['node', 'server.js']);
      const flag = contributed(
        dockerfile('["--inspect", "a.js"]'),
        project(tree, { ...files, 'a.js': '' }),
        traced([]),
      );
      expect(flag.entry?.words).to.deep.equal(['node', 'a.js']);
    });

    it('follows npm start to the script with its variables, and keeps npm', () => {
      const own = {
        ...tree,
        scripts: { ...tree.scripts, start: 'NODE_ENV=production node dist/app.js --port $PORT' },
      };
      const found = contributed(dockerfile('npm start'), project(own, files), traced(['express']));
      expect(codes(found)).to.deep.equal([]);
      expect(found.entry?.words.slice(0, 2)).to.deep.equal(['node', 'dist/app.js']);
      expect(found.programs.map((each) => each.name)).to.include.members(['npm', 'node']);
      expect(found.start).to.equal(null);
    });

    it('reads entry scripts, and what they start at the end', () => {
      const script = {
        text: '#!/bin/bash\nset -e\nenvsubst < env.tpl > env.js\nif [ "$MIGRATE" ]; then npx knex migrate:latest; fi\nexec "$@"\n',
        mode: 0o755,
      };
      const own = { ...tree, dependencies: { express: '4', knex: '3' } };
      const text = dockerfile('["node", "dist/main.js"]', 'ENTRYPOINT ["./entrypoint.sh"]\n');
      const found = contributed(
        text,
        project(own, { ...files, 'entrypoint.sh': script }),
        traced(['express']),
      );
      expect(found.entry?.words).to.deep.equal(['node', 'dist/main.js']);
      expect(found.programs.map((each) => each.name)).to.include.members(['bash', 'envsubst', 'node', 'npx']);
      expect(commands(found)).to.deep.equal(['npm prune --omit=dev']);
    });

    it('follows what a waiting script starts, and what it calls itself', () => {
      const wait =
        '#!/bin/sh\nusage() { echo "$0 host:port"; }\n[ -n "$1" ] || usage\nwhile ! nc -z "$1"; do sleep 1; done\nshift\nexec "${cmd[@]}"\n';
      const text = dockerfile('["bash", "entrypoint.sh"]');
      const entry = '#!/bin/bash\n/bin/bash /app/wait-for-it.sh $DB:3306 -t 300 -- npm start\n';
      const found = contributed(
        text,
        project(tree, { ...files, 'entrypoint.sh': entry, 'wait-for-it.sh': wait }),
        traced(['express']),
      );
      expect(found.entry?.words).to.deep.equal(['node', 'dist/main.js']);
      expect(found.programs.map((each) => each.name)).to.include.members(['nc', 'npm', '/bin/bash']);
      expect(found.programs.map((each) => each.name)).to.not.include('usage');
      expect(found.entry?.confidence).to.equal('proven');
    });

    it('does not prune a command line tool that migrations need', () => {
      const own = { ...tree, dependencies: { '@prisma/client': '5' }, devDependencies: { prisma: '5' } };
      const found = contributed(
        dockerfile('npx prisma migrate deploy && node dist/main.js'),
        project(own, files),
        traced(['@prisma/client']),
      );
      expect(codes(found)).to.deep.equal([]);
      expect(commands(found)).to.deep.equal([]);
      expect(noteCodes(found)).to.include('H-DEVDEP-RUNTIME');
      expect(found.libraries.flatMap((each) => each.apt)).to.include.members(['openssl', 'ca-certificates']);
    });

    it('keeps ts-node and typescript when sources run directly', () => {
      const own = { ...tree, devDependencies: { typescript: '5', 'ts-node': '10' } };
      const found = contributed(
        dockerfile('["npx", "ts-node", "src/main.ts"]'),
        project(own, files),
        traced(['express']),
      );
      expect(codes(found)).to.deep.equal([]);
      expect(commands(found)).to.deep.equal([]);
      const preload = contributed(
        dockerfile('["node", "dist/main.js"]', 'ENV NODE_OPTIONS="-r ts-node/register"\n'),
        project(own, files),
        traced(['express']),
      );
      expect(commands(preload)).to.deep.equal([]);
      expect(noteCodes(preload)).to.include('H-DEVDEP-RUNTIME');
    });

    it('is not the owner of a web server that node only builds for', () => {
      const found = contributed(
        dockerfile('["nginx", "-g", "daemon off;"]', '', 'node:20-alpine').replace(
          'RUN npm ci',
          'RUN apk add nginx && npm ci',
        ),
        project(tree, files),
      );
      expect(found.owns).to.equal(false);
      expect(found.refusals).to.deep.equal([]);
    });
  });

  describe('needs of the operating system', () => {
    it('names programs that the sources start', () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(tree, files),
        traced(['express'], { spawns: [{ name: 'git', at: 'src/git.ts:4' }] }),
      );
      expect(found.programs.map((each) => each.name)).to.include('git');
      const gap = {
        gaps: [{ kind: 'spawn' as const, because: 'execa with a variable', at: 'src/git.ts:4' }],
      };
      expect(
        confidenceOf(
          contributed(dockerfile('["node", "dist/main.js"]'), project(tree, files), traced(['express'], gap)),
          'binaries',
        ),
      ).to.equal('weak');
    });

    it('knows packages that call programs, and the health check', () => {
      const own = { ...tree, dependencies: { 'fluent-ffmpeg': '2' } };
      const found = contributed(
        dockerfile('["node", "dist/main.js"]', 'HEALTHCHECK CMD curl -f http://localhost/ || exit 1\n'),
        project(own, files),
        traced(['fluent-ffmpeg']),
      );
      expect(found.programs.map((each) => each.name)).to.include.members(['ffmpeg', 'curl']);
    });

    it('keeps the base for a browser, with its cache', () => {
      const own = { ...tree, dependencies: { puppeteer: '^22.0.0' } };
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(own, files),
        traced(['puppeteer']),
      );
      expect(confidenceOf(found, 'libraries')).to.equal('weak');
      expect(noteCodes(found)).to.include('H-CHROME');
      expect(found.roots.map((each) => each.path)).to.include('/root/.cache/puppeteer');
    });

    it('does not trust a native package that no table knows', () => {
      const found = contributed(
        dockerfile('["node", "dist/main.js"]'),
        project(tree, files, { weird: { hasInstallScript: true } }),
        traced(['express']),
      );
      expect(confidenceOf(found, 'libraries')).to.equal('weak');
    });
  });

  describe('tools outside the project', () => {
    it('carries a globally installed process manager and makes its links again', () => {
      const text = dockerfile('["pm2-runtime", "ecosystem.config.js"]').replace(
        'RUN npm ci',
        'RUN npm i -g pm2\nRUN npm ci',
      );
      const eco = "module.exports = { apps: [{ name: 'a', script: './dist/main.js' }] };";
      const found = contributed(
        text,
        project(tree, { ...files, 'ecosystem.config.js': eco }),
        traced(['express']),
      );
      expect(codes(found)).to.deep.equal([]);
      expect(found.roots.map((each) => each.path)).to.include('/usr/local/lib/node_modules/pm2');
      expect(found.links?.map((each) => `${each.path} ${each.target}`)).to.include(
        '/usr/local/bin/pm2-runtime ../lib/node_modules/pm2/bin/pm2-runtime',
      );
      expect(found.buildOnly.map((each) => each.path)).to.include('/usr/local/bin/pm2-runtime');
      expect(found.programs.map((each) => each.name)).to.include('ps');
      expect(found.entry?.words).to.deep.equal(['node', '/app/dist/main.js']);
      expect(commands(found)).to.deep.equal(['npm prune --omit=dev']);
    });

    it('leaves a globally installed build tool behind', () => {
      const text = dockerfile('["node", "dist/main.js"]').replace(
        'RUN npm ci',
        'RUN npm i -g typescript && npm ci',
      );
      const found = contributed(text, project(tree, files), traced(['express']));
      expect(found.roots).to.deep.equal([]);
      expect(found.buildOnly.map((each) => each.path)).to.include('/usr/local/lib/node_modules/typescript');
    });

    it('keeps the package manager of corepack that starts the app', () => {
      const text = dockerfile('["pnpm", "start"]').replace(
        'RUN npm ci',
        'RUN corepack enable && pnpm install',
      );
      const found = contributed(
        text,
        { ...files, 'package.json': packageText(tree), 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" },
        traced(['express']),
      );
      expect(found.links?.map((each) => each.path)).to.deep.equal(['/usr/local/bin/pnpm']);
      expect(found.roots.map((each) => each.path)).to.include('/root/.cache/node/corepack');
    });

    it("keeps the cache of Plug'n'Play and does not prune", () => {
      const text =
        'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN yarn install --immutable && yarn build\nCMD ["yarn", "start"]\n';
      const found = contributed(
        text,
        {
          ...files,
          'package.json': packageText({ ...tree, packageManager: 'yarn@4.6.0' }),
          'yarn.lock': '__metadata:\n  version: 8\n',
          '.yarnrc.yml': '',
        },
        traced(['express']),
      );
      expect(found.roots.map((each) => each.path)).to.include('/root/.yarn/berry');
      expect(commands(found)).to.deep.equal([]);
    });
  });

  describe('files beside the Dockerfile', () => {
    const text = dockerfile('["node", "dist/main.js"]');
    it('refuses an image that compose uses for development', () => {
      const compose =
        'services:\n  app:\n    build: .\n    command: npm run dev\n    volumes:\n      - .:/app\n';
      const own = { ...tree, scripts: { ...tree.scripts, dev: 'nodemon src/main.ts' } };
      expect(
        codes(
          contributed(text, project(own, { ...files, 'docker-compose.yml': compose }), traced(['express'])),
        ),
      ).to.deep.equal(['E-DEV-IMAGE']);
    });

    it('is not moved by a compose file that builds another Dockerfile, or mounts data', () => {
      const other =
        'services:\n  app:\n    build:\n      context: .\n      dockerfile: Dockerfile.dev\n    command: npm run dev\n    volumes: [".:/app"]\n';
      expect(
        codes(
          contributed(text, project(tree, { ...files, 'docker-compose.yml': other }), traced(['express'])),
        ),
      ).to.deep.equal([]);
      const data = 'services:\n  app:\n    build: .\n    volumes: ["./data:/app/data"]\n';
      expect(
        codes(contributed(text, project(tree, { ...files, 'compose.yaml': data }), traced(['express']))),
      ).to.deep.equal([]);
    });

    it('refuses when a pipeline runs the tests in the final image', () => {
      const ci = 'jobs:\n  test:\n    steps:\n      - run: docker run --rm img npm test\n';
      expect(
        codes(
          contributed(text, project(tree, { ...files, '.github/workflows/ci.yml': ci }), traced(['express'])),
        ),
      ).to.deep.equal(['E-CONSUMER']);
    });
  });

  describe('static sites', () => {
    const cra = {
      scripts: { build: 'react-scripts build' },
      dependencies: { react: '18', 'react-scripts': '5' },
    };
    it('needs only the served directory with a globally installed server', () => {
      const text = dockerfile('["serve", "-s", "build", "-l", "5000"]').replace(
        'RUN npm ci',
        'RUN npm install -g serve\nRUN npm ci',
      );
      const found = contributed(text, project(cra));
      expect(codes(found)).to.deep.equal([]);
      expect(found.artefact?.paths.map((each) => each.path)).to.deep.equal(['/app/build']);
      expect(found.artefact?.gaps).to.deep.equal([]);
      expect(found.roots.map((each) => each.path)).to.deep.equal(['/usr/local/lib/node_modules/serve']);
      expect(confidenceOf(found, 'binaries')).to.equal('strong');
      expect(found.wants).to.deep.equal([]);
    });

    const links = (install: string, start: string): readonly string[] => {
      const text = dockerfile(start).replace('RUN npm ci', `RUN npm install -g ${install}\nRUN npm ci`);
      return (contributed(text, project(cra)).links ?? []).map((each) => `${each.path} ${each.target}`);
    };

    it('makes the links of a global server again, by its own package.json where the version is not written out', () => {
      const serve = '["serve", "build"]';
      const path = '/usr/local/bin/serve ../lib/node_modules/serve';
      expect(links('serve@14.2.4', serve)).to.deep.equal([`${path}/build/main.js`]);
      expect(links('serve@13', serve)).to.deep.equal([`${path}/bin/serve.js`]);
      expect(links('serve', serve)[0]).to.match(/package\.json/);
      expect(links('serve@latest', serve)[0]).to.match(/package\.json/);
      expect(links('http-server@14.1.1', '["http-server", "build"]')).to.deep.equal([
        '/usr/local/bin/http-server ../lib/node_modules/http-server/bin/http-server',
      ]);
    });

    it('keeps the whole app when the server comes out of its own modules', () => {
      const own = { ...cra, dependencies: { ...cra.dependencies, serve: '14' } };
      const found = contributed(dockerfile('["npx", "serve", "-s", "build"]'), project(own));
      expect(found.artefact?.gaps).to.not.deep.equal([]);
    });
  });
});

describe('npm native packages', () => {
  const text = dockerfile('["node", "dist/main.js"]');
  const own = { ...tree, dependencies: { 'unheard-of': '1' } };

  it('does not know the tree without a lock file', () => {
    const alone = contributed(text, { ...files, 'package.json': packageText(own) }, traced([]));
    expect(confidenceOf(alone, 'libraries')).to.equal('weak');
    const plain = contributed(text, { ...files, 'package.json': packageText(tree) }, traced([]));
    expect(confidenceOf(plain, 'libraries'), 'express is known to be plain').to.equal('strong');
  });

  it("reads another manager's lock file for the names in the tree", () => {
    const lock =
      '# yarn lockfile v1\n\n\nunheard-of@1:\n  version "1.0.0"\n\ntypescript@^5.0.0:\n  version "5.0.0"\n';
    const found = contributed(
      text,
      { ...files, 'package.json': packageText(own), 'yarn.lock': lock },
      traced([]),
    );
    expect(confidenceOf(found, 'libraries')).to.equal('strong');
    expect(noteCodes(found)).to.include('W-LOCK-MISMATCH');
    const native = lock.replace(
      '  version "1.0.0"',
      '  version "1.0.0"\n  dependencies:\n    node-gyp-build "4"',
    );
    const weak = contributed(
      text,
      {
        ...files,
        'package.json': packageText(own),
        'yarn.lock': `${native}\nnode-gyp-build@4:\n  version "4.0.0"\n`,
      },
      traced([]),
    );
    expect(confidenceOf(weak, 'libraries')).to.equal('weak');
  });
});

describe('npm pack: package trees beside the app', () => {
  const text =
    'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN cd client && npm ci && npm run build\nRUN cd server && npm ci --omit=dev\nWORKDIR /app/server\nCMD ["node", "index.js"]\n';
  const trees = {
    'client/package.json': packageText({
      scripts: { build: 'vite build' },
      devDependencies: { vite: '5.0.0' },
    }),
    'server/package.json': packageText({ dependencies: { express: '4.0.0' } }),
    'server/index.js': '',
  };
  const removed = (more: Parameters<typeof traced>[1], context = trees, file = text): readonly string[] =>
    contributed(file, context, traced(['express'], more)).removable.map((each) => each.path);
  const at = 'server/index.js:4';

  it("leave a client's packages behind when the server only reads what was built", () => {
    expect(removed({ reads: [{ path: '/app/client/dist', at }] })).to.deep.equal([
      '/app/client/node_modules',
    ]);
  });

  it('keep them when a path into them, or above them, is read', () => {
    expect(removed({ reads: [{ path: '/app/client/node_modules/htmx.org/dist', at }] })).to.deep.equal([]);
    expect(removed({ reads: [{ path: '/app/client', at }] })).to.deep.equal([]);
    expect(removed({ reads: [{ path: '/app/*/dist', at }] })).to.deep.equal([]);
  });

  it('keep them when not every path is known, or other code may run there', () => {
    const gap = { kind: 'read', because: 'a computed path is read', at } as const;
    expect(removed({ gaps: [gap] })).to.deep.equal([]);
    expect(removed({ spawns: [{ name: 'npm', at }] })).to.deep.equal([]);
    expect(removed({ imports: [{ name: 'vite', at: 'client/ssr.js:1', guarded: false }] })).to.deep.equal([]);
    expect(removed({}, trees, text.replace('index.js', '../client/preview.js'))).to.deep.equal([]);
    const linked = packageText({ dependencies: { client: 'file:../client' } });
    expect(removed({}, { ...trees, 'server/package.json': linked })).to.deep.equal([]);
  });

  it('keep the tree that the app itself lies in', () => {
    const nested = { ...trees, 'package.json': packageText({ dependencies: { debug: '4.0.0' } }) };
    const file = text.replace('RUN cd client && npm ci', 'RUN npm ci && cd client && npm ci');
    expect(removed({}, nested, file)).to.deep.equal(['/app/client/node_modules']);
  });
});

const globalFile = (name: string, env = ''): string =>
  `FROM node:20\n${env}RUN npm install -g ${name}\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "index.js"]\n`;
const keptRoots = (text: string, more: Parameters<typeof traced>[1] = {}): readonly string[] =>
  contributed(text, project(tree, { 'index.js': '' }), traced(['express'], more)).roots.map(
    (each) => each.path,
  );

describe('npm pack: packages that are installed globally', () => {
  const at = 'index.js:1';

  it('come along when code starts or loads them', () => {
    const path = '/usr/local/lib/node_modules/svgo';
    expect(keptRoots(globalFile('svgo'), { spawns: [{ name: 'svgo', at }] })).to.deep.equal([path]);
    expect(keptRoots(globalFile('svgo', 'ENV NODE_PATH=/usr/local/lib/node_modules\n'))).to.deep.equal([
      path,
    ]);
    expect(keptRoots(globalFile('svgo'))).to.deep.equal([]);
  });

  it('come along when not every started program is known, build tools aside', () => {
    const gap = { gaps: [{ kind: 'spawn' as const, because: 'a computed program is started', at }] };
    expect(keptRoots(globalFile('svgo'), gap)).to.deep.equal(['/usr/local/lib/node_modules/svgo']);
    expect(keptRoots(globalFile('typescript'), gap)).to.deep.equal([]);
  });
});

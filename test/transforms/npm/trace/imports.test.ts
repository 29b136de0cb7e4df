import { expect } from 'chai';
import { gapsOf, names, traceApp, traceText } from './trace-app.js';

describe('npm trace: imports', () => {
  it('follows an Express app in TypeScript from its entry and nothing else', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app","dependencies":{"express":"4"},"devDependencies":{"jest":"29"}}',
        'tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
        'src/server.ts': `import express from 'express';\nimport { router } from './routes';\nimport 'reflect-metadata';\nexpress().use(router);`,
        'src/routes/index.ts': `import { Router } from 'express';\nimport { load } from '../db.js';\nexport const router = Router();\nload();`,
        'src/db.ts': `import { Pool } from 'pg';\nimport fs from 'node:fs';\nexport const load = () => new Pool(fs);`,
        'src/server.test.ts': `import request from 'supertest';\nrequest();`,
        'src/unused.ts': `import x from 'left-pad';\nx();`,
      },
      ['src/server.ts'],
    );
    expect(names(facts)).to.deep.equal(['express', 'pg', 'reflect-metadata']);
    expect(facts.imports.find((each) => each.name === 'pg')?.at).to.equal('src/db.ts:1');
    expect(facts.gaps).to.deep.equal([]);
  });

  it('reads every form of import, export and require', () => {
    const facts = traceText(
      `import a from 'a';
       import * as b from '@scope/b/sub/path.js';
       export { c } from 'c';
       export * from 'd';
       const e = require('e');
       const f = await import('f');
       require.resolve('g/package.json');
       import { createRequire } from 'module';
       const load = createRequire(import.meta.url);
       load('h');
       const again = require;
       again('i');
       import 'side';
       module.require('j');`,
    );
    expect(names(facts)).to.deep.equal(['@scope/b', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'side']);
    expect(gapsOf(facts, 'import')).to.deep.equal([]);
  });

  it('takes no module of Node for a package', () => {
    const facts = traceText(
      `require('fs'); require('fs/promises'); require('node:test'); require('bun:sqlite'); require('test'); require('punycode/');`,
    );
    expect(names(facts)).to.deep.equal(['punycode', 'test']);
  });

  it('finds what dist files were compiled from, directories and JSON', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app"}',
        'tsconfig.json': '{ // build\n "compilerOptions": { "outDir": "./built", "rootDir": "./code", }, }',
        'code/main.mts': `import './part.mjs';\nimport lib from './lib';\nimport v from '../package.json' with { type: 'json' };\nlib(v);`,
        'code/part.mts': `import 'one';`,
        'code/lib/package.json': '{"main":"start.js"}',
        'code/lib/start.ts': `import 'two';\nexport default () => 1;`,
        'cli.js': `require('./built/extra.js');`,
        'code/extra.ts': `import 'three';`,
      },
      ['code/main.mts', 'cli.js'],
    );
    expect(names(facts)).to.deep.equal(['one', 'three', 'two']);
    expect(facts.reads.map((each) => each.path)).to.include('/app/package.json');
    expect(facts.gaps).to.deep.equal([]);
  });

  it('follows paths, baseUrl and inherited settings, and takes a missing alias for a gap', () => {
    const files = {
      'package.json': '{"name":"app"}',
      'base.json': '{"compilerOptions":{"baseUrl":".","paths":{"@/*":["src/*"],"~conf":["src/conf.ts"]}}}',
      'tsconfig.json': '{"extends":"./base.json"}',
      'src/main.ts': `import '@/a';\nimport '~conf';\nimport 'src/b';`,
      'src/a.ts': `import 'one';`,
      'src/b.ts': `import 'two';`,
      'src/conf.ts': `import 'three';`,
    };
    expect(names(traceApp(files, ['src/main.ts']))).to.deep.equal(['one', 'three', 'two']);
    const twin = traceApp({ ...files, 'src/main.ts': `import '@/generated';` }, ['src/main.ts']);
    expect(names(twin)).to.deep.equal([]);
    expect(gapsOf(twin, 'import')).to.deep.equal(['src/main.ts:1']);
  });

  it('follows #imports of package.json, conditions and patterns included', () => {
    const facts = traceApp(
      {
        'package.json': JSON.stringify({
          name: 'app',
          type: 'module',
          imports: {
            '#db': { development: './src/fake.js', default: './src/db.js' },
            '#lib/*.js': './src/lib/*.js',
            '#log': 'pino',
          },
        }),
        'src/main.js': `import '#db';\nimport '#lib/x.js';\nimport '#log';`,
        'src/db.js': `import 'pg';`,
        'src/fake.js': `import 'pg-mem';`,
        'src/lib/x.js': `import 'x-package';`,
      },
      ['src/main.js'],
    );
    expect(names(facts)).to.deep.equal(['pg', 'pg-mem', 'pino', 'x-package']);
    const twin = traceApp({ 'package.json': '{"imports":{"#db":"./gone.js"}}', 'main.js': `import '#db';` }, [
      'main.js',
    ]);
    expect(gapsOf(twin, 'import')).to.deep.equal(['main.js:1']);
  });

  it('follows packages of the same workspace and still names them', () => {
    const files = {
      'package.json': '{"name":"root","workspaces":["packages/*","apps/*"]}',
      'apps/api/package.json': '{"name":"api","dependencies":{"@me/db":"*"}}',
      'apps/api/src/main.ts': `import { db } from '@me/db';\nimport '@me/db/extra';\ndb();`,
      'packages/db/package.json': '{"name":"@me/db","main":"dist/index.js"}',
      'packages/db/src/index.ts': `import { Pool } from 'pg';\nexport const db = () => new Pool();`,
      'packages/db/src/extra.ts': `import 'extra';`,
    };
    const place = { root: 'apps/api', imageRoot: '/repo/apps/api' };
    const facts = traceApp(files, ['apps/api/src/main.ts'], place);
    expect(names(facts)).to.deep.equal(['@me/db', 'extra', 'pg']);
    expect(facts.gaps).to.deep.equal([]);
  });

  it('marks optional and development imports as guarded, also what only they lead to', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app"}',
        'index.js': `
          let fast;
          try { fast = require('fast'); } catch { fast = null; }
          try { require('must'); } catch (error) { throw error; }
          if (process.env.NODE_ENV !== 'production') { require('morgan'); require('./dev'); } else { require('live'); }
          const isProd = process.env.NODE_ENV === 'production';
          if (!isProd) require('debugger');
          process.env.NODE_ENV === 'development' && require('hot');
          if (process.env.FLAG === 'on') require('flagged');
          import('maybe').catch(() => null);`,
        'dev.js': `require('webpack');`,
      },
      ['index.js'],
    );
    const guarded = facts.imports.filter((each) => each.guarded).map((each) => each.name);
    const certain = facts.imports.filter((each) => !each.guarded).map((each) => each.name);
    expect(guarded.toSorted()).to.deep.equal(['debugger', 'fast', 'hot', 'maybe', 'morgan', 'webpack']);
    expect(certain.toSorted()).to.deep.equal(['flagged', 'live', 'must']);
  });

  it('takes an import for certain when any place is', () => {
    const facts = traceText(`try { require('a'); } catch {}\nrequire('a');`);
    expect(facts.imports).to.deep.equal([{ name: 'a', at: 'index.js:2', guarded: false }]);
  });

  it('names what frameworks load by name', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app"}',
        'index.js': `const app = require('express')(); app.set('view engine', 'pug');
          require('pino')({ transport: { target: 'pino-pretty' } });
          require('knex')({ client: 'pg' });
          require('ts-node/register');`,
      },
      ['index.js'],
    );
    expect(names(facts)).to.include.members(['pug', 'pino-pretty', 'pg', 'typescript']);
    const twin = traceText(
      `const app = require('express')(); app.engine('hbs', x); app.set('view engine', 'hbs'); f({ client: 'pg' });`,
    );
    expect(names(twin)).to.deep.equal(['express']);
  });
});

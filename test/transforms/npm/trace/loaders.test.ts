import { expect } from 'chai';
import { gapsOf, names, traceApp, traceText } from './trace-app.js';

const routes = {
  'package.json': '{"name":"app"}',
  'src/routes/users.js': `require('users-package');`,
  'src/routes/admin/index.js': `require('admin-package');`,
  'src/routes/users.test.js': `require('supertest');`,
  'src/other.js': `require('other');`,
};

describe('npm trace: code that is loaded by pattern', () => {
  const local: Readonly<Record<string, string>> = {
    'a template': 'module.exports = (x) => require(`./routes/${x}`);',
    'a concatenation': `module.exports = (x) => require('./routes/' + x + '.js');`,
    'a listing': `const fs = require('fs'), path = require('path'); const dir = path.join(__dirname, 'routes');
      fs.readdirSync(dir).forEach((file) => require(path.join(dir, file)));`,
    'a glob': `const glob = require('glob'), path = require('path');
      glob.sync('./src/routes/**/*.js').forEach((file) => require(path.resolve(file)));`,
    'require-all': `require('require-all')({ dirname: __dirname + '/routes' });`,
    autoload: `const autoload = require('@fastify/autoload'); const path = require('path');
      app.register(autoload, { dir: path.join(__dirname, 'routes') });`,
  };
  for (const [name, text] of Object.entries(local))
    it(`follows the files of a directory that ${name} loads`, () => {
      const facts = traceApp({ ...routes, 'src/main.js': text }, ['src/main.js']);
      expect(names(facts)).to.include('users-package');
      expect(names(facts)).not.to.include.members(['supertest']);
      expect(names(facts)).not.to.include('other');
      expect(gapsOf(facts, 'import')).to.deep.equal([]);
    });

  it('follows TypeORM entities by their compiled names', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app"}',
        'src/main.ts': `new DataSource({ entities: [__dirname + '/**/*.entity{.ts,.js}'], migrations: ['dist/moves/*.js'] });`,
        'src/user/user.entity.ts': `import 'entity-package';`,
        'src/user/user.helper.ts': `import 'helper-package';`,
        'src/moves/1.ts': `import 'move-package';`,
      },
      ['src/main.ts'],
    );
    expect(names(facts)).to.deep.equal(['entity-package', 'move-package']);
  });

  const open: Readonly<Record<string, string>> = {
    'a computed name': 'module.exports = (x) => require(x);',
    'a computed import': 'export const load = (x) => import(x);',
    'a name with an unknown start': 'module.exports = (x) => require(x + "/plugin");',
    'a plugin name': 'module.exports = (x) => require(`plugin-${x}`);',
    'a variable with a default': `require(process.env.STORE || './src/other');`,
    'a directory that is not there': 'module.exports = (x) => require(`./gone/${x}`);',
    eval: `eval(text);`,
    'a function of a text': `new Function('x', 'return import(x)');`,
    vm: `require('vm').runInNewContext(text);`,
    'a handed-on require': `lazy(require);`,
  };
  for (const [name, text] of Object.entries(open))
    it(`reports ${name}`, () => {
      const facts = traceApp({ ...routes, 'main.js': text }, ['main.js']);
      expect(gapsOf(facts, 'import')).to.deep.equal(['main.js:1']);
    });

  it('does not report what only looks computed', () => {
    const facts = traceText(
      `const name = 'express'; require(name);
       require(\`lodash\`); require('date-fns/' + method);
       if (require.main === module) start();
       typeof require; delete require.cache[x]; new Function('return this')();
       for (const each of ['a', 'b']) require(each);
       JSON.parse(eval);`,
    );
    expect(names(facts)).to.deep.equal(['a', 'b', 'date-fns', 'express', 'lodash']);
    expect(gapsOf(facts, 'import')).to.deep.equal([]);
  });

  it('follows workers and forks', () => {
    const files = {
      'package.json': '{"name":"app"}',
      'src/jobs/resize.js': `require('sharp');`,
      'src/jobs/mail.ts': `import 'nodemailer';`,
      'src/child.js': `require('child-package');`,
    };
    const facts = traceApp(
      {
        ...files,
        'src/main.js': `import { Worker } from 'node:worker_threads'; import { fork } from 'child_process'; import path from 'path';
          new Worker(new URL('./jobs/resize.js', import.meta.url));
          fork('./src/child.js');
          new Queue('mail', path.join(__dirname, 'jobs/mail.js'));`,
      },
      ['src/main.js'],
    );
    expect(names(facts)).to.deep.equal(['child-package', 'nodemailer', 'sharp']);
    expect(gapsOf(facts, 'import')).to.deep.equal([]);
    const twin = traceText(
      `const { fork } = require('child_process'); const { Worker } = require('worker_threads');
       fork(file); new Worker('x', { eval: true });`,
    );
    expect(gapsOf(twin, 'import')).to.deep.equal(['index.js:2', 'index.js:2']);
  });

  it('reports own code that is missing, unless it is optional', () => {
    expect(gapsOf(traceText(`require('./generated/client');`), 'import')).to.deep.equal(['index.js:1']);
    expect(traceText(`try { require('./local'); } catch {}`).gaps).to.deep.equal([]);
    expect(gapsOf(traceText(`require('./data.json');`), 'import')).to.deep.equal([]);
    expect(gapsOf(traceText(`require('./data.json');`), 'read')).to.deep.equal(['index.js:1']);
  });

  it('knows what a generated Prisma client imports', () => {
    const files = {
      'package.json': '{"name":"app"}',
      'prisma/schema.prisma': `generator client {\n provider = "prisma-client-js"\n output = "../src/generated/db"\n}`,
      'src/main.ts': `import { PrismaClient } from './generated/db/client';\nnew PrismaClient();`,
    };
    const facts = traceApp(files, ['src/main.ts']);
    expect(names(facts)).to.deep.equal(['@prisma/client']);
    expect(facts.gaps).to.deep.equal([]);
    const twin = traceApp({ ...files, 'src/main.ts': `import './generated/api';` }, ['src/main.ts']);
    expect(gapsOf(twin, 'import')).to.deep.equal(['src/main.ts:1']);
  });

  it('follows files that are known by their names only', () => {
    const files = {
      'package.json': '{"name":"app"}',
      'jobs/w.js': `require('worker-package');`,
      'lib/beside.js': `require('beside-package');`,
      'public/page.js': `require('browser-package');`,
      'gulpfile.js': `require('gulp');`,
    };
    const facts = traceApp(
      {
        ...files,
        'lib/main.js': `const cluster = require('cluster'); cluster.setupPrimary({ exec: 'jobs/w.js' });
          new Pool('./beside.js'); list('public/page.js', 'gulpfile.js', 'nowhere.js', 'Node.js');`,
      },
      ['lib/main.js'],
    );
    expect(names(facts)).to.deep.equal(['beside-package', 'worker-package']);
    expect(facts.gaps).to.deep.equal([]);
    const twin = traceText(`const cluster = require('cluster'); cluster.setupPrimary({ exec: file });`);
    expect(gapsOf(twin, 'spawn')).to.deep.equal(['index.js:1']);
    const plain = traceText(
      `require('cluster').setupPrimary({ silent: true }); require('cluster').setupPrimary();`,
    );
    expect(plain.gaps).to.deep.equal([]);
  });

  describe('packages that a name stands for', () => {
    const manifest = (dependencies: string, devDependencies: string): string =>
      `{"name":"app","dependencies":${dependencies},"devDependencies":${devDependencies}}`;
    const traced = (dev: string, text: string, more = '{}', name = 'index.js'): readonly string[] =>
      names(traceApp({ 'package.json': manifest(more, dev), [name]: text }, [name]));

    it('takes the driver that a knexfile names', () => {
      const dev = '{"sqlite3":"5","pg":"8","mocha":"1"}';
      expect(
        traced(dev, `module.exports = { client: 'sqlite3' };`, '{"knex":"3"}', 'knexfile.js'),
      ).to.deep.equal(['sqlite3']);
      const either = `module.exports = { client: process.env.DB || 'sqlite3' };`;
      expect(traced(dev, either, '{"knex":"3"}', 'knexfile.js')).to.deep.equal(['pg', 'sqlite3']);
      expect(
        traced(dev, `module.exports = { client: 'mysql' };`, '{"knex":"3"}', 'knexfile.js'),
      ).to.deep.equal([]);
      expect(traced(dev, `connect({ client: redis });`)).to.deep.equal([]);
    });
    it('takes the only drivers there are when nothing names one', () => {
      const text = `const { Sequelize } = require('sequelize'); new Sequelize(process.env.DB);`;
      expect(traced('{"pg":"8"}', text, '{"sequelize":"6"}')).to.deep.equal(['pg', 'sequelize']);
      expect(traced('{"sqlite3":"5"}', text, '{"sequelize":"6","pg":"8"}')).to.deep.equal(['sequelize']);
    });
    it('takes the dialect of a JSON configuration', () => {
      const facts = traceApp(
        {
          'package.json': manifest('{"sequelize":"6"}', '{"mysql2":"3","sqlite3":"5"}'),
          'config/config.json': '{"production":{"dialect":"mysql"}}',
          'index.js': `require('sequelize');`,
        },
        ['index.js'],
      );
      expect(names(facts)).to.include('mysql2').and.not.include('mysql');
    });
    it('takes the engine of a view by its extension', () => {
      const dev = '{"pug":"3","ejs":"3"}';
      expect(traced(dev, `res.render('i.pug');`)).to.deep.equal(['pug']);
      expect(traced(dev, 'res.render(`${page}.ejs`);')).to.deep.equal(['ejs']);
      expect(traced(dev, `res.render('index'); page.render('v1.2');`)).to.deep.equal([]);
      expect(traced(dev, `app.engine('pug', f); res.render('i.pug');`)).to.deep.equal([]);
      expect(traced(dev, `app.set('view engine', engine);`)).to.deep.equal(['ejs', 'pug']);
    });
    it('takes every declared engine for a package that loads them by name', () => {
      const dev = '{"pug":"3","mocha":"3"}';
      expect(traced(dev, `require('consolidate');`)).to.deep.equal(['consolidate', 'pug']);
    });
  });
});

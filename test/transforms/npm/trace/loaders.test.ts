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
});

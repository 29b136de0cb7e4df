import { expect } from 'chai';
import type { SourceFacts } from '../../../../src/transform/types.js';
import { gapsOf, traceApp, traceText } from './trace-app.js';

function reads(facts: SourceFacts): readonly string[] {
  return facts.reads.map((each) => each.path).toSorted();
}

describe('npm trace: files and variables', () => {
  it('gives paths in the image', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app"}',
        'src/main.js': `
          const path = require('path'); const fs = require('fs'); const express = require('express');
          fs.readFileSync(path.join(__dirname, '../certs/key.pem'));
          fs.readFileSync('/etc/ssl/own.pem');
          fs.createReadStream('data/list.csv');
          app.use(express.static('public'));
          app.set('views', path.join(process.cwd(), 'views'));
          res.sendFile('index.html', { root: path.resolve('pages') });
          fs.readFile(path.join(__dirname, 'mails', name));
          require('dotenv').config();
          require('config');`,
      },
      ['src/main.js'],
    );
    expect(reads(facts)).to.deep.equal([
      '/app/.env',
      '/app/certs/key.pem',
      '/app/config/**',
      '/app/data/list.csv',
      '/app/pages',
      '/app/public',
      '/app/src/mails/**',
      '/app/views',
      '/etc/ssl/own.pem',
    ]);
    expect(facts.gaps).to.deep.equal([]);
  });

  it('puts __dirname of a compiled file where the compiler writes it', () => {
    const main = `import path from 'path'; app.use(path.join(__dirname, 'views'));`;
    const compiled = traceApp(
      { 'tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}', 'src/main.ts': main },
      ['src/main.ts'],
    );
    expect(reads(compiled)).to.deep.equal(['/app/dist/views']);
    expect(compiled.gaps).to.deep.equal([]);
    const unknown = traceApp({ 'src/main.ts': main }, ['src/main.ts']);
    expect(gapsOf(unknown, 'read')).to.deep.equal(['src/main.ts:1']);
  });

  it('tells writes from reads, and reports computed paths of both', () => {
    const facts = traceText(
      `const fs = require('fs');\nfs.mkdirSync('uploads');\nfs.copyFileSync('a.txt', '/tmp/b.txt');\nfs.readFileSync(file);\nfs.writeFileSync(file, x);`,
    );
    expect(facts.writes.map((each) => each.path)).to.deep.equal(['/app/uploads', '/tmp/b.txt']);
    expect(reads(facts)).to.deep.equal(['/app/a.txt']);
    expect(gapsOf(facts, 'read')).to.deep.equal(['index.js:4']);
    expect(gapsOf(facts, 'write')).to.deep.equal(['index.js:5']);
  });

  it('names the variables of the environment', () => {
    const facts = traceText(
      `process.env.PORT; process.env['HOST']; const { TOKEN, DB: db } = process.env; import.meta.env.MODE; config.env.NOT;`,
    );
    expect(facts.env).to.deep.equal(['DB', 'HOST', 'MODE', 'PORT', 'TOKEN']);
  });
});

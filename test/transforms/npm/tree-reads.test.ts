import { expect } from 'chai';
import { commands, contributed, noteCodes, project, traced, type Files } from './facts.js';
import { traceText } from './trace/trace-app.js';

const dockerfile = `FROM node:20
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
CMD ["node", "server.js"]
`;
const tree = {
  dependencies: { express: '4' },
  devDependencies: { bootstrap: '5', '@scope/kit': '1', eslint: '9' },
};

function pruned(text: string, files: Files = {}): boolean {
  const found = contributed(dockerfile, project(tree, { 'server.js': text, ...files }), [
    traceText(text, 'server.js'),
  ]);
  if (commands(found).length > 0) return true;
  expect(noteCodes(found)).to.include.oneOf(['H-DEVDEP-RUNTIME', 'H-DYNAMIC-PATH']);
  return false;
}

const start = `const express = require('express'), path = require('path'), app = express();\n`;

describe('npm pack: files of packages that are read as data', () => {
  const held: Readonly<Record<string, string>> = {
    'a directory that is served': `app.use(express.static(path.join(__dirname, 'node_modules', 'bootstrap', 'dist')));`,
    'one by a relative path': `app.use('/v', express.static('node_modules/@scope/kit/css'));`,
    'a text that names it': `server.route({ handler: { directory: { path: './node_modules/bootstrap/dist' } } });`,
    'an address in a page': 'res.send(`<link href="/node_modules/bootstrap/dist/css/x.css">${x}`);',
    'a file below a root': `res.sendFile('node_modules/bootstrap/x.js', { root: __dirname });`,
    'any package at all': `app.use(express.static(path.join(__dirname, 'node_modules')));`,
    'a computed package': `app.get('/:name', (q, s) => s.sendFile(path.join(__dirname, 'node_modules', q.params.name)));`,
  };
  for (const [name, text] of Object.entries(held))
    it(`keep development dependencies: ${name}`, () => {
      expect(pruned(start + text)).to.equal(false);
    });

  const free: Readonly<Record<string, string>> = {
    'of production packages': `app.use(express.static('node_modules/express/lib'));`,
    'of own directories': `app.use(express.static(path.join(__dirname, 'public')));`,
    'that a pattern leaves out': `glob('**/*.js', { ignore: 'node_modules/**' });`,
  };
  for (const [name, text] of Object.entries(free))
    it(`do not when they are ${name}`, () => {
      expect(pruned(start + text)).to.equal(true);
    });

  it('are named by pages of a directory that is served whole', () => {
    const text = `${start}app.use(express.static(__dirname));`;
    const page = '<script src="node_modules/bootstrap/dist/b.js"></script>';
    expect(pruned(text, { 'index.html': page })).to.equal(false);
    expect(pruned(text, { 'index.html': page.replace('bootstrap', 'express') })).to.equal(true);
    expect(pruned(`${start}app.use(express.static('public'));`, { 'docs/index.html': page })).to.equal(true);
  });

  it('know programs that packages start, by the package', () => {
    const programs = (name: string): readonly string[] =>
      contributed(
        dockerfile,
        project({ dependencies: { [name]: '5' } }, { 'server.js': '' }),
        traced([name]),
      ).programs.map((each) => each.name);
    expect(programs('systeminformation')).to.include('ps');
    expect(programs('git-last-commit')).to.deep.equal(['node', 'git']);
    expect(programs('express')).to.deep.equal(['node']);
    expect(programs('constructor')).to.deep.equal(['node']);
  });
});

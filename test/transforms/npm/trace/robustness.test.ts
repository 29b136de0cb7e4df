import { expect } from 'chai';
import { array, assert, constantFrom, property } from 'fast-check';
import { emptyFileSystem } from '../../../../src/project/file-system.js';
import { traceSources } from '../../../../transforms/npm/trace/index.js';
import { gapsOf, names, traceApp, traceText } from './trace-app.js';

describe('npm trace: what it is given', () => {
  it('reads every source without entries, but no tests, output or settings of build tools', () => {
    const facts = traceApp(
      {
        'package.json': '{"name":"app"}',
        'src/a.ts': `import 'a';`,
        'src/a.test.ts': `import 'vitest';`,
        'test/b.js': `require('mocha');`,
        'dist/a.js': `require('compiled');`,
        'webpack.config.js': `require('webpack');`,
        'jest.config.ts': `import 'jest-preset';`,
        '.eslintrc.js': `require('eslint-config');`,
        'node_modules/x/index.js': `require('y');`,
        'server.js': `require('server');`,
        'next.config.js': `require('next-plugin');`,
      },
      [],
    );
    expect(names(facts)).to.deep.equal(['a', 'next-plugin', 'server']);
  });

  it('stays inside the package that it is asked for', () => {
    const facts = traceApp(
      {
        'api/package.json': '{"name":"api"}',
        'api/index.js': `require('api-package');`,
        'web/index.js': `require('web-package');`,
      },
      [],
      { root: 'api' },
    );
    expect(names(facts)).to.deep.equal(['api-package']);
    expect(facts.imports[0]?.at).to.equal('api/index.js:1');
  });

  it('reports what it cannot read', () => {
    expect(gapsOf(traceText(`import {`), 'parse')).to.deep.equal(['index.js:1']);
    expect(gapsOf(traceApp({ 'a.js': 'a\0b' }, ['a.js']), 'parse')).to.deep.equal(['a.js:1']);
    expect(gapsOf(traceApp({ 'a.js': '' }, ['gone.js']), 'parse')).to.deep.equal(['gone.js:1']);
    expect(gapsOf(traceApp({ 'a.coffee': 'x = 1' }, ['a.coffee']), 'parse')).to.deep.equal(['a.coffee:1']);
    const nothing = traceSources(
      { kind: 'trace', pack: 'npm', entries: [], root: '', imageRoot: '/app' },
      emptyFileSystem,
    );
    expect(nothing.gaps.map((each) => each.kind)).to.deep.equal(['parse']);
    expect(gapsOf(traceText(`#!/usr/bin/env node\nrequire('x');`), 'parse')).to.deep.equal([]);
  });

  it('ends on cycles, deep nesting and names that hang on themselves', () => {
    const cycle = traceApp({ 'a.js': `require('./b');`, 'b.js': `require('./a'); require('x');` }, ['a.js']);
    expect(names(cycle)).to.deep.equal(['x']);
    expect(() => traceText(`x = ${'('.repeat(20_000)}1${')'.repeat(20_000)};`)).not.to.throw();
    expect(() => traceText(`x = ${'"a" + '.repeat(20_000)}"b";`)).not.to.throw();
    expect(gapsOf(traceText(`const a = b; const b = a; require(a);`), 'import')).to.deep.equal([
      'index.js:1',
    ]);
    expect(() => traceText(`function f(x) { f(x); require(x); } f(f);`)).not.to.throw();
  });

  it('never throws on damaged code', () => {
    const piece = constantFrom(
      `require('x')`,
      'import a from "b";',
      '`${',
      '}',
      '(',
      ')',
      'class A { @D() constructor(x: Y) {} }',
      'const f = ',
      '...',
      '/*',
      'exec(`a ${b}`);',
      '<div>',
      'path.join(__dirname,',
      'new Worker(',
      'export * from',
      '\u2028',
    );
    assert(
      property(
        array(piece, { maxLength: 12 }),
        constantFrom('a.ts', 'a.js', 'a.tsx', 'a.vue'),
        (parts, name) => {
          traceText(parts.join(' '), name);
        },
      ),
      { numRuns: 200 },
    );
  });
});

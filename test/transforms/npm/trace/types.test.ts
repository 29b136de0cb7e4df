import { expect } from 'chai';
import { names, traceApp, traceText } from './trace-app.js';

function using(use: string): string {
  return `import { Thing } from 'thing';\n${use}`;
}

function nest(decorator: string): string {
  return `
      import { Injectable, Get, Body } from '@nestjs/common';
      import { Repository } from 'typeorm';
      import { Dto } from 'dto';
      import { Unrelated } from 'unrelated';
      ${decorator}
      export class Service {
        constructor(private readonly repo: Repository<Unrelated>) {}
        @Get() find(@Body() body: Dto): void {}
        plain(x: Unrelated) {}
      }`;
}

describe('npm trace: imports that only types use', () => {
  it('leaves out what TypeScript leaves out', () => {
    const facts = traceText(
      `import type { A } from 'type-only';
       import { type B, type C } from 'all-types';
       import { Request } from 'express';
       import { Pool, PoolConfig } from 'pg';
       import never from 'never-used';
       import * as ns from 'namespace-types';
       export type { D } from 'export-type';
       export interface Options extends ns.Base { request: Request; a: A; b: B; c: C }
       export function make(config: PoolConfig, r: Request): Pool { return new Pool(config as ns.Thing); }
       type T = typeof import('type-import');
       class Impl implements Iface {}
       import { Iface } from 'implemented';
       import { Base } from 'extended';
       class Derived extends Base<Request> {}`,
      'index.ts',
    );
    expect(names(facts)).to.deep.equal(['extended', 'pg']);
  });

  it('keeps every import of JavaScript and of verbatim TypeScript', () => {
    const text = `import { Request } from 'express';\nimport type { X } from 'types';\nexport const x = 1;`;
    expect(names(traceText(text, 'index.mjs'))).to.deep.equal(['express']);
    expect(names(traceText(text, 'index.ts'))).to.deep.equal([]);
    const verbatim = traceApp(
      { 'tsconfig.json': '{"compilerOptions":{"verbatimModuleSyntax":true}}', 'index.ts': text },
      ['index.ts'],
    );
    expect(names(verbatim)).to.deep.equal(['express']);
  });

  it('does not take the name of a property or of a declaration for a use', () => {
    expect(names(traceText(using(`x.Thing(); const y = { Thing: 1 };`), 'index.ts'))).to.deep.equal([]);
    expect(names(traceText(using(`const y = { Thing };`), 'index.ts'))).to.deep.equal(['thing']);
    expect(names(traceText(using(`export { Thing };`), 'index.ts'))).to.deep.equal(['thing']);
    expect(names(traceText(using(`const y: Thing = x;`), 'index.ts'))).to.deep.equal([]);
  });

  it('keeps the types that decorators write into the output', () => {
    expect(names(traceText(nest('@Injectable()'), 'a.ts'))).to.deep.equal([
      '@nestjs/common',
      'dto',
      'typeorm',
    ]);
    const undecorated = nest('').replace('@Get() find(@Body() body', 'find(body');
    expect(names(traceText(undecorated, 'a.ts'))).to.deep.equal([]);
  });

  it('knows that JSX needs React', () => {
    const page = `export default () => <main><b>hi</b></main>;`;
    expect(names(traceText(page, 'page.tsx'))).to.deep.equal(['react']);
    expect(names(traceText(`import React from 'react';\n${page}`, 'page.tsx'))).to.deep.equal(['react']);
    expect(names(traceText(`export default 1;`, 'page.tsx'))).to.deep.equal([]);
    const preact = traceApp(
      {
        'tsconfig.json': '{"compilerOptions":{"jsx":"react-jsx","jsxImportSource":"preact"}}',
        'page.tsx': page,
      },
      ['page.tsx'],
    );
    expect(names(preact)).to.deep.equal(['preact']);
  });

  it('follows own files that only types are taken from no further', () => {
    const files = { 'types.ts': `import 'side';\nexport interface T {}` };
    const used = traceApp({ ...files, 'a.ts': `import { T } from './types';\nconst x: T = 1;` }, ['a.ts']);
    expect(names(used)).to.deep.equal([]);
    const loaded = traceApp({ ...files, 'a.ts': `import './types';` }, ['a.ts']);
    expect(names(loaded)).to.deep.equal(['side']);
  });
});

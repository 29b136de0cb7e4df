import { expect } from 'chai';
import { memoryFileSystem } from '../../src/project/file-system.js';
import { rewriteWithContext } from '../../src/node/supply.js';

async function outcomeWith(development: string): Promise<string> {
  const dependencies = { express: '4.21.2' };
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { dependencies, devDependencies: { [development]: '1.0.0' } },
      'node_modules/express': { version: '4.21.2' },
      [`node_modules/${development}`]: { version: '1.0.0', dev: true },
    },
  };
  const context = memoryFileSystem({
    'package.json': JSON.stringify({
      name: 'app',
      dependencies,
      devDependencies: { [development]: '1.0.0' },
    }),
    'package-lock.json': JSON.stringify(lock),
    'main.js': "require('express')().listen(3000);",
  });
  const text =
    'FROM node:20-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY main.js .\nCMD ["node", "main.js"]\n';
  const { report } = await rewriteWithContext({ text, source: 'Dockerfile' }, {}, context);
  return report.outcome;
}

describe('the gain of a small dependency tree', () => {
  it('counts a compiler by its own size, where an average says nothing', async () => {
    expect(await outcomeWith('typescript')).to.equal('rewritten');
  }).timeout(20_000);

  it('is too little for a package that may be small', async () => {
    expect(await outcomeWith('left-pad')).to.equal('unchanged');
  }).timeout(20_000);
});

import { expect } from 'chai';
import { contributed, traced, type Files } from './facts.js';

const LOCK = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'repo', workspaces: ['packages/*'] },
    'packages/api': { name: '@x/api', version: '1.0.0' },
    'node_modules/@x/api': { resolved: 'packages/api', link: true },
  },
};
const REPO: Files = {
  'package.json': '{ "name": "repo", "private": true, "workspaces": ["packages/*"] }',
  'package-lock.json': JSON.stringify(LOCK),
  'packages/api/package.json': '{ "name": "@x/api", "scripts": { "start": "node dist/index.js" } }',
  'packages/api/src/index.ts': 'console.log(1);\n',
};

interface Told {
  readonly libraries: string | undefined;
  readonly binaries: string | undefined;
  readonly entry: string;
}

function told(end: string, files: Files = REPO): Told {
  const text = `FROM node:20\nWORKDIR /repo\nCOPY . .\nRUN npm ci && npm run build --workspaces\n${end}\n`;
  const found = contributed(text, files, traced([]));
  const sure = (id: string): string | undefined =>
    found.obligations.find((each) => each.id === id)?.confidence;
  return {
    libraries: sure('libraries'),
    binaries: sure('binaries'),
    entry: found.entry?.words.join(' ') ?? '',
  };
}

describe('a member of a workspace', () => {
  it('is installed from the root, whose lock file it has', () => {
    expect(told('WORKDIR /repo/packages/api\nCMD ["node", "dist/index.js"]').libraries).to.equal('strong');
  });

  it('is on its own where no workspace lists it', () => {
    const files = { ...REPO, 'package.json': '{ "name": "repo", "workspaces": ["libs/*"] }' };
    expect(told('WORKDIR /repo/packages/api\nCMD ["node", "dist/index.js"]', files).libraries).to.not.equal(
      'weak',
    );
    const native = { ...files, 'packages/api/package.json': '{ "dependencies": { "some-thing": "1.0.0" } }' };
    expect(told('WORKDIR /repo/packages/api\nCMD ["node", "dist/index.js"]', native).libraries).to.equal(
      'weak',
    );
  });

  it('is started by name or path from the root', () => {
    for (const call of [
      'npm start -w @x/api',
      'npm --workspace=packages/api start',
      'npm run start --workspace @x/api',
      'yarn workspace @x/api start',
      'pnpm --filter @x/api start',
    ]) {
      const found = told(`CMD ${call}`);
      expect(found.entry, call).to.equal('node dist/index.js');
      expect(found.binaries, call).to.equal('strong');
    }
  });

  it('is not followed by a pattern or an unknown name', () => {
    for (const call of ['npm start -w @x/other', 'npm start -ws', 'pnpm --filter "@x/*" start'])
      expect(told(`CMD ${call}`).binaries, call).to.equal('weak');
  });
});

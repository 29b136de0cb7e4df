import { expect } from 'chai';
import { array, assert, constantFrom, property } from 'fast-check';
import { contributed, packageText } from './facts.js';

const word = constantFrom(
  'npm',
  'npx',
  'yarn',
  'pnpm',
  'run',
  'start',
  'node',
  '-c',
  'sh',
  '--',
  'serve',
  'pm2-runtime',
  'a',
  'b',
  '$X',
  '"$@"',
  '&&',
  './x.sh',
  'exec',
  '-g',
  'i',
  'cross-env',
  'A=b',
  'concurrently',
  'npm:b',
  '*',
  "'",
  'wait-for-it.sh',
  'if',
  'fi',
);
const text = array(word, { maxLength: 7 }).map((words) => words.join(' '));

describe('npm pack, whatever it is given', () => {
  it('never throws, and ends', () => {
    assert(
      property(text, text, text, text, (run, cmd, a, script) => {
        const files = {
          'package.json': packageText({
            scripts: { start: a, a: `npm run b && ${script}`, b: `npm run a ${run}` },
          }),
          'x.sh': `#!/bin/sh\n${script}\nexec "$@"\n`,
        };
        for (const start of [cmd || 'a', JSON.stringify(cmd.split(' '))]) {
          const found = contributed(
            `FROM node:20\nWORKDIR /app\nCOPY . .\nRUN ${run || 'a'}\nCMD ${start}\n`,
            files,
          );
          expect(found.pack).to.equal('npm');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('ends with scripts that call each other several times', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const scripts = Object.fromEntries(
      names.map((name) => [name, names.map((each) => `npm run ${each} && npx run-s ${each}`).join(' && ')]),
    );
    const found = contributed(
      'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm run a\nCMD ["npm", "run", "a"]\n',
      {
        'package.json': packageText({ scripts }),
      },
    );
    expect(found.entry?.confidence).to.not.equal('proven');
  });

  it('takes manifests and settings that are no such thing', () => {
    for (const broken of [
      '',
      '[]',
      'null',
      '{"scripts": 3, "dependencies": ["a"]}',
      '{',
      '{"scripts": {"start": null}}',
      '{"workspaces": {}}',
    ]) {
      const found = contributed('FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["npm", "start"]\n', {
        'package.json': broken,
        'package-lock.json': broken,
        'tsconfig.json': broken,
        '.yarnrc.yml': broken,
        'docker-compose.yml': `${broken}: [`,
      });
      expect(found.prune).to.deep.equal([]);
    }
  });
});

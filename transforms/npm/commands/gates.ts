import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import type { CommandModel, CommandTable } from '../../../src/effects/types.js';
import { gateEvidence, known, projectDirectory, write } from './shared.js';

/** Tools that check and leave at most caches and reports; `fixes` change the sources that they check. */
const checkers: Readonly<Record<string, { readonly fixes: readonly string[] }>> = {
  ava: { fixes: [] },
  c8: { fixes: [] },
  commitlint: { fixes: [] },
  depcheck: { fixes: [] },
  eslint: { fixes: ['--fix'] },
  jasmine: { fixes: [] },
  jest: { fixes: ['-u', '--updateSnapshot'] },
  karma: { fixes: [] },
  knip: { fixes: ['--fix'] },
  madge: { fixes: [] },
  mocha: { fixes: [] },
  nyc: { fixes: [] },
  oxlint: { fixes: ['--fix'] },
  standard: { fixes: ['--fix'] },
  stylelint: { fixes: ['--fix'] },
  'svelte-check': { fixes: [] },
  'ts-mocha': { fixes: [] },
  tslint: { fixes: ['--fix'] },
  vitest: { fixes: ['-u', '--update'] },
  xo: { fixes: ['--fix'] },
  'audit-ci': { fixes: [] },
  'better-npm-audit': { fixes: [] },
  snyk: { fixes: [] },
};

function checker(name: string, fixes: readonly string[]): CommandModel {
  return (argv, context) => {
    const words = known(argv);
    const dir = projectDirectory(context, context.resolve('.'));
    if (dir === null) return null;
    const at = dir === '/' ? '' : dir;
    if (words.some((word) => fixes.includes(word)))
      return effects(`${name} --fix`, {
        writes: [write(at === '' ? '/' : at, 'source')],
        programs: [name],
        gate: gateEvidence(name),
      });
    return effects(name, {
      reads: [dir],
      writes: [
        write(`${at}/coverage`, 'cache'),
        write(`${at}/node_modules/.cache`, 'cache'),
        write(`${at}/.nyc_output`, 'cache'),
        write(`${at}/.eslintcache`, 'cache', false),
      ],
      programs: [name],
      gate: gateEvidence(name),
    });
  };
}

const prettier: CommandModel = (argv, context) => {
  const args = readArgs(argv, ['--config', '--parser', '--ignore-path', '--log-level', '--loglevel']);
  const dir = projectDirectory(context, context.resolve('.'));
  if (args.has('--write', '-w'))
    return dir === null
      ? null
      : effects('prettier --write', { writes: [write(dir, 'source')], programs: ['prettier'] });
  return effects('prettier --check', { programs: ['prettier'], gate: gateEvidence('prettier --check') });
};

const biome: CommandModel = (argv, context) => {
  const words = known(argv);
  const dir = projectDirectory(context, context.resolve('.'));
  const writes = words.includes('--write') || words.includes('--apply') || words.includes('--fix');
  if (writes)
    return dir === null
      ? null
      : effects('biome', {
          writes: [write(dir, 'source')],
          programs: ['biome'],
          gate: gateEvidence('biome'),
        });
  return effects('biome', { programs: ['biome'], gate: gateEvidence('biome') });
};

export const gateCommands: CommandTable = {
  ...Object.fromEntries(Object.entries(checkers).map(([name, { fixes }]) => [name, checker(name, fixes)])),
  prettier,
  biome,
};

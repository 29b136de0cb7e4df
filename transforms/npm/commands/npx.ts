import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import type { CommandContext, CommandModel } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { runInProject } from './scripts.js';
import { packageName, withEffects, write } from './shared.js';
import { wordsAfter } from './words.js';

/** npm's download cache. */
export function npmCache(context: CommandContext): string {
  const named = context.env('npm_config_cache') ?? context.env('NPM_CONFIG_CACHE');
  return named?.startsWith('/') ? named : `${context.home}/.npm`;
}

/** npx, pnpm dlx, yarn dlx, bunx: the program out of the project's tree, else fetched into the manager's cache. */
export const npx: CommandModel = (argv, context) => {
  const args = readArgs(argv, [
    '-p',
    '--package',
    '-c',
    '--call',
    '--cache',
    '--registry',
    '--userconfig',
    '--prefix',
    '-C',
    '-w',
    '--workspace',
  ]);
  const dir = context.resolve(args.value('--prefix', '-C') ?? '.');
  if (dir === null) return null;
  const call = args.value('-c', '--call');
  const first = args.positionals[0];
  const own = effects('npx', {
    programs: ['npx'],
    writes: [write(npmCache(context), 'cache')],
    network: true,
  });
  if (call !== null) return withEffects('npx', own, runInProject(call, context, dir));
  if (!first)
    return args.has('--version', '-v') ? effects('npx', { programs: ['npx'], replayable: true }) : null;
  if (first.value === null) return null;
  const named = packageName(first.value);
  const bare = named.startsWith('@') ? named.slice(named.lastIndexOf('/') + 1) : named;
  const program: ShellWord = { ...first, value: bare };
  return withEffects(`npx ${bare}`, own, runInProject([program, ...wordsAfter(argv, first)], context, dir));
};

import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import type { CommandModel, CommandTable } from '../../../src/effects/types.js';
import { globalPrefix } from './install.js';
import { known, projectDirectory, write } from './shared.js';

const shims: Readonly<Record<string, readonly string[]>> = {
  yarn: ['yarn', 'yarnpkg'],
  pnpm: ['pnpm', 'pnpx'],
  npm: ['npm', 'npx'],
};

/** Where corepack keeps the managers that it fetched. */
export function corepackHome(env: (name: string) => string | undefined, home: string): string {
  const named = env('COREPACK_HOME');
  return named?.startsWith('/') ? named : `${home}/.cache/node/corepack`;
}

const corepack: CommandModel = (argv, context) => {
  const args = readArgs(argv, ['--install-directory', '-o']);
  const words = known(args.positionals);
  const sub = words[0];
  if (sub === undefined)
    return args.unclear ? null : effects('corepack', { programs: ['corepack'], replayable: true });
  const model = `corepack ${sub}`;
  const programs = ['corepack'];
  const place = args.value('--install-directory') ?? `${globalPrefix(context.env)}/bin`;
  const names = words.length > 1 ? words.slice(1) : ['yarn', 'pnpm'];
  const links = names
    .flatMap((name) => (Object.hasOwn(shims, name) ? (shims[name] ?? []) : []))
    .map((bin) => `${place}/${bin}`);
  if (sub === 'enable')
    return effects(model, {
      writes: links.map((path) => write(path, 'tool', false)),
      programs,
      replayable: true,
    });
  if (sub === 'disable') return effects(model, { removes: links, programs, replayable: true });
  if (['prepare', 'install', 'use', 'up', 'hydrate', 'pack'].includes(sub)) {
    const dir = projectDirectory(context, context.resolve('.'));
    const project =
      (sub === 'use' || sub === 'up') && dir !== null
        ? [write(`${dir === '/' ? '' : dir}/package.json`, 'source', false)]
        : [];
    return effects(model, {
      writes: [write(corepackHome(context.env, context.home), 'tool'), ...project],
      programs,
      network: true,
    });
  }
  if (sub === 'cache')
    return effects(model, { removes: [corepackHome(context.env, context.home)], programs, replayable: true });
  // `corepack yarn install` is yarn install with the version that the project names.
  if (Object.hasOwn(shims, sub)) return context.run(argv.slice(1));
  return null;
};

export const corepackCommands: CommandTable = { corepack };

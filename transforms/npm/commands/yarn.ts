import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import { isRoot } from '../../../src/effects/home.js';
import type {
  CommandContext,
  CommandModel,
  CommandTable,
  Effects,
  Write,
} from '../../../src/effects/types.js';
import { binsOfPackage } from '../bins.js';
import { nearestManifest } from '../manifest.js';
import { yarnFlavour } from '../managers.js';
import { treeInstall } from './install.js';
import { wordsAfter } from './words.js';
import { fetchedRun, runInProject, scriptRun } from './scripts.js';
import { gateEvidence, packageName, projectDirectory, projectOpaque, write } from './shared.js';

const valued = ['--cwd', '--cache-folder', '--modules-folder', '--registry', '--network-timeout', '--network-concurrency', '--mutex', '--global-folder', '--prefix', '--mode']; // prettier-ignore
const lifecycle = ['preinstall', 'install', 'postinstall', 'prepublish', 'prepare'];

/** Yarn 1 as root keeps its cache and its global tree below /usr/local/share, other users in their home. */
function classicHome(context: CommandContext, what: 'cache' | 'config'): string {
  return isRoot(context.user) ? `/usr/local/share/.${what}/yarn` : `${context.home}/.${what}/yarn`;
}

function install(
  model: string,
  context: CommandContext,
  dir: string,
  scripts: boolean,
  changes: boolean,
  packages: readonly string[],
): Effects {
  const flavour = yarnFlavour(context.files, projectDirectory(context, dir) ?? dir);
  const outside: Write[] =
    flavour.generation === 'berry'
      ? [write(`${context.home}/.yarn/berry`, flavour.linker === 'pnp' ? 'dependencies' : 'cache')]
      : [write(classicHome(context, 'cache'), 'cache')];
  const files = [
    'yarn.lock',
    ...(changes ? ['package.json'] : []),
    ...(flavour.generation === 'berry' ? ['.yarn'] : []),
    ...(flavour.linker === 'pnp' ? ['.pnp.cjs', '.pnp.loader.mjs'] : []),
  ];
  return treeInstall(
    {
      model,
      manager: 'yarn',
      dir,
      lifecycle: scripts ? lifecycle : [],
      ignoresScripts: !scripts,
      packages,
      files,
      outside,
    },
    context,
  );
}

function global(argv: readonly string[], context: CommandContext): Effects | null {
  const names = argv
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .map(packageName);
  const prefix = context.env('PREFIX') ?? '/usr/local';
  const tree = `${classicHome(context, 'config')}/global`;
  const links = names.flatMap((name) => binsOfPackage(name).map((bin) => `${prefix}/bin/${bin}`));
  if (argv[0] === 'remove') return effects('yarn global remove', { removes: links, programs: ['yarn'] });
  if (argv[0] !== 'add' && argv[0] !== 'upgrade')
    return effects(`yarn global ${argv[0] ?? ''}`, { programs: ['yarn'], replayable: true });
  return effects('yarn global add', {
    writes: [
      write(tree, 'tool'),
      ...links.map((path) => write(path, 'tool', false)),
      write(classicHome(context, 'cache'), 'cache'),
    ],
    programs: ['yarn'],
    network: true,
  });
}

const yarn: CommandModel = (argv, context) => {
  const args = readArgs(argv, valued);
  const dir = context.resolve(args.value('--cwd') ?? '.');
  const word = args.positionals[0];
  const programs = ['yarn'];
  if (!word) {
    if (args.has('--version', '-v', '--help'))
      return effects('yarn', { programs, replayable: true, gate: gateEvidence('yarn --version') });
    return dir === null || args.unclear
      ? null
      : install('yarn install', context, dir, !args.has('--ignore-scripts'), false, []);
  }
  const sub = word.value;
  if (sub === null || dir === null) return null;
  const root = projectDirectory(context, dir) ?? dir;
  const at = root === '/' ? '' : root;
  const rest = args.positionals.slice(1);
  const model = `yarn ${sub}`;
  const words = wordsAfter(argv, word);
  const berry = yarnFlavour(context.files, root).generation === 'berry';
  const rules = { manager: 'yarn', hooks: !berry, bins: true };
  switch (sub) {
    case 'install':
    case 'add':
    case 'remove':
    case 'upgrade':
    case 'up':
    case 'import':
    case 'dedupe':
    case 'link': // prettier-ignore
      return install(
        model,
        context,
        dir,
        !args.has('--ignore-scripts'),
        sub !== 'install',
        sub === 'add' ? rest.flatMap((each) => each.value ?? []) : [],
      );
    case 'global':
      return args.unclear
        ? null
        : global(
            rest.flatMap((each) => each.value ?? []),
            context,
          );
    case 'run': {
      const name = rest[0]?.value;
      return typeof name === 'string'
        ? scriptRun(name, wordsAfter(argv, rest[0]), rules, context, dir)
        : null;
    }
    case 'exec':
      return runInProject(words, context, dir);
    case 'dlx':
      return fetchedRun(model, argv, rest[0], programs, context, dir);
    case 'node':
      return context.run([{ ...word, value: 'node' }, ...words], dir);
    case 'workspace':
    case 'workspaces':
    case 'wsrun': // prettier-ignore
      if (rest[0]?.value === 'focus') return install('yarn workspaces focus', context, dir, true, false, []);
      return projectOpaque(model, 'a workspace command may write anywhere in the repository', root, {
        programs,
      });
    case 'cache':
      return effects('yarn cache clean', {
        removes: [classicHome(context, 'cache'), `${context.home}/.yarn/berry/cache`],
        programs,
        replayable: true,
      });
    case 'config':
      return effects(model, {
        writes: berry
          ? [write(`${at}/.yarnrc.yml`, 'source', false)]
          : [
              write(`${context.home}/.yarnrc`, 'config', false),
              write(`/usr/local/share/.yarnrc`, 'config', false),
            ],
        programs,
        replayable: true,
      });
    case 'set':
    case 'policies':
    case 'plugin': // prettier-ignore
      return effects(model, {
        writes: [
          write(`${at}/.yarn`, 'dependencies'),
          write(`${at}/.yarnrc.yml`, 'source', false),
          write(`${at}/.yarnrc`, 'source', false),
          write(`${at}/package.json`, 'source', false),
          write(`${context.home}/.cache/node/corepack`, 'tool'),
        ],
        programs,
        network: true,
      });
    case 'audit':
    case 'check':
    case 'npm': // prettier-ignore
      return effects(model, { programs, network: true, gate: gateEvidence(model) });
    case 'list':
    case 'info':
    case 'why':
    case 'versions':
    case 'version':
    case 'help':
    case 'licenses':
    case 'outdated':
    case 'bin': // prettier-ignore
      return effects(model, { programs, replayable: true });
    case 'autoclean':
    case 'rebuild':
    case 'unplug':
    case 'patch':
    case 'patch-commit':
    case 'pack':
    case 'generate-lock-entry': // prettier-ignore
      return effects(model, { writes: [write(at === '' ? '/' : at, 'dependencies')], programs });
    case 'test':
    case 'start':
    case 'build': // prettier-ignore
      return scriptRun(sub, words, rules, context, dir);
    default: {
      if (nearestManifest(context.files, dir) === null)
        return projectOpaque(model, `the script ${sub} is not known`, dir, { programs });
      return scriptRun(sub, words, rules, context, dir);
    }
  }
};

export const yarnCommands: CommandTable = { yarn, yarnpkg: yarn };

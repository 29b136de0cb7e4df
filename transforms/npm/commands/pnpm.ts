import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import type { CommandContext, CommandModel, CommandTable } from '../../../src/effects/types.js';
import { binsOfPackage } from '../bins.js';
import { nearestManifest } from '../manifest.js';
import { treeInstall } from './install.js';
import { wordsAfter } from './words.js';
import { fetchedRun, runInProject, scriptRun } from './scripts.js';
import { gateEvidence, packageName, projectDirectory, projectOpaque, write } from './shared.js';

const valued = ['-C', '--dir', '--filter', '-F', '--filter-prod', '--store-dir', '--registry', '--reporter', '--loglevel', '--workspace-concurrency', '--network-concurrency', '--child-concurrency', '--virtual-store-dir', '--config']; // prettier-ignore
const lifecycle = [
  'pnpm:devPreinstall',
  'preinstall',
  'install',
  'postinstall',
  'preprepare',
  'prepare',
  'postprepare',
];
// Whether pnpm runs arbitrary pre and post scripts depends on its version; a superset loses nothing.
const rules = { manager: 'pnpm', hooks: true, bins: true };

function home(context: CommandContext): string {
  const named = context.env('PNPM_HOME');
  return named?.startsWith('/') ? named : `${context.home}/.local/share/pnpm`;
}

function store(context: CommandContext): string {
  const named = context.env('npm_config_store_dir') ?? context.env('NPM_CONFIG_STORE_DIR');
  return named?.startsWith('/') ? named : `${home(context)}/store`;
}

const pnpm: CommandModel = (argv, context) => {
  const args = readArgs(argv, valued);
  const dir = context.resolve(args.value('-C', '--dir') ?? '.');
  const programs = ['pnpm'];
  const word = args.positionals[0];
  if (!word)
    return args.unclear
      ? null
      : effects('pnpm', { programs, replayable: true, gate: gateEvidence('pnpm --version') });
  const sub = word.value;
  if (sub === null || dir === null) return null;
  const root = projectDirectory(context, dir) ?? dir;
  const at = root === '/' ? '' : root;
  const rest = args.positionals.slice(1);
  const words = wordsAfter(argv, word);
  const model = `pnpm ${sub}`;
  const many = args.has('-r', '--recursive', '--filter', '-F', '--filter-prod');
  switch (sub) {
    case 'install':
    case 'i':
    case 'add':
    case 'remove':
    case 'rm':
    case 'update':
    case 'up':
    case 'upgrade':
    case 'ci':
    case 'link':
    case 'prune':
    case 'dedupe':
    case 'rebuild': // prettier-ignore
      if (args.has('-g', '--global')) {
        const names = rest.flatMap((each) => (each.value === null ? [] : [packageName(each.value)]));
        return effects(`${model} --global`, {
          writes: [
            write(`${home(context)}/global`, 'tool'),
            ...names.flatMap((name) =>
              binsOfPackage(name).flatMap((bin) => [write(`${home(context)}/${bin}`, 'tool', false)]),
            ),
            write(store(context), 'cache'),
          ],
          programs,
          network: true,
        });
      }
      if (sub === 'prune')
        return effects(model, { writes: [write(`${at}/node_modules`, 'dependencies')], programs });
      return treeInstall(
        {
          model,
          manager: 'pnpm',
          dir,
          lifecycle: args.has('--ignore-scripts') ? [] : lifecycle,
          ignoresScripts: args.has('--ignore-scripts'),
          packages: rest.flatMap((each) => each.value ?? []),
          files: ['pnpm-lock.yaml', ...(rest.length > 0 ? ['package.json'] : [])],
          outside: [write(store(context), 'cache'), write(`${context.home}/.cache/pnpm`, 'cache')],
        },
        context,
      );
    case 'fetch':
      return effects(model, {
        writes: [write(`${at}/node_modules`, 'dependencies'), write(store(context), 'cache')],
        programs,
        network: true,
      });
    case 'run':
    case 'run-script': {
      // prettier-ignore
      const name = rest[0]?.value;
      if (typeof name !== 'string') return null;
      if (many) return projectOpaque(model, `the script ${name} of workspaces`, root, { programs });
      return scriptRun(name, wordsAfter(argv, rest[0]), rules, context, dir);
    }
    case 'exec':
      return many
        ? projectOpaque(model, 'a command in workspaces', root, { programs })
        : runInProject(words, context, dir);
    case 'dlx':
      return fetchedRun(model, argv, rest[0], programs, context, dir);
    case 'deploy': {
      const target = rest[0]?.value;
      const place = typeof target === 'string' ? context.resolve(target) : null;
      return place === null
        ? null
        : effects(model, {
            reads: [root],
            writes: [write(place, 'artefact'), write(store(context), 'cache')],
            programs,
            network: true,
          });
    }
    case 'store':
    case 'cache': // prettier-ignore
      return effects(model, { removes: [store(context)], programs, replayable: true });
    case 'config':
    case 'c':
    case 'set': // prettier-ignore
      return effects(model, {
        writes: [
          write(`${context.home}/.config/pnpm`, 'config'),
          write(`${context.home}/.npmrc`, 'config', false),
        ],
        programs,
        replayable: true,
      });
    case 'setup':
      return effects(model, {
        writes: [write(home(context), 'tool'), write(`${context.home}/.bashrc`, 'config', false)],
        programs,
      });
    case 'audit':
    case 'licenses':
    case 'outdated': // prettier-ignore
      return effects(model, { programs, network: true, gate: gateEvidence(model) });
    case 'list':
    case 'ls':
    case 'll':
    case 'why':
    case 'root':
    case 'bin':
    case 'help': // prettier-ignore
      return effects(model, { programs, replayable: true });
    case 'env':
      return effects(model, { writes: [write(home(context), 'tool')], programs, network: true });
    default:
      if (many) return projectOpaque(model, `the script ${sub} of workspaces`, root, { programs });
      if (nearestManifest(context.files, dir) === null)
        return projectOpaque(model, `the script ${sub} is not known`, dir, { programs });
      return scriptRun(sub === 't' ? 'test' : sub, words, rules, context, dir);
  }
};

const pnpx: CommandModel = (argv, context) => {
  const first = argv[0];
  return first ? pnpm([first, { ...first, value: 'dlx' }, ...argv.slice(1)], context) : null;
};

export const pnpmCommands: CommandTable = { pnpm, pnpx };

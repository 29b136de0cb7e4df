import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import type { CommandModel, CommandTable } from '../../../src/effects/types.js';
import { binsOfPackage } from '../bins.js';
import { treeInstall } from './install.js';
import { ownScript } from './own-script.js';
import { wordsAfter } from './words.js';
import { fetchedRun, scriptRun } from './scripts.js';
import { gateEvidence, packageName, projectDirectory, write } from './shared.js';

const rules = { manager: 'bun', hooks: true, bins: true };
const lifecycle = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];

const bun: CommandModel = (argv, context) => {
  const args = readArgs(argv, [
    '--cwd',
    '--outdir',
    '--outfile',
    '--target',
    '--registry',
    '--filter',
    '-F',
    '--config',
    '-c',
  ]);
  const dir = context.resolve(args.value('--cwd') ?? '.');
  const programs = ['bun'];
  const word = args.positionals[0];
  if (!word)
    return args.unclear
      ? null
      : effects('bun', { programs, replayable: true, gate: gateEvidence('bun --version') });
  const sub = word.value;
  if (sub === null || dir === null) return null;
  const root = projectDirectory(context, dir) ?? dir;
  const rest = args.positionals.slice(1);
  const model = `bun ${sub}`;
  switch (sub) {
    case 'install':
    case 'i':
    case 'add':
    case 'a':
    case 'remove':
    case 'rm':
    case 'update':
    case 'ci':
    case 'link': // prettier-ignore
      if (args.has('-g', '--global')) {
        const names = rest.flatMap((each) => (each.value === null ? [] : [packageName(each.value)]));
        const home = context.env('BUN_INSTALL') ?? `${context.home}/.bun`;
        return effects(`${model} --global`, {
          writes: [
            write(`${home}/install/global`, 'tool'),
            ...names.flatMap((name) =>
              binsOfPackage(name).map((bin) => write(`${home}/bin/${bin}`, 'tool', false)),
            ),
          ],
          programs,
          network: true,
        });
      }
      return treeInstall(
        {
          model,
          manager: 'bun',
          dir,
          lifecycle: args.has('--ignore-scripts') ? [] : lifecycle,
          ignoresScripts: args.has('--ignore-scripts'),
          packages: rest.flatMap((each) => each.value ?? []),
          files: ['bun.lock', 'bun.lockb', ...(rest.length > 0 ? ['package.json'] : [])],
          outside: [write(`${context.home}/.bun/install/cache`, 'cache')],
        },
        context,
      );
    case 'run': {
      const name = rest[0]?.value;
      if (typeof name !== 'string') return null;
      if (/[./]/.test(name)) return ownScript('bun', name, wordsAfter(argv, rest[0]), context, root);
      return scriptRun(name, wordsAfter(argv, rest[0]), rules, context, dir);
    }
    case 'x':
      return fetchedRun(model, argv, rest[0], programs, context, dir);
    case 'test':
      return effects(model, {
        writes: [write(`${root === '/' ? '' : root}/coverage`, 'cache')],
        programs,
        gate: gateEvidence('bun test'),
      });
    case 'build': {
      const out = args.value('--outdir', '--outfile');
      const place = out === null ? null : context.resolve(out);
      if (place === null) return effects(model, { programs });
      return effects(model, {
        reads: [root],
        writes: [write(place, 'artefact', args.value('--outdir') !== null)],
        programs,
      });
    }
    case 'pm':
      return effects(model, {
        programs,
        removes: rest[0]?.value === 'cache' ? [`${context.home}/.bun/install/cache`] : [],
      });
    default:
      if (/[./]/.test(sub)) return ownScript('bun', sub, wordsAfter(argv, word), context, root);
      return scriptRun(sub, wordsAfter(argv, word), rules, context, dir);
  }
};

const bunx: CommandModel = (argv, context) => {
  const first = argv[0];
  return first ? bun([first, { ...first, value: 'x' }, ...argv.slice(1)], context) : null;
};

export const bunCommands: CommandTable = { bun, bunx };

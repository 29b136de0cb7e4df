import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import type { CommandContext, CommandModel, CommandTable, Effects } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { globalInstall, globalPrefix, treeInstall } from './install.js';
import { npmCache, npx } from './npx.js';
import { scriptRun } from './scripts.js';
import { npmScriptWords } from './words.js';
import { binsOfPackage } from '../bins.js';
import { gateEvidence, packageName, projectDirectory, projectOpaque, withEffects, write } from './shared.js';

const valued = [
  '--prefix', '-C', '--registry', '--loglevel', '--cache', '--userconfig', '--omit', '--include', '--only', '-w', '--workspace',
  '--tag', '--fetch-timeout', '--fetch-retries', '--fetch-retry-mintimeout', '--fetch-retry-maxtimeout', '--network-timeout',
  '--maxsockets', '--arch', '--platform', '--target_arch', '--script-shell', '--jobs', '--location', '--audit-level', '--depth',
  '--package', '-p', '--call', '-c',
]; // prettier-ignore

const installs = ['install', 'i', 'in', 'ins', 'inst', 'insta', 'instal', 'isnt', 'isntall', 'add'];
const cleanInstalls = [
  'ci',
  'clean-install',
  'ic',
  'install-clean',
  'cit',
  'install-ci-test',
  'install-test',
  'it',
];
const runs = ['run', 'run-script', 'rum', 'urn'];
const shortRuns = ['start', 'test', 't', 'tst', 'stop', 'restart'];
const removes = ['uninstall', 'un', 'unlink', 'remove', 'rm', 'r'];
const rules = { manager: 'npm', hooks: true, bins: false };
/** Scripts of the project's own package.json that an install runs, in their order. */
export const lifecycle = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
];

const npm: CommandModel = (argv, context) => {
  const args = readArgs(argv, valued);
  const word = args.positionals[0];
  if (!word)
    return args.unclear
      ? null
      : effects('npm', { programs: ['npm'], replayable: true, gate: gateEvidence('npm --version') });
  const sub = word.value;
  if (sub === null) return null;
  const rest = args.positionals.slice(1);
  const given = args.value('--prefix', '-C');
  const dir = given === null ? context.resolve('.') : context.resolve(given);
  const global = args.has('-g', '--global') || args.value('--location') === 'global';
  const model = `npm ${sub}${global ? ' --global' : ''}`;
  if (runs.includes(sub) || shortRuns.includes(sub)) {
    const name = runs.includes(sub) ? (rest[0]?.value ?? null) : sub === 't' || sub === 'tst' ? 'test' : sub;
    if (dir === null) return null;
    if (name === null)
      return rest.length > 0 ? null : effects(model, { programs: ['npm'], replayable: true });
    if (args.has('-w', '--workspace', '--workspaces', '-ws'))
      return projectOpaque(model, `the script ${name} of a workspace`, projectDirectory(context, dir), {
        programs: ['npm'],
      });
    return scriptRun(name, npmScriptWords(argv, runs.includes(sub) ? rest[0] : word), rules, context, dir);
  }
  if (installs.includes(sub) || cleanInstalls.includes(sub)) {
    if (global && rest.length > 0) {
      if (args.unclear) return null;
      return globalInstall(
        model,
        rest.flatMap((each) => each.value ?? []),
        'npm',
        context,
      );
    }
    if (dir === null) return null;
    const scripts = args.has('--ignore-scripts') ? [] : rest.length > 0 ? [] : lifecycle;
    const tree = treeInstall(
      {
        model,
        manager: 'npm',
        dir,
        lifecycle: scripts,
        ignoresScripts: args.has('--ignore-scripts'),
        packages: rest.flatMap((each) => each.value ?? []),
        files: installs.includes(sub)
          ? ['package-lock.json', ...(rest.length > 0 ? ['package.json'] : [])]
          : [],
        outside: [write(npmCache(context), 'cache')],
      },
      context,
    );
    if (!/test|^(?:cit|it)$/.test(sub)) return tree;
    return withEffects(model, tree, scriptRun('test', [], rules, context, dir));
  }
  return other(sub, argv, context, { model, dir, global, rest });
};

interface Call {
  readonly model: string;
  readonly dir: string | null;
  readonly global: boolean;
  readonly rest: readonly ShellWord[];
}

function other(sub: string, argv: readonly ShellWord[], context: CommandContext, call: Call): Effects | null {
  const { model, dir, global, rest } = call;
  const root = projectDirectory(context, dir);
  const at = root === null ? null : root === '/' ? '' : root;
  const programs = ['npm'];
  switch (sub) {
    case 'config':
    case 'c':
    case 'set':
    case 'login':
    case 'adduser':
      return effects(model, {
        writes: [write(`${context.home}/.npmrc`, 'config', false)],
        programs,
        replayable: sub !== 'login' && sub !== 'adduser',
      });
    case 'cache':
      return effects(model, { removes: [npmCache(context)], programs, replayable: true });
    case 'audit':
      if (rest[0]?.value === 'fix')
        return at === null
          ? null
          : projectOpaque(model, 'npm audit fix changes the tree', root, { programs, network: true });
      return effects(model, { programs, network: true, gate: gateEvidence('npm audit') });
    case 'ls':
    case 'list':
    case 'll':
    case 'outdated':
    case 'view':
    case 'info':
    case 'show':
    case 'ping':
    case 'doctor':
    case 'explain':
    case 'help':
    case 'version':
    case 'root':
    case 'bin':
    case 'prefix':
    case 'get':
    case 'whoami':
    case 'fund': // prettier-ignore
      return effects(model, { programs, replayable: true });
    case 'prune':
    case 'dedupe':
    case 'ddp':
    case 'rebuild':
    case 'rb':
    case 'update':
    case 'up':
    case 'upgrade':
    case 'shrinkwrap': // prettier-ignore
      if (global)
        return globalInstall(
          model,
          rest.flatMap((each) => each.value ?? []),
          'npm',
          context,
        );
      if (at === null) return null;
      return effects(model, {
        writes: [
          write(`${at}/node_modules`, 'dependencies'),
          write(`${at}/package-lock.json`, 'source', false),
        ],
        programs,
        network: sub !== 'prune',
      });
    case 'link':
    case 'ln':
      if (at === null) return null;
      return effects(model, {
        writes: [
          write(`${at}/node_modules`, 'dependencies'),
          write(`${globalPrefix(context.env)}/lib/node_modules`, 'tool'),
          write(`${globalPrefix(context.env)}/bin`, 'tool'),
        ],
        programs,
        network: true,
        confidence: 'weak',
      });
    case 'pkg':
    case 'init':
    case 'create':
      return projectOpaque(model, `npm ${sub} changes the project`, root, { programs });
    case 'pack':
      return at === null
        ? null
        : effects(model, { writes: [write(at === '' ? '/' : at, 'artefact')], programs });
    case 'exec':
    case 'x':
      return npx(argv.slice(1), context);
    default:
      if (!removes.includes(sub)) return null;
      if (global) {
        const prefix = globalPrefix(context.env);
        const names = rest.flatMap((each) => (each.value === null ? [] : [packageName(each.value)]));
        return effects(model, {
          removes: names.flatMap((name) => [
            `${prefix}/lib/node_modules/${name}`,
            ...binsOfPackage(name).map((bin) => `${prefix}/bin/${bin}`),
          ]),
          programs,
          replayable: true,
        });
      }
      return at === null
        ? null
        : effects(model, {
            writes: [
              write(`${at}/node_modules`, 'dependencies'),
              write(`${at}/package.json`, 'source', false),
              write(`${at}/package-lock.json`, 'source', false),
            ],
            programs,
          });
  }
}

export const npmCommands: CommandTable = { npm, npx };

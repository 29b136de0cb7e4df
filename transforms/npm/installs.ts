import { readArgs } from '../../src/effects/args.js';
import { simpleCommands } from '../../src/shell/calls.js';
import type { SimpleCommand } from '../../src/shell/types.js';
import type { Facts, UnitFacts } from '../../src/transform/types.js';
import { packageName } from './commands/shared.js';
import { nearestManifest } from './manifest.js';
import type { Manager } from './managers.js';

/** A command of the Dockerfile that installs a project's dependencies. */
export interface Install {
  readonly manager: Manager;
  /** Absolute directory of the project. */
  readonly dir: string;
  /** Options as written, without the values of unknown words. */
  readonly flags: readonly string[];
  /** Packages named on the command line. */
  readonly packages: readonly string[];
  readonly saved: 'production' | 'dev' | 'none';
  /** Development dependencies are left out from the beginning. */
  readonly omitsDev: boolean;
  readonly kind: 'install' | 'prune' | 'link';
  readonly unit: UnitFacts;
}

const installing: Readonly<Record<Manager, readonly string[]>> = {
  npm: [
    'install',
    'i',
    'in',
    'add',
    'ci',
    'clean-install',
    'install-clean',
    'cit',
    'install-ci-test',
    'install-test',
    'it',
  ],
  yarn: ['', 'install', 'add', 'workspaces'],
  pnpm: ['install', 'i', 'add', 'ci'],
  bun: ['install', 'i', 'add', 'ci'],
};

function isManager(name: string): name is Manager {
  return Object.hasOwn(installing, name);
}

function setTo(value: string | undefined, ...wanted: readonly string[]): boolean {
  return value !== undefined && wanted.includes(value.toLowerCase());
}

function omitsDev(
  manager: Manager,
  flags: readonly string[],
  env: (name: string) => string | undefined,
  rcOmits: boolean,
): boolean {
  if (
    flags.some((flag) =>
      ['--include=dev', '--production=false', '--prod=false', '--also=dev', '--dev', '--only=dev'].includes(
        flag,
      ),
    )
  )
    return false;
  if (
    flags.some((flag) =>
      [
        '--production',
        '--production=true',
        '--prod',
        '-P',
        '--omit=dev',
        '--only=production',
        '--only=prod',
      ].includes(flag),
    )
  )
    return true;
  const omit = env('npm_config_omit') ?? env('NPM_CONFIG_OMIT');
  const production = env('NPM_CONFIG_PRODUCTION') ?? env('npm_config_production');
  if (manager === 'npm') {
    if (omit !== undefined && /\bdev\b/.test(omit)) return true;
    if (production !== undefined) return setTo(production, 'true', '1');
    return rcOmits || setTo(env('NODE_ENV'), 'production');
  }
  if (manager === 'yarn')
    return setTo(env('YARN_PRODUCTION'), 'true', '1') || setTo(env('NODE_ENV'), 'production');
  if (manager === 'pnpm') return setTo(env('NODE_ENV'), 'production') || setTo(production, 'true');
  // bun installs development dependencies whatever NODE_ENV says.
  return false;
}

function optionWords(call: SimpleCommand): readonly string[] {
  const found: string[] = [];
  for (const [index, word] of call.argv.entries()) {
    if (!word.value?.startsWith('-')) continue;
    const next = call.argv[index + 1]?.value;
    const pair =
      ['--omit', '--include', '--only', '--production', '--also'].includes(word.value) &&
      next &&
      !next.startsWith('-');
    found.push(
      pair && /^(?:dev|prod|production|optional|peer|true|false)$/.test(next)
        ? `${word.value}=${next}`
        : word.value,
    );
  }
  return found;
}

function absolute(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function installOf(call: SimpleCommand, unit: UnitFacts, berry: boolean): Install | null {
  const start = call.argv[0]?.value === 'corepack' ? 1 : 0;
  const name = call.argv[start]?.value?.replace(/^yarnpkg$/, 'yarn').replace(/^.*\//, '') ?? '';
  if (!isManager(name)) return null;
  const args = readArgs(call.argv.slice(start), [
    '--prefix',
    '-C',
    '--cwd',
    '--dir',
    '--registry',
    '--cache',
    '--cache-folder',
    '--network-timeout',
    '--userconfig',
    '--omit',
    '--include',
    '--only',
    '--store-dir',
    '--mutex',
    '--loglevel',
    '--reporter',
    '--network-concurrency',
    '--fetch-retries',
    '--fetch-timeout',
    '--maxsockets',
    '--modules-folder',
  ]);
  if (args.has('-g', '--global') || args.value('--location') === 'global') return null;
  const sub = args.positionals[0]?.value ?? '';
  const link = sub === 'link' || sub === 'ln';
  const prune = sub === 'prune';
  if (!link && !prune && !installing[name].includes(sub)) return null;
  if (args.positionals.length === 0 && name !== 'yarn') return null;
  if (args.positionals.length === 0 && args.has('--version', '-v', '--help')) return null;
  if (sub === 'workspaces' && args.positionals[1]?.value !== 'focus') return null;
  const flags = optionWords(call);
  const given = args.value('--prefix', '-C', '--cwd', '--dir');
  const cwd = given === null ? unit.cwd : absolute(unit.cwd, given);
  const assigned = (variable: string): string | undefined =>
    call.assignments.find((each) => each.name === variable)?.value?.value ?? unit.env[variable];
  const dir = nearestManifest(unit.files, cwd)?.dir ?? cwd;
  const rcOmits = /^\s*(?:omit(?:\[\])?\s*=\s*dev|production\s*=\s*true|only\s*=\s*prod)/m.test(
    unit.files.read(`${dir === '/' ? '' : dir}/.npmrc`) ?? '',
  );
  const packages =
    sub === 'workspaces'
      ? []
      : args.positionals.slice(1).flatMap((word) => (word.value === null ? [] : [packageName(word.value)]));
  const dev = args.has('-D', '--save-dev', '--dev');
  return {
    manager: name,
    dir,
    flags,
    packages,
    saved: args.has('--no-save') ? 'none' : packages.length === 0 ? 'production' : dev ? 'dev' : 'production',
    omitsDev:
      sub === 'workspaces' ||
      (name === 'yarn' && berry ? flags.includes('--production') : omitsDev(name, flags, assigned, rcOmits)),
    kind: link ? 'link' : prune ? 'prune' : 'install',
    unit,
  };
}

/** Every dependency install, prune and link of the target stage, in order. */
export function findInstalls(facts: Facts, berry: (dir: string) => boolean): readonly Install[] {
  return facts.units.flatMap((unit) => {
    if (!unit.unit) return [];
    // A `cd` before the command in the same RUN is already in the unit's directory.
    return simpleCommands(unit.unit.command).flatMap((call) => installOf(call, unit, berry(unit.cwd)) ?? []);
  });
}

import { readArgs } from '../../../src/effects/args.js';
import { effects, mergeEffects } from '../../../src/effects/effects.js';
import type { CommandModel, CommandTable, Effects } from '../../../src/effects/types.js';
import type { ShellWord } from '../../../src/shell/types.js';
import { nearestManifest } from '../manifest.js';
import { runInProject, scriptRun } from './scripts.js';
import { projectOpaque } from './shared.js';

const assignment = /^[A-Za-z_]\w*=/;

/** Index of the first word of the program that a prefix like `cross-env A=b` or `dotenv -e .env --` starts; -1 if none. */
export function wrappedAt(words: readonly (string | null)[], valued: readonly string[]): number {
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    if (word === '--') return i + 1 < words.length ? i + 1 : -1;
    if (word === null || word === undefined) return -1;
    if (valued.includes(word)) {
      i++;
      continue;
    }
    if (!word.startsWith('-') && !assignment.test(word)) return i;
  }
  return -1;
}

/** Options with a value of the programs that set an environment and start another one. */
export const environmentWrappers: Readonly<Record<string, readonly string[]>> = {
  'cross-env': [],
  'cross-env-shell': [],
  'env-cmd': ['-f', '--file', '-e', '--environments', '-r', '--rc-file'],
  dotenv: ['-e', '-c', '-v', '-p'],
  dotenvx: ['-f', '--env-file'],
};

function wrapper(name: string, valued: readonly string[]): CommandModel {
  return (argv, context) => {
    const at = wrappedAt(
      argv.map((word) => word.value),
      valued,
    );
    const dir = context.resolve('.');
    if (at < 0 || dir === null) return null;
    const rest = argv.slice(at);
    // `env-cmd FILE program` is the old form: its first word is a file.
    const old =
      name === 'env-cmd' &&
      !argv.some((word) => word.value === '-f' || word.value === '-e') &&
      /[./]/.test(rest[0]?.value ?? '');
    // One quoted word is a shell text for `cross-env-shell "a && b"`.
    const only = rest[0];
    if (rest.length === 1 && typeof only?.value === 'string' && /\s/.test(only.value))
      return runInProject(only.value, context, dir);
    return runInProject(
      old || (name === 'dotenvx' && rest[0]?.value === 'run') ? rest.slice(1) : rest,
      context,
      dir,
    );
  };
}

/** Names of scripts that a pattern of npm-run-all or concurrently (`build:*`, `build:**`) stands for. */
export function matchingScripts(pattern: string, names: readonly string[]): readonly string[] {
  if (!pattern.includes('*')) return names.includes(pattern) ? [pattern] : [];
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((part) =>
      part === '**' ? '.*' : part === '*' ? '[^:]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  const expression = new RegExp(`^${source}$`);
  return names.filter((name) => expression.test(name));
}

const runAll: CommandModel = (argv, context) => {
  const dir = context.resolve('.');
  const manifest = dir === null ? null : nearestManifest(context.files, dir);
  if (dir === null) return null;
  const patterns = argv
    .slice(1)
    .flatMap((word) =>
      word.value === null || word.value.startsWith('-') ? [] : [word.value.split(' ')[0] ?? ''],
    );
  if (manifest === null)
    return projectOpaque('npm-run-all', 'the scripts are not known', dir, { programs: ['npm'] });
  const names = patterns.flatMap((pattern) => matchingScripts(pattern, Object.keys(manifest.scripts)));
  const parts = names.map((name) =>
    scriptRun(name, [], { manager: 'npm', hooks: true, bins: false }, context, manifest.dir),
  );
  if (argv.some((word) => word.value === null))
    parts.push(projectOpaque('npm-run-all', 'a script name is computed', manifest.dir));
  return {
    ...mergeEffects('npm-run-all', [
      effects('npm-run-all', { programs: ['npm'], confidence: 'proven' }),
      ...parts,
    ]),
    model: 'npm-run-all',
  };
};

function shorthand(text: string): string | null {
  return /^(?:npm|yarn|pnpm|bun|node):([\w:.*-]+)$/.exec(text)?.[1] ?? null;
}

const concurrently: CommandModel = (argv, context) => {
  const dir = context.resolve('.');
  if (dir === null) return null;
  const args = readArgs(argv, [
    '-n',
    '--names',
    '-c',
    '--prefix-colors',
    '-p',
    '--prefix',
    '-m',
    '--max-processes',
    '-s',
    '--success',
    '--restart-tries',
  ]);
  const manifest = nearestManifest(context.files, dir);
  const parts: Effects[] = [];
  for (const word of args.positionals) {
    if (word.value === null) {
      parts.push(projectOpaque('concurrently', 'a command is computed', dir));
      continue;
    }
    const pattern = shorthand(word.value);
    const names =
      pattern === null || manifest === null ? [] : matchingScripts(pattern, Object.keys(manifest.scripts));
    if (pattern === null) parts.push(runInProject(word.value, context, dir));
    for (const name of names)
      parts.push(scriptRun(name, [], { manager: 'npm', hooks: true, bins: false }, context, dir));
  }
  return parts.length === 0 ? null : { ...mergeEffects('concurrently', parts), model: 'concurrently' };
};

const shx: CommandModel = (argv, context) => {
  const rest: readonly ShellWord[] = argv.slice(1);
  const dir = context.resolve('.');
  return rest.length === 0 || dir === null ? null : context.run(rest, dir);
};

export const runnerCommands: CommandTable = {
  ...Object.fromEntries(
    Object.entries(environmentWrappers).map(([name, valued]) => [name, wrapper(name, valued)]),
  ),
  'npm-run-all': runAll,
  'npm-run-all2': runAll,
  'run-s': runAll,
  'run-p': runAll,
  concurrently,
  conc: concurrently,
  shx,
};

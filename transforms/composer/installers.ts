import { effects } from '../../src/effects/effects.js';
import type {
  CommandContext,
  CommandModel,
  Effects,
  OsPackageManager,
  Write,
} from '../../src/effects/types.js';
import { SHELLS } from '../../src/shell/names.js';
import type { ShellWord } from '../../src/shell/types.js';
import { composerInstaller } from './commands/composer-installer.js';

function repository(model: string, manager: OsPackageManager, writes: readonly Write[]): Effects {
  return effects(model, {
    writes,
    packages: [{ manager, op: 'add-repository', packages: [], virtual: null, recommends: true }],
    network: true,
    replayable: true,
  });
}

function config(...paths: readonly string[]): readonly Write[] {
  return paths.map((path) => ({ path, tree: false, role: 'config' }));
}

interface KnownInstaller {
  readonly url: RegExp;
  readonly effects: (args: readonly ShellWord[], context: CommandContext) => Effects;
}

/** Set-up scripts that projects fetch and run in one go, with what each of them leaves behind. */
const KNOWN: readonly KnownInstaller[] = [
  {
    url: /^https:\/\/(?:www\.)?getcomposer\.org\/installer(?:$|\?)/,
    effects: (args, context) => composerInstaller(args, context),
  },
  {
    url: /^https:\/\/raw\.githubusercontent\.com\/composer\/getcomposer\.org\/[^/]+\/web\/installer$/,
    effects: (args, context) => composerInstaller(args, context),
  },
  {
    url: /^https:\/\/dl\.cloudsmith\.io\/public\/[\w./-]+\/(?:setup|cfg\/setup\/bash)\.deb\.sh$/,
    effects: () => repository('cloudsmith', 'apt', config('/etc/apt/sources.list.d')),
  },
  {
    url: /^https:\/\/get\.symfony\.com\/cli\/installer$/,
    effects: (_args, context) =>
      effects('symfony installer', {
        writes: [{ path: `${context.home}/.symfony5`, tree: true, role: 'tool' }],
        network: true,
      }),
  },
];

const FETCHERS = new Set(['curl', 'wget']);
const INTERPRETERS = new Set([...SHELLS, 'php']);

function baseName(word: ShellWord | undefined): string {
  return (word?.value ?? '').split('/').at(-1) ?? '';
}

/** True for the effects of a script at this address when `interpreter` (`bash -`, `php -- --filename=x`) runs it. */
export function knownInstaller(
  url: string,
  interpreter: readonly ShellWord[],
  context: CommandContext,
): Effects | null {
  const known = KNOWN.find((each) => each.url.test(url));
  const name = baseName(interpreter[0]);
  if (!known || !INTERPRETERS.has(name)) return null;
  const found = known.effects(interpreter.slice(1), context);
  return found.programs.includes(name) ? found : { ...found, programs: [...found.programs, name] };
}

/**
 * Effects of `curl URL | bash -` and the like, for addresses whose script is known; null for everything else. Takes the
 * pipeline's calls in order, `sudo` and `env` in front of the interpreter included.
 */
export function knownInstallers(
  calls: readonly (readonly ShellWord[])[],
  context: CommandContext,
): Effects | null {
  const [fetch, run, more] = calls;
  if (!fetch || !run || more) return null;
  const fetcher = baseName(fetch[0]);
  if (!FETCHERS.has(fetcher)) return null;
  const url = fetch.slice(1).find((word) => /^https?:\/\//.test(word.value ?? ''))?.value;
  const start = run.findIndex((word) => !/^(?:sudo|env|-E|-H|\w+=.*)$/.test(word.value ?? ''));
  if (!url || start < 0) return null;
  const found = knownInstaller(url, run.slice(start), context);
  return found ? { ...found, programs: [...new Set([fetcher, ...found.programs])] } : null;
}

/**
 * The same as a command model, for tables: `argv` holds the pipeline's calls one after the other with a `|` between them.
 * It stands under the name `|`.
 */
export const pipeModel: CommandModel = (argv, context) => {
  const calls: ShellWord[][] = [[]];
  for (const word of argv) {
    if (word.value === '|') calls.push([]);
    else calls.at(-1)?.push(word);
  }
  return knownInstallers(calls, context);
};

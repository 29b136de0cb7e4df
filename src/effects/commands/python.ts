import { readArgs } from '../args.js';
import { effects, opaqueEffects } from '../effects.js';
import type { CommandContext, CommandModel, CommandTable, Effects, Write, WriteRole } from '../types.js';
import { family, names, program, subcommands } from './family.js';
import type { Call, CallModel } from './family.js';
import { inside } from './place.js';
import { here, pathsOf, targetOf, writesTo } from './target.js';

/** pip(1) and uv pip, the options that take a value. */
export const PIP = names(`
  -r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f --find-links --root
  --prefix --src --platform --python-version --python --proxy --timeout --retries --trusted-host --cert --cache-dir
  --no-binary --only-binary --progress-bar --upgrade-strategy -w --wheel-dir -d --dest --global-option
  --install-option --build-option --config-settings -C --log --report --use-feature --root-user-action
`);

/** A whole directory as a write. */
export function tree(path: string, role: WriteRole): Write {
  return { path, tree: true, role };
}

/**
 * Where pip puts packages when nothing says otherwise: into the active virtual environment, else beside the
 * interpreter. The official Python images tell their version; of other images it is not known which of the
 * distribution's directories it is.
 */
export function siteOf(context: CommandContext, role: WriteRole): Pick<Effects, 'writes' | 'confidence'> {
  const environment = context.env('VIRTUAL_ENV') ?? context.env('CONDA_PREFIX');
  if (environment?.startsWith('/')) return { writes: [tree(environment, role)], confidence: 'strong' };
  const release = /^\d+\.\d+/.exec(context.env('PYTHON_VERSION') ?? '')?.[0];
  if (release) {
    return {
      writes: [tree(`/usr/local/lib/python${release}/site-packages`, role), tree('/usr/local/bin', 'tool')],
      confidence: 'strong',
    };
  }
  const places = names('/usr/local/lib /usr/local/bin /usr/lib /usr/bin');
  return { writes: places.map((path) => tree(path, role)), confidence: 'weak' };
}

function isProject(call: Call): boolean {
  const { args } = call;
  if (args.has('-r', '--requirement', '-e', '--editable')) return true;
  return args.positionals.some((word) => /^\.{1,2}(?:\/|\[|$)/.test(word.value ?? ''));
}

/** `pip install`, and `uv pip install`, which takes the same options. */
export const pipInstall: CallModel = (call) => {
  const { model, args, context } = call;
  const role = isProject(call) ? 'dependencies' : 'tool';
  const cache: readonly Write[] = args.has('--no-cache-dir')
    ? []
    : [tree(inside(context.home, '.cache/pip'), 'cache')];
  const reads = pathsOf([...args.words('-r'), ...args.words('--requirement')], context);
  const named = ['-t', '--target', '--prefix', '--root']
    .map((name) => args.options.get(name))
    .find((word) => word);
  const given = { network: true, reads };
  if (args.has('--dry-run')) return effects(model, given);
  if (named) {
    const result = writesTo(model, [targetOf(named, context)], { ...given, tree: true, role });
    return { ...result, writes: [...result.writes, ...cache] };
  }
  if (args.has('--user') || context.env('PIP_USER') === '1') {
    return effects(model, { ...given, writes: [tree(inside(context.home, '.local'), role), ...cache] });
  }
  const site = siteOf(context, role);
  // An editable package stays where its source is and is only linked.
  const built =
    args.has('-e', '--editable') && context.cwd !== null ? [tree(context.cwd, 'dependencies')] : [];
  return effects(model, { ...given, ...site, writes: [...site.writes, ...built, ...cache] });
};

const intoDirectory =
  (...options: readonly string[]): CallModel =>
  ({ model, args, context }) => {
    const named = options.map((name) => args.options.get(name)).find((word) => word);
    return writesTo(model, [named ? targetOf(named, context) : here(context)], { tree: true, network: true });
  };

const pip = subcommands({
  valued: PIP,
  commands: {
    install: pipInstall,
    uninstall: ({ model, context }) => effects(model, siteOf(context, 'tool')),
    download: intoDirectory('-d', '--dest'),
    wheel: intoDirectory('-w', '--wheel-dir'),
    config: ({ model, context }) =>
      effects(model, { writes: [tree(inside(context.home, '.config/pip'), 'config')], replayable: true }),
    check: ({ model }) =>
      effects(model, {
        gate: {
          rule: 'gate/pip-check',
          because: 'pip check fails the build when packages do not fit',
          at: null,
        },
      }),
    cache: ({ model }) => effects(model, { replayable: true }),
  },
  inert: names('list freeze show search index inspect debug hash completion'),
});

/** A directory named last becomes a virtual environment with its own interpreter links. */
const environment: CallModel = ({ model, args, context }) =>
  writesTo(
    model,
    args.positionals.map((word) => targetOf(word, context)),
    { tree: true, role: 'dependencies' },
  );

const VENV = names('--prompt -p --python --app-data --seeder --download --extra-search-dir');

// Modules that are run with `python -m` and stand for a program of their own.
const MODULES: Readonly<Record<string, CommandModel>> = {
  pip,
  venv: program(VENV, environment),
  virtualenv: program(VENV, environment),
  ensurepip: program([], ({ model, context }) => effects(model, siteOf(context, 'tool'))),
  compileall: program(names('-d -x -i -j'), ({ model, args, context }) =>
    writesTo(
      model,
      args.positionals.length > 0 ? args.positionals.map((word) => targetOf(word, context)) : [],
      { tree: true },
    ),
  ),
};

function setup(call: Call, command: string | undefined): Effects | null {
  const { context } = call;
  if (command === 'install') {
    const site = siteOf(context, 'dependencies');
    return effects('setup.py install', {
      ...site,
      writes: [...site.writes, ...(context.cwd === null ? [] : [tree(context.cwd, 'artefact')])],
    });
  }
  return opaqueEffects(
    'setup.py',
    'it runs a setup.py that is not read',
    context.cwd === null ? null : [context.cwd],
  );
}

const python: CommandModel = (argv, context) => {
  const words = argv.slice(1).filter((word) => !/^-[BEIOSsuq]+$/.test(word.value ?? ''));
  const [first, second] = words;
  if (first?.value === '-m' && second?.value) {
    const name = second.value;
    const model = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
    return model?.(words.slice(1), context) ?? null;
  }
  if (/^(?:-V|--version|-VV|--help)$/.test(first?.value ?? ''))
    return effects('python --version', { replayable: true });
  if (first?.value?.split('/').at(-1) === 'setup.py') {
    return setup({ model: 'setup.py', args: readArgs(argv), argv, context }, second?.value ?? undefined);
  }
  return null;
};

const PYTHONS = names(
  'python python2 python3 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14',
);

/** python and pip, as far as where they write: what a file for another language needs to know of them. */
export const pythonTools: CommandTable = family({
  ...Object.fromEntries(PYTHONS.map((name) => [name, python])),
  pip,
  pip2: pip,
  pip3: pip,
  virtualenv: program(VENV, environment),
});

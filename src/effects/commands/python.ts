import { readArgs } from '../args.js';
import { effects, opaqueEffects, weaker } from '../effects.js';
import type { CommandContext, CommandModel, CommandTable, Effects, Write, WriteRole } from '../types.js';
import { family, names, program, subcommands } from './family.js';
import type { Call, CallModel } from './family.js';
import { inside } from './place.js';
import { here, pathsOf, targetIn, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

const PIP = names(`
  -r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f --find-links --root
  --prefix --src --platform --python-version --python --proxy --timeout --retries --trusted-host --cert --cache-dir
  --no-binary --only-binary --progress-bar --upgrade-strategy -w --wheel-dir -d --dest --global-option
  --install-option --build-option --config-settings -C --log --report --use-feature --root-user-action
`);

function tree(path: string, role: WriteRole): Write {
  return { path, tree: true, role };
}

/**
 * Where pip puts packages when nothing says otherwise: into the active virtual environment, else beside the
 * interpreter. The official Python images tell their version; of other images it is not known which of the
 * distribution's directories it is.
 */
function siteOf(context: CommandContext, role: WriteRole): Pick<Effects, 'writes' | 'confidence'> {
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

const pipInstall: CallModel = (call) => {
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

function inProject(context: CommandContext, name: string): Target {
  return targetIn(here(context), name);
}

/** poetry keeps its environments outside the project, unless told to keep them in it or to have none. */
const poetryInstall: CallModel = ({ model, context }) => {
  const own = context.env('POETRY_VIRTUALENVS_CREATE') === 'false';
  const project = context.env('POETRY_VIRTUALENVS_IN_PROJECT');
  if (own || context.env('VIRTUAL_ENV'))
    return effects(model, { ...siteOf(context, 'dependencies'), network: true });
  if (project === 'true' || project === '1')
    return writesTo(model, [inProject(context, '.venv')], {
      tree: true,
      role: 'dependencies',
      network: true,
    });
  // `poetry config virtualenvs.create false` may have come before: then packages lie beside the interpreter.
  const site = siteOf(context, 'dependencies');
  const cache = context.env('POETRY_CACHE_DIR') ?? inside(context.home, '.cache/pypoetry');
  const local = context.cwd === null ? [] : [tree(inside(context.cwd, '.venv'), 'dependencies')];
  return effects(model, {
    writes: [tree(inside(cache, 'virtualenvs'), 'dependencies'), ...local, ...site.writes],
    network: true,
    confidence: weaker(site.confidence, 'weak'),
  });
};

const lock =
  (...files: readonly string[]): CallModel =>
  ({ model, context }) =>
    writesTo(
      model,
      files.map((name) => inProject(context, name)),
      { role: 'source', network: true },
    );

const poetry = subcommands({
  valued: names('-C --directory -E --extras --with --without --only -f --format -o --output -n -P --project'),
  commands: {
    install: poetryInstall,
    sync: poetryInstall,
    update: poetryInstall,
    add: poetryInstall,
    config: ({ model, args, context }) =>
      args.has('--local')
        ? writesTo(model, [inProject(context, 'poetry.toml')], { role: 'config' })
        : effects(model, {
            writes: [tree(inside(context.home, '.config/pypoetry'), 'config')],
            replayable: true,
          }),
    lock: lock('poetry.lock'),
    build: ({ model, context }) =>
      writesTo(model, [inProject(context, 'dist')], { tree: true, role: 'artefact' }),
    export: ({ model, args, context }) => {
      const output = args.options.get('-o') ?? args.options.get('--output');
      return writesTo(model, output ? [targetOf(output, context)] : []);
    },
    run: ({ args, context }) => context.run(args.positionals),
  },
  inert: names('show check env about version search'),
});

const pipenvInstall: CallModel = ({ model, args, context }) => {
  if (args.has('--system')) return effects(model, { ...siteOf(context, 'dependencies'), network: true });
  if (context.env('PIPENV_VENV_IN_PROJECT')) {
    return writesTo(model, [inProject(context, '.venv')], {
      tree: true,
      role: 'dependencies',
      network: true,
    });
  }
  return effects(model, {
    writes: [tree(inside(context.home, '.local/share/virtualenvs'), 'dependencies')],
    network: true,
  });
};

const pipenv = subcommands({
  valued: names('--python -r --requirements -e -i --index'),
  commands: {
    install: pipenvInstall,
    sync: pipenvInstall,
    update: pipenvInstall,
    lock: lock('Pipfile.lock'),
  },
  inert: names('graph requirements check --venv --where'),
});

const uvPip: CallModel = (call) => {
  const [sub, ...rest] = call.args.positionals;
  const inner = { ...call, model: `uv pip ${sub?.value ?? ''}`, args: { ...call.args, positionals: rest } };
  return sub?.value === 'install' || sub?.value === 'sync' ? pipInstall(inner) : null;
};

const uvSync: CallModel = ({ model, context }) => {
  const result = writesTo(
    model,
    [
      context.env('UV_PROJECT_ENVIRONMENT') === undefined
        ? inProject(context, '.venv')
        : { path: null, tree: true, within: null },
    ],
    { tree: true, role: 'dependencies', network: true },
  );
  // The interpreter may be one that uv brought along.
  const writes = [
    ...result.writes,
    tree(inside(context.home, '.local/share/uv'), 'tool'),
    tree(inside(context.home, '.cache/uv'), 'cache'),
  ];
  return { ...result, writes };
};

const condaInstall: CallModel = ({ model, args, context }) => {
  const prefix = args.options.get('-p') ?? args.options.get('--prefix');
  const given = { tree: true, network: true, role: 'dependencies' as const };
  if (prefix) return writesTo(model, [targetOf(prefix, context)], given);
  const root = context.env('CONDA_DIR') ?? context.env('MAMBA_ROOT_PREFIX') ?? '/opt/conda';
  return effects(model, { writes: [tree(root, 'dependencies')], network: true });
};

const conda = subcommands({
  valued: names('-n --name -p --prefix -c --channel -f --file --solver'),
  commands: {
    install: condaInstall,
    create: condaInstall,
    update: condaInstall,
    remove: condaInstall,
    env: condaInstall,
    clean: ({ model }) => effects(model, { replayable: true }),
    config: ({ model, context }) =>
      effects(model, { writes: [tree(inside(context.home, '.condarc'), 'config')], replayable: true }),
    init: ({ model, context }) =>
      effects(model, { writes: [tree(inside(context.home, '.bashrc'), 'config')], replayable: true }),
  },
  inert: names('info list search'),
});

const PYTHONS = names(
  'python python2 python3 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14',
);

/** Python's package managers, as far as where they write: what a file for another language needs to know of them. */
export const pythonTools: CommandTable = family({
  ...Object.fromEntries(PYTHONS.map((name) => [name, python])),
  pip,
  pip2: pip,
  pip3: pip,
  virtualenv: program(VENV, environment),
  poetry,
  pipenv,
  uv: subcommands({
    valued: [...PIP, '--extra', '--group', '-p', '-o', '--output-file', '--project'],
    commands: {
      pip: uvPip,
      sync: uvSync,
      add: uvSync,
      venv: ({ model, args, context }) =>
        writesTo(
          model,
          [args.positionals[0] ? targetOf(args.positionals[0], context) : inProject(context, '.venv')],
          { tree: true, role: 'dependencies' },
        ),
      lock: lock('uv.lock'),
    },
    inert: names('cache version'),
  }),
  pipx: subcommands({
    valued: names('--python --pip-args --index-url'),
    commands: {
      install: ({ model, context }) =>
        effects(model, {
          writes: [
            tree(context.env('PIPX_HOME') ?? inside(context.home, '.local'), 'tool'),
            tree(context.env('PIPX_BIN_DIR') ?? inside(context.home, '.local/bin'), 'tool'),
          ],
          network: true,
        }),
      ensurepath: ({ model, context }) =>
        effects(model, { writes: [tree(inside(context.home, '.bashrc'), 'config')], replayable: true }),
    },
    inert: names('list environment'),
  }),
  conda,
  mamba: conda,
  micromamba: conda,
});

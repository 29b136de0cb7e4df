import { effects, weaker } from '../effects.js';
import type { CommandContext, CommandTable } from '../types.js';
import { family, names, subcommands } from './family.js';
import type { CallModel } from './family.js';
import { inside } from './place.js';
import { PIP, pipInstall, siteOf, tree } from './python.js';
import { here, targetIn, targetOf, writesTo } from './target.js';
import type { Target } from './target.js';

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

/** Python's project and environment managers, as far as where they write. */
export const pythonProjects: CommandTable = family({
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

import { effects, opaqueEffects } from '../effects.js';
import type { CommandContext, CommandTable, Write, WriteRole } from '../types.js';
import { family, names, program, subcommands } from './family.js';
import type { CallModel } from './family.js';
import { here, targetIn, targetOf, writesTo } from './target.js';

function tree(path: string, role: WriteRole): Write {
  return { path, tree: true, role };
}

/** Where gems go: the official Ruby images set GEM_HOME; a distribution's own ruby has directories of its own. */
function gemHome(
  context: CommandContext,
  role: WriteRole,
): { writes: readonly Write[]; confidence: 'strong' | 'weak' } {
  const home = context.env('GEM_HOME') ?? (context.env('RUBY_VERSION') ? '/usr/local/bundle' : undefined);
  if (home?.startsWith('/')) return { writes: [tree(home, role)], confidence: 'strong' };
  const places = names('/var/lib/gems /usr/local/bin /usr/lib/ruby /usr/bin /usr/local/bundle');
  return { writes: places.map((path) => tree(path, role)), confidence: 'weak' };
}

const gemInstall: CallModel = ({ model, args, context }) => {
  const directory = args.options.get('-i') ?? args.options.get('--install-dir');
  if (directory)
    return writesTo(model, [targetOf(directory, context)], { tree: true, role: 'tool', network: true });
  if (args.has('--user-install')) {
    return writesTo(model, [targetIn({ path: context.home, tree: true, within: null }, '.gem')], {
      tree: true,
      role: 'tool',
      network: true,
    });
  }
  return effects(model, { ...gemHome(context, 'tool'), network: true });
};

const bundleInstall: CallModel = ({ model, args, context }) => {
  const option = args.options.get('--path');
  const given = { tree: true, role: 'dependencies' as const, network: true };
  if (option) return writesTo(model, [targetOf(option, context), targetIn(here(context), '.bundle')], given);
  if (args.has('--deployment') || context.env('BUNDLE_DEPLOYMENT')) {
    return writesTo(
      model,
      [targetIn(here(context), 'vendor/bundle'), targetIn(here(context), '.bundle')],
      given,
    );
  }
  const path = context.env('BUNDLE_PATH');
  if (path)
    return writesTo(
      model,
      [targetIn(here(context), '.bundle'), { path: context.resolve(path), tree: true, within: null }],
      given,
    );
  return effects(model, { ...gemHome(context, 'dependencies'), network: true });
};

const bundleConfig: CallModel = ({ model, context }) => {
  const app = context.env('BUNDLE_APP_CONFIG');
  if (app) return effects(model, { writes: [tree(app, 'config')], replayable: true });
  return writesTo(
    model,
    [
      targetIn(here(context), '.bundle'),
      targetIn({ path: context.home, tree: true, within: null }, '.bundle'),
    ],
    {
      tree: true,
      role: 'config',
      replayable: true,
    },
  );
};

const inProject: CallModel = ({ model, context }) =>
  opaqueEffects(model, "it runs the project's own tasks", context.cwd === null ? null : [context.cwd]);

/** Ruby's package managers, as far as where they write. */
export const ruby: CommandTable = family({
  gem: subcommands({
    valued: names('-v --version -i --install-dir -n --bindir -s --source -g --file'),
    commands: {
      install: gemInstall,
      update: gemInstall,
      uninstall: ({ model, context }) => effects(model, gemHome(context, 'tool')),
      sources: ({ model, context }) =>
        effects(model, { writes: [tree(`${context.home}/.gemrc`, 'config')], replayable: true }),
      cleanup: ({ model, context }) => effects(model, gemHome(context, 'tool')),
    },
    inert: names('list env environment which search info'),
  }),
  bundle: subcommands({
    valued: names('--path --without --with --jobs -j --retry --gemfile --binstubs --standalone'),
    commands: {
      install: bundleInstall,
      update: bundleInstall,
      config: bundleConfig,
      exec: (call) => {
        const [first] = call.args.positionals;
        return first?.value === 'rake' || first?.value === 'rails'
          ? inProject({ ...call, model: 'bundle exec' })
          : null;
      },
      clean: ({ model, context }) => effects(model, gemHome(context, 'dependencies')),
    },
    inert: names('check list show info env outdated'),
    otherwise: (call) =>
      call.args.positionals.length === 0 ? bundleInstall({ ...call, model: 'bundle install' }) : null,
  }),
  rake: program(names('-f -C'), inProject),
});

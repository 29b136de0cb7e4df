import type { Note } from '../../src/classify/types.js';
import type { Facts } from '../../src/transform/types.js';
import { globallyInstalled, npmMajor } from './node-version.js';
import { nativeNeed } from './natives.js';
import type { AppProject } from './project.js';
import { lifecycle } from './commands/npm.js';
import { yarnFlavour } from './managers.js';

/** How the production tree is made in place, or why it is not. */
export type PruneCommand = { readonly command: string } | { readonly hold: Note };

function hold(code: string, message: string, unlock?: string): PruneCommand {
  return { hold: { code, message, at: null, unlock } };
}

function hasNatives(project: AppProject): boolean {
  return (project.lock?.entries ?? []).some(
    (entry) =>
      entry.dev !== true &&
      entry.dependencies.some(
        (each) =>
          nativeNeed(each, null, null, []) !== null &&
          /node-gyp|prebuild|pre-gyp|bindings|^nan$|node-addon-api/.test(each),
      ),
  );
}

/** Flags of the install without which the prune would resolve another tree, or fail. */
function carriedFlags(project: AppProject, facts: Facts): readonly string[] {
  const flags = new Set<string>();
  for (const install of project.installs)
    for (const flag of install.flags)
      if (
        [
          '--legacy-peer-deps',
          '--force',
          '-f',
          '--legacy-bundling',
          '--install-links',
          '--strict-peer-deps',
        ].includes(flag)
      )
        flags.add(flag === '-f' ? '--force' : flag);
  const removed = facts.units.some((unit) => unit.effects.removes.some((path) => path.endsWith('.npmrc')));
  if (project.facts.npmrc.legacyPeerDeps && removed) flags.add('--legacy-peer-deps');
  return [...flags];
}

function npm(project: AppProject, facts: Facts): PruneCommand {
  const major = npmMajor(facts);
  const words = [
    'npm',
    'prune',
    major !== null && major >= 7 ? '--omit=dev' : '--production',
    ...carriedFlags(project, facts),
  ];
  return { command: words.join(' ') };
}

function pnpm(project: AppProject, facts: Facts): PruneCommand {
  const pinned = /^(\d+)\.(\d+)\.(\d+)/.exec(
    project.facts.manager.name === 'pnpm' && project.facts.manager.from === 'packageManager'
      ? (project.facts.manager.version ?? '')
      : '',
  );
  const major = pinned
    ? Number(pinned[1])
    : (globallyInstalled(facts, 'pnpm') ?? Number(project.facts.manager.version ?? Number.NaN));
  const scripts = lifecycle.filter((name) => Object.hasOwn(project.manifest?.scripts ?? {}, name));
  const flag =
    major >= 9 ||
    (pinned !== null &&
      major === 8 &&
      (Number(pinned[2]) > 15 || (Number(pinned[2]) === 15 && Number(pinned[3]) >= 6)));
  if (
    project.installs.some((each) => each.flags.some((word) => /hoist|node-linker|virtual-store/.test(word)))
  )
    return hold(
      'H-PRUNE-SCRIPTS',
      'development dependencies stay: pnpm was told on the command line how to lay the tree out, and its prune cannot be told the same',
      'put the setting into .npmrc',
    );
  if (flag) return { command: 'pnpm prune --prod --ignore-scripts' };
  if (scripts.length === 0) return { command: 'pnpm prune --prod' };
  return hold(
    'H-PRUNE-SCRIPTS',
    `development dependencies stay: pnpm prune runs the script ${scripts.join(', ')} of package.json, and this pnpm has no way (before 8.15.6) to leave scripts out`,
    'pin pnpm 8.15.6 or later in packageManager',
  );
}

function yarnClassic(project: AppProject, facts: Facts): PruneCommand {
  const scripts = project.manifest?.scripts ?? {};
  const generating = lifecycle.filter(
    (name) =>
      Object.hasOwn(scripts, name) &&
      !/^\s*(?:husky(?: install)?|is-ci \|\| husky(?: install)?)\s*$/.test(scripts[name] ?? ''),
  );
  const patches =
    Object.values(scripts).some((text) => /patch-package/.test(text)) ||
    Object.hasOwn(project.manifest?.dependencies ?? {}, 'patch-package') ||
    Object.hasOwn(project.manifest?.devDependencies ?? {}, 'patch-package');
  if (generating.length > 0 || patches)
    return hold(
      'H-YARN1-PATCH',
      `development dependencies stay: a second yarn install would undo what ${patches ? 'patch-package' : `the script ${generating.join(', ')}`} changed in installed packages`,
      'use yarn 4 with patch:, or npm, whose prune changes nothing in the packages that stay',
    );
  if (hasNatives(project))
    return hold(
      'H-YARN1-PATCH',
      'development dependencies stay: a second yarn install without scripts may lose compiled addons',
      'use npm or pnpm, whose prune keeps compiled files',
    );
  const settings = /\/\.(?:npmrc|yarnrc)$/;
  if (facts.units.some((unit) => unit.effects.removes.some((path) => settings.test(path))))
    return hold(
      'H-YARN1-PATCH',
      'development dependencies stay: a second yarn install may need the registry settings that the file removes after the first one',
      'remove the settings in the last RUN',
    );
  if (project.lock === null || !project.lock.readable)
    return hold(
      'H-YARN1-PATCH',
      'development dependencies stay: without yarn.lock a second yarn install could choose other versions',
      'commit yarn.lock',
    );
  return { command: 'yarn install --production --ignore-scripts --prefer-offline --frozen-lockfile' };
}

function yarnBerry(project: AppProject, facts: Facts): PruneCommand {
  const flavour = yarnFlavour(facts.files, project.dir);
  if (flavour.linker === 'pnp')
    return hold(
      'H-PRUNE-SCRIPTS',
      "development dependencies stay: Plug'n'Play has no prune, the whole cache is kept",
      'set nodeLinker: node-modules',
    );
  const version = Number.parseInt(project.facts.manager.version ?? '', 10);
  if (!(version >= 4))
    return hold(
      'H-PRUNE-SCRIPTS',
      'development dependencies stay: yarn workspaces focus is built in from yarn 4 on',
      'use yarn 4',
    );
  const scripts = lifecycle.filter((name) => Object.hasOwn(project.manifest?.scripts ?? {}, name));
  if (scripts.length > 0)
    return hold(
      'H-PRUNE-SCRIPTS',
      `development dependencies stay: yarn workspaces focus runs the script ${scripts.join(', ')} of package.json again`,
      'move what it does into a RUN instruction',
    );
  return { command: 'yarn workspaces focus --all --production' };
}

/** The command that takes development dependencies out of the tree in place, by what each manager really does. */
export function pruneCommand(project: AppProject, facts: Facts): PruneCommand {
  if (project.manager === 'npm') return npm(project, facts);
  if (project.manager === 'pnpm') return pnpm(project, facts);
  if (project.manager === 'bun')
    return hold(
      'H-PRUNE-SCRIPTS',
      'development dependencies stay: bun has no prune, and a second production install leaves them where they are',
      'install with --production, or with npm',
    );
  return yarnFlavour(facts.files, project.dir).generation === 'berry'
    ? yarnBerry(project, facts)
    : yarnClassic(project, facts);
}

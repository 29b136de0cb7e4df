import { effects } from '../effects.js';
import type { CommandContext, Effects, Write, WriteRole } from '../types.js';
import { packageEffects } from './packages.js';
import { inside } from './place.js';

interface Installer {
  readonly url: RegExp;
  readonly title: string;
  readonly does: (context: CommandContext, title: string) => Effects;
}

function tree(path: string, role: WriteRole): Write {
  return { path, tree: true, role };
}

/** A script that only adds a package repository and refreshes the lists: the same wherever it runs. */
const addsRepository =
  (manager: 'apt' | 'dnf', offers?: readonly string[]) =>
  (_context: CommandContext, title: string): Effects =>
    packageEffects(title, manager, [{ op: 'add-repository', offers }, { op: 'update' }], {
      writes:
        manager === 'apt'
          ? [
              tree('/etc/apt/sources.list.d', 'config'),
              tree('/etc/apt/keyrings', 'config'),
              tree('/etc/apt/preferences.d', 'config'),
              tree('/etc/apt/trusted.gpg.d', 'config'),
              tree('/usr/share/keyrings', 'config'),
              tree('/var/lib/apt/lists', 'cache'),
            ]
          : [tree('/etc/yum.repos.d', 'config'), tree('/etc/pki/rpm-gpg', 'config')],
      network: true,
      confidence: 'strong',
    });

/** A script that puts a tool into these directories of the home directory. */
const intoHome =
  (variable: string | null, ...names: readonly string[]) =>
  (context: CommandContext, title: string): Effects => {
    const chosen = variable === null ? undefined : context.env(variable);
    const [first = '', ...rest] = names;
    const places = [chosen?.startsWith('/') ? chosen : inside(context.home, first)];
    places.push(...rest.map((name) => inside(context.home, name)));
    const profiles = ['.bashrc', '.profile', '.zshenv'].map((name) => inside(context.home, name));
    return effects(title, {
      writes: [
        ...places.map((path) => tree(path, 'tool')),
        ...profiles.map((path): Write => ({ path, tree: false, role: 'config' })),
      ],
      network: true,
    });
  };

const NODE = ['nodejs', 'nsolid'];

// Scripts that Dockerfiles pipe into a shell, by address, with what their projects document that they do.
const INSTALLERS: readonly Installer[] = [
  {
    url: /^https?:\/\/deb\.nodesource\.com\/setup/,
    title: 'NodeSource setup',
    does: addsRepository('apt', NODE),
  },
  {
    url: /^https?:\/\/rpm\.nodesource\.com\/setup/,
    title: 'NodeSource setup',
    does: addsRepository('dnf', NODE),
  },
  {
    url: /^https:\/\/packages\.sury\.org\/.*\.(?:sh|txt)$/,
    title: 'Sury setup',
    does: addsRepository('apt', ['php*', 'libapache2-mod-php*']),
  },
  {
    url: /^https:\/\/packagecloud\.io\/install\/.*\.deb\.sh$/,
    title: 'packagecloud setup',
    does: addsRepository('apt'),
  },
  {
    url: /^https:\/\/packagecloud\.io\/install\/.*\.rpm\.sh$/,
    title: 'packagecloud setup',
    does: addsRepository('dnf'),
  },
  {
    url: /^https:\/\/sh\.rustup\.rs/,
    title: 'rustup installer',
    does: (context, title) => {
      const rustup = intoHome('RUSTUP_HOME', '.rustup')(context, title);
      const cargo = intoHome('CARGO_HOME', '.cargo')(context, title);
      return { ...rustup, writes: [...rustup.writes, ...cargo.writes.slice(0, 1)] };
    },
  },
  {
    url: /^https:\/\/raw\.githubusercontent\.com\/(?:nvm-sh|creationix)\/nvm\/.*\/install\.sh$/,
    title: 'nvm installer',
    does: intoHome('NVM_DIR', '.nvm'),
  },
  {
    url: /^https:\/\/install\.python-poetry\.org/,
    title: 'poetry installer',
    does: intoHome('POETRY_HOME', '.local'),
  },
  {
    url: /^https:\/\/astral\.sh\/uv\/.*install\.sh$/,
    title: 'uv installer',
    does: intoHome('UV_INSTALL_DIR', '.local/bin', '.cargo/bin', '.config/uv'),
  },
  {
    url: /^https:\/\/bun\.(?:sh|com)\/install/,
    title: 'bun installer',
    does: intoHome('BUN_INSTALL', '.bun'),
  },
  {
    url: /^https:\/\/get\.pnpm\.io\/install\.sh/,
    title: 'pnpm installer',
    does: intoHome('PNPM_HOME', '.local/share/pnpm'),
  },
];

/**
 * Effects of a well-known installation script that is fetched from `url` and run by a shell (`curl URL | bash -`);
 * null when it is not one of them. Fetching and the shell are the other commands' affair.
 */
export function installerEffects(url: string, context: CommandContext): Effects | null {
  const found = INSTALLERS.find((installer) => installer.url.test(url));
  return found ? found.does(context, found.title) : null;
}

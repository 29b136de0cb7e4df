import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import type { CommandModel, CommandTable } from '../../../src/effects/types.js';
import { gateEvidence, known, projectDirectory, projectOpaque, write } from './shared.js';

/** Tools of a project that may write anywhere in it, and nowhere else. */
function inProject(name: string, checks: readonly string[] = []): CommandModel {
  return (argv, context) => {
    const dir = projectDirectory(context, context.resolve('.'));
    const sub = known(argv.slice(1)).find((word) => !word.startsWith('-')) ?? '';
    const gate = checks.includes(sub) ? gateEvidence(`${name} ${sub}`) : null;
    return projectOpaque(`${name} ${sub}`.trim(), `${name} may write anywhere in its project`, dir, {
      programs: [name],
      gate,
    });
  };
}

const projectTools = ['nuxt', 'nuxi', 'nest', 'rollup', 'rsbuild', 'rspack', 'nx', 'lerna', 'turbo', 'rush', 'gulp', 'grunt', 'brunch', 'patch-package', 'ngcc', 'typeorm', 'sequelize', 'sequelize-cli', 'knex', 'drizzle-kit', 'graphql-codegen', 'tsoa', 'openapi-generator-cli', 'vitepress', 'vuepress', 'umi', 'strapi', 'keystone', 'medusa', 'remix', 'react-router', 'svelte-kit', 'tsdown', 'unbuild', 'microbundle', 'pkgroll', 'ionic', 'stencil', 'expo', 'redwood', 'directus', 'payload', 'sapper', 'tsc-alias', 'tscpaths', 'tspath', 'standard-version', 'semantic-release', 'del-cli', 'cpy', 'cpx', 'cpx2', 'ncp', 'copyfiles', 'replace-in-file', 'svgo', 'imagemin', 'workbox', 'sw-precache', 'next-sitemap', 'i18next', 'lingui', 'formatjs', 'contentlayer', 'storybook', 'typedoc', 'jsdoc', 'adonis', 'lb-tsc', 'barrelsby', 'yalc', 'elm', 'spago', 'purs', 'rescript', 'shadow-cljs', 'truffle', 'hardhat', 'redocly', 'swagger-cli', 'paraglide-js', 'velite', 'panda', 'panda-css', 'wp-scripts', 'dumi', 'father', 'bili', 'razzle', 'neutrino', 'snowpack', 'wmr', 'ampt', 'sst', 'serverless', 'sls', 'simple-git-hooks', 'lefthook', 'opencollective-postinstall', 'opencollective', 'only-allow', 'check-node-version', 'npm-check']; // prettier-ignore

const husky: CommandModel = (_argv, context) => {
  const dir = projectDirectory(context, context.resolve('.'));
  if (dir === null) return null;
  const at = dir === '/' ? '' : dir;
  return effects('husky', {
    writes: [write(`${at}/.husky`, 'cache'), write(`${at}/.git`, 'cache')],
    programs: ['husky'],
    replayable: true,
  });
};

const rimraf: CommandModel = (argv, context) => {
  const args = readArgs(argv, ['--impl', '-i']);
  const removes = args.positionals.flatMap((word) => context.resolve(word.value) ?? []);
  const dir = projectDirectory(context, context.resolve('.'));
  if (removes.length < args.positionals.length)
    return projectOpaque('rimraf', 'what is removed is not known', dir, { programs: ['rimraf'] });
  return effects('rimraf', { removes, programs: ['rimraf'] });
};

const mkdirp: CommandModel = (argv, context) => {
  const args = readArgs(argv, ['-m', '--mode']);
  const places = args.positionals.flatMap((word) => context.resolve(word.value) ?? []);
  return args.unclear
    ? null
    : effects('mkdirp', {
        writes: places.map((path) => write(path, 'state', false)),
        programs: ['mkdirp'],
        replayable: true,
      });
};

const prisma: CommandModel = (argv, context) => {
  const args = readArgs(argv, ['--schema', '--generator']);
  const sub = known(args.positionals)[0] ?? '';
  const dir = projectDirectory(context, context.resolve('.'));
  if (dir === null) return null;
  const at = dir === '/' ? '' : dir;
  const writes = [
    write(`${at}/node_modules/.prisma`, 'dependencies'),
    write(`${at}/node_modules/@prisma`, 'dependencies'),
    write(`${context.home}/.cache/prisma`, 'cache'),
  ];
  if (sub === 'validate' || sub === 'format')
    return effects(`prisma ${sub}`, { programs: ['prisma'], gate: gateEvidence(`prisma ${sub}`) });
  // A generator's `output` may name any place of the project.
  return projectOpaque(`prisma ${sub}`, 'generators write where the schema says', dir, {
    writes,
    programs: ['prisma'],
    network: true,
  });
};

const playwright: CommandModel = (argv, context) => {
  const words = known(argv.slice(1));
  const sub = words[0] ?? '';
  if (sub === 'test')
    return effects('playwright test', {
      programs: ['playwright'],
      network: true,
      gate: gateEvidence('playwright test'),
    });
  // It calls the system's package manager with a list of its own.
  if (sub === 'install-deps' || words.includes('--with-deps')) return null;
  if (sub !== 'install') return inProject('playwright')(argv, context);
  const named = context.env('PLAYWRIGHT_BROWSERS_PATH');
  const place = named?.startsWith('/') ? named : `${context.home}/.cache/ms-playwright`;
  return effects('playwright install', {
    writes: [write(place, 'dependencies')],
    programs: ['playwright'],
    network: true,
  });
};

const puppeteer: CommandModel = (argv, context) => {
  const words = known(argv.slice(1));
  if (words[0] !== 'browsers') return null;
  const place = context.env('PUPPETEER_CACHE_DIR') ?? `${context.home}/.cache/puppeteer`;
  return effects('puppeteer browsers install', {
    writes: [write(place, 'dependencies')],
    programs: ['puppeteer'],
    network: true,
  });
};

const cypress: CommandModel = (argv, context) => {
  const sub = known(argv.slice(1))[0] ?? '';
  const place = context.env('CYPRESS_CACHE_FOLDER') ?? `${context.home}/.cache/Cypress`;
  if (sub === 'install')
    return effects('cypress install', {
      writes: [write(place, 'cache')],
      programs: ['cypress'],
      network: true,
    });
  return effects(`cypress ${sub}`, {
    writes: [write(place, 'cache')],
    programs: ['cypress'],
    network: true,
    gate: gateEvidence(`cypress ${sub}`),
  });
};

const bower: CommandModel = (argv, context) => {
  const sub = known(argv.slice(1)).find((word) => !word.startsWith('-')) ?? '';
  const dir = projectDirectory(context, context.resolve('.'));
  if (dir === null) return null;
  const at = dir === '/' ? '' : dir;
  if (sub === 'cache')
    return effects('bower cache', {
      removes: [`${context.home}/.cache/bower`],
      programs: ['bower'],
      replayable: true,
    });
  const settings = context.files.read(`${at}/.bowerrc`);
  const cache = write(`${context.home}/.cache/bower`, 'cache');
  if (settings !== null)
    return projectOpaque('bower install', '.bowerrc says where components go', dir, {
      writes: [cache],
      programs: ['bower', 'git'],
      network: true,
    });
  return effects('bower install', {
    writes: [write(`${at}/bower_components`, 'dependencies'), cache],
    programs: ['bower', 'git'],
    network: true,
  });
};

const browserslist: CommandModel = (_argv, context) => {
  const dir = projectDirectory(context, context.resolve('.'));
  return projectOpaque('browserslist', 'the lock file is updated', dir, {
    programs: ['browserslist'],
    network: true,
  });
};

export const toolCommands: CommandTable = {
  ...Object.fromEntries(projectTools.map((name) => [name, inProject(name, ['test', 'lint', 'check'])])),
  husky,
  rimraf,
  mkdirp,
  'make-dir': mkdirp,
  prisma,
  playwright,
  puppeteer,
  cypress,
  bower,
  browserslist,
  'update-browserslist-db': browserslist,
};

/** What a started program of the Node world is. */
export type ProcessKind =
  | 'node' // node with a script
  | 'types' // compiles TypeScript or Babel sources in memory while it runs them
  | 'dev-server' // watches, rebuilds, reloads
  | 'static-server' // serves a directory
  | 'framework' // a framework's own production server
  | 'build' // makes files before anything is served
  | 'install' // installs dependencies
  | 'check' // tests or lint
  | 'migration' // changes a database's schema
  | 'manager' // keeps other processes running
  | 'tool' // any other program of the dependency tree
  | 'system'; // a program of the operating system

function sub(args: readonly (string | null)[]): string {
  return args.find((word) => word !== null && !word.startsWith('-')) ?? '';
}

const always: Readonly<Record<string, ProcessKind>> = {
  nodemon: 'dev-server',
  'ts-node-dev': 'dev-server',
  tsnd: 'dev-server',
  'node-dev': 'dev-server',
  supervisor: 'dev-server',
  'webpack-dev-server': 'dev-server',
  'start-storybook': 'dev-server',
  'browser-sync': 'dev-server',
  snowpack: 'dev-server',
  wmr: 'dev-server',
  expo: 'dev-server',
  'ts-node': 'types',
  'ts-node-esm': 'types',
  'ts-node-transpile-only': 'types',
  'babel-node': 'types',
  'swc-node': 'types',
  esno: 'types',
  'esbuild-runner': 'types',
  esr: 'types',
  'vite-node': 'types',
  coffee: 'types',
  serve: 'static-server',
  'http-server': 'static-server',
  hs: 'static-server',
  'http-server-spa': 'static-server',
  'spa-http-server': 'static-server',
  'pushstate-server': 'static-server',
  'static-server': 'static-server',
  superstatic: 'static-server',
  'live-server': 'static-server',
  sirv: 'static-server',
  ws: 'static-server',
  'remix-serve': 'framework',
  'react-router-serve': 'framework',
  pm2: 'manager',
  'pm2-runtime': 'manager',
  'pm2-docker': 'manager',
  forever: 'manager',
  jest: 'check',
  mocha: 'check',
  vitest: 'check',
  eslint: 'check',
  tslint: 'check',
  prettier: 'check',
  ava: 'check',
  karma: 'check',
  nyc: 'check',
  c8: 'check',
  'patch-package': 'build',
  tsup: 'build',
  ncc: 'build',
  rollup: 'build',
  esbuild: 'build',
  tsdown: 'build',
  gulp: 'build',
  grunt: 'build',
  'tsc-alias': 'build',
  sass: 'build',
  'node-sass': 'build',
  rimraf: 'build',
  copyfiles: 'build',
  cpx: 'build',
  sequelize: 'migration',
  'sequelize-cli': 'migration',
  knex: 'migration',
  typeorm: 'migration',
  'typeorm-ts-node-commonjs': 'types',
  'typeorm-ts-node-esm': 'types',
  'drizzle-kit': 'migration',
  'db-migrate': 'migration',
  'node-pg-migrate': 'migration',
  'migrate-mongo': 'migration',
  'mikro-orm': 'migration',
};

/** Kind by sub-command; `''` is the call without one, `*` any other. */
const bySub: Readonly<Record<string, Readonly<Record<string, ProcessKind>>>> = {
  tsx: { watch: 'dev-server', '*': 'types' },
  nest: { start: 'build', build: 'build', '*': 'tool' },
  next: {
    start: 'framework',
    build: 'build',
    dev: 'dev-server',
    '': 'dev-server',
    export: 'build',
    '*': 'tool',
  },
  nuxt: {
    start: 'framework',
    preview: 'framework',
    build: 'build',
    generate: 'build',
    dev: 'dev-server',
    '': 'dev-server',
    '*': 'dev-server',
  },
  nuxi: {
    start: 'framework',
    preview: 'framework',
    build: 'build',
    generate: 'build',
    dev: 'dev-server',
    '*': 'tool',
  },
  vite: { preview: 'static-server', build: 'build', '*': 'dev-server', '': 'dev-server' },
  ng: {
    serve: 'dev-server',
    s: 'dev-server',
    build: 'build',
    b: 'build',
    test: 'check',
    lint: 'check',
    '*': 'dev-server',
  },
  'react-scripts': { start: 'dev-server', build: 'build', test: 'check', '*': 'dev-server' },
  craco: { start: 'dev-server', build: 'build', test: 'check', '*': 'dev-server' },
  'react-app-rewired': { start: 'dev-server', build: 'build', test: 'check', '*': 'dev-server' },
  'vue-cli-service': {
    serve: 'dev-server',
    build: 'build',
    '*': 'dev-server',
    'test:unit': 'check',
    lint: 'check',
  },
  gatsby: { develop: 'dev-server', build: 'build', serve: 'static-server', '*': 'tool' },
  webpack: { serve: 'dev-server', watch: 'dev-server', '*': 'build', '': 'build' },
  'webpack-cli': { serve: 'dev-server', '*': 'build', '': 'build' },
  parcel: { build: 'build', serve: 'dev-server', watch: 'dev-server', '*': 'dev-server' },
  astro: { dev: 'dev-server', start: 'dev-server', preview: 'static-server', build: 'build', '*': 'tool' },
  docusaurus: { start: 'dev-server', serve: 'static-server', build: 'build', '*': 'tool' },
  remix: { dev: 'dev-server', 'vite:dev': 'dev-server', build: 'build', '*': 'tool' },
  'react-router': { dev: 'dev-server', build: 'build', '*': 'tool' },
  ember: { serve: 'dev-server', server: 'dev-server', s: 'dev-server', build: 'build', '*': 'dev-server' },
  quasar: { dev: 'dev-server', build: 'build', serve: 'static-server', '*': 'tool' },
  ionic: { serve: 'dev-server', build: 'build', '*': 'dev-server' },
  hexo: { server: 'dev-server', s: 'dev-server', generate: 'build', g: 'build', '*': 'tool' },
  storybook: { dev: 'dev-server', build: 'build', '*': 'tool' },
  strapi: { develop: 'dev-server', dev: 'dev-server', start: 'framework', build: 'build', '*': 'tool' },
  medusa: { develop: 'dev-server', start: 'framework', build: 'build', migrations: 'migration', '*': 'tool' },
  keystone: { dev: 'dev-server', start: 'framework', build: 'build', '*': 'tool' },
  sapper: { dev: 'dev-server', build: 'build', '*': 'tool' },
  umi: { dev: 'dev-server', build: 'build', '*': 'tool' },
  preact: { watch: 'dev-server', build: 'build', serve: 'static-server', '*': 'tool' },
  eleventy: { '*': 'build', '': 'build' },
  tsc: { '*': 'build', '': 'build' },
  'vue-tsc': { '*': 'build', '': 'build' },
  babel: { '*': 'build', '': 'build' },
  swc: { '*': 'build', '': 'build' },
  prisma: { migrate: 'migration', db: 'migration', generate: 'build', studio: 'tool', '*': 'tool' },
  sails: { lift: 'framework', '*': 'tool' },
  directus: { start: 'framework', bootstrap: 'migration', database: 'migration', '*': 'tool' },
  adonis: { serve: 'framework', build: 'build', migration: 'migration', '*': 'tool' },
  nx: { serve: 'dev-server', run: 'tool', build: 'build', test: 'check', '*': 'tool' },
  meteor: { '*': 'dev-server', '': 'dev-server' },
  rw: { serve: 'framework', dev: 'dev-server', build: 'build', '*': 'tool' },
};

const watching = ['--watch', '-w', '--watchAll', '--serve', '--hot', '--livereload'];

/** What a program of the tree is, by its name and its arguments. */
export function processKind(program: string, args: readonly (string | null)[]): ProcessKind {
  const table = Object.hasOwn(bySub, program) ? bySub[program] : undefined;
  const kind = table
    ? (table[sub(args)] ?? table['*'] ?? 'tool')
    : Object.hasOwn(always, program)
      ? (always[program] ?? 'tool')
      : 'tool';
  const watches = args.some((word) => word !== null && watching.includes(word));
  if (watches && (kind === 'build' || kind === 'types')) return 'dev-server';
  if (program === 'tsc' && args.includes('--noEmit')) return 'check';
  return kind;
}

/** True for names that some table above knows as a program of the Node world. */
export function isNodeProgram(program: string): boolean {
  return Object.hasOwn(bySub, program) || Object.hasOwn(always, program);
}

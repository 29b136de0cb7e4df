/** Programs that a package brings, where they are not just the package's own name. */
const binsOf: Readonly<Record<string, readonly string[]>> = {
  '@11ty/eleventy': ['eleventy'],
  '@adonisjs/cli': ['adonis'],
  '@angular/cli': ['ng'],
  '@babel/cli': ['babel', 'babel-external-helpers'],
  '@babel/node': ['babel-node'],
  '@craco/craco': ['craco'],
  '@docusaurus/core': ['docusaurus'],
  '@ionic/cli': ['ionic'],
  '@nestjs/cli': ['nest'],
  '@playwright/test': ['playwright'],
  '@quasar/app': ['quasar'],
  '@quasar/cli': ['quasar'],
  '@react-router/dev': ['react-router'],
  '@react-router/serve': ['react-router-serve'],
  '@redwoodjs/core': ['rw', 'redwood'],
  '@remix-run/dev': ['remix'],
  '@remix-run/serve': ['remix-serve'],
  '@rsbuild/core': ['rsbuild'],
  '@strapi/strapi': ['strapi'],
  '@swc-node/register': ['swc-node'],
  '@swc/cli': ['swc', 'swcx'],
  '@vercel/ncc': ['ncc'],
  '@vue/cli': ['vue'],
  '@vue/cli-service': ['vue-cli-service'],
  'babel-cli': ['babel', 'babel-node'],
  concurrently: ['concurrently', 'conc'],
  'create-react-app': ['create-react-app'],
  'cross-env': ['cross-env', 'cross-env-shell'],
  'dotenv-cli': ['dotenv'],
  'ember-cli': ['ember'],
  'expo-cli': ['expo'],
  'grunt-cli': ['grunt'],
  'gulp-cli': ['gulp'],
  'http-server': ['http-server', 'hs'],
  less: ['lessc'],
  'local-web-server': ['ws'],
  'nuxt-edge': ['nuxt'],
  nuxt3: ['nuxt', 'nuxi'],
  nuxt: ['nuxt', 'nuxi'],
  'npm-run-all': ['npm-run-all', 'run-s', 'run-p'],
  'npm-run-all2': ['npm-run-all', 'run-s', 'run-p', 'npm-run-all2'],
  'parcel-bundler': ['parcel'],
  pm2: ['pm2', 'pm2-dev', 'pm2-docker', 'pm2-runtime'],
  pnpm: ['pnpm', 'pnpx'],
  'postcss-cli': ['postcss'],
  'preact-cli': ['preact'],
  'sequelize-cli': ['sequelize', 'sequelize-cli'],
  'serve-cli': ['serve'],
  'sirv-cli': ['sirv'],
  storybook: ['storybook', 'sb'],
  'ts-node': [
    'ts-node',
    'ts-node-esm',
    'ts-script',
    'ts-node-script',
    'ts-node-transpile-only',
    'ts-node-cwd',
  ],
  'ts-node-dev': ['ts-node-dev', 'tsnd'],
  typescript: ['tsc', 'tsserver'],
  'webpack-dev-server': ['webpack-dev-server'],
  yarn: ['yarn', 'yarnpkg'],
};

const packagesOf: ReadonlyMap<string, readonly string[]> = (() => {
  const map = new Map<string, string[]>();
  for (const [name, bins] of Object.entries(binsOf))
    for (const bin of bins) map.set(bin, [...(map.get(bin) ?? []), name]);
  return map;
})();

/** Programs that a package links into `.bin` or the global `bin` directory, as far as this table knows; else its own name. */
export function binsOfPackage(name: string): readonly string[] {
  if (Object.hasOwn(binsOf, name)) return binsOf[name] ?? [];
  return [name.slice(name.lastIndexOf('/') + 1)];
}

/** Packages that may bring a program, the likeliest first; a program's own name is always among them. */
export function packagesOfBin(bin: string): readonly string[] {
  const found = packagesOf.get(bin) ?? [];
  return found.includes(bin) ? found : [...found, bin];
}

import type { Facts, SourceFacts } from '../../src/transform/types.js';
import type { Start } from './entry/judge.js';
import type { SelfContained } from './self-contained.js';

/** What run time may use of globally installed packages. */
export interface GlobalUse {
  /** Programs that are called by name. */
  readonly called: ReadonlySet<string>;
  /** Packages that code imports: through NODE_PATH, or a link in node_modules. */
  readonly imported: ReadonlySet<string>;
  /** False when programs may be called that nobody saw. */
  readonly complete: boolean;
}

/** Packages whose programs build, check or install, and which no app starts when it runs. */
const buildTools = new Set(
  (
    'typescript @angular/cli @vue/cli @vue/cli-service @nestjs/cli gulp gulp-cli grunt grunt-cli webpack webpack-cli vite rollup ' +
    'parcel parcel-bundler esbuild @babel/cli babel-cli browserify bower typings tsd lerna nx turbo rimraf del-cli husky ' +
    'eslint tslint prettier stylelint jest mocha karma karma-cli nyc npm-check-updates node-gyp node-pre-gyp ' +
    'yarn pnpm corepack @yarnpkg/cli-dist create-react-app react-scripts expo-cli ionic @ionic/cli cordova ember-cli sass less ' +
    'node-sass postcss-cli tailwindcss uglify-js terser clean-css-cli html-minifier gatsby-cli @storybook/cli polymer-cli ' +
    'semantic-release commitizen release-it @microsoft/rush'
  ).split(' '),
);

/** True for a package that is left behind when nothing calls it, though not every call is known. */
export function isBuildTool(name: string): boolean {
  return buildTools.has(name);
}

function startedPrograms(start: Start): ReadonlySet<string> {
  const names = new Set<string>();
  for (const trail of [start.trail, start.health]) {
    for (const process of trail.processes) names.add(process.program);
    for (const name of trail.programs.keys()) names.add(name.slice(name.lastIndexOf('/') + 1));
    for (const name of trail.fetched) names.add(name);
  }
  return names;
}

/** What the start, and the sources as far as they were traced, use of global packages. */
export function globalUse(
  start: Start,
  sources: readonly SourceFacts[],
  contained: SelfContained | null,
): GlobalUse {
  const called = new Set(startedPrograms(start));
  for (const each of sources)
    for (const { name } of each.spawns) called.add(name.slice(name.lastIndexOf('/') + 1));
  const traced =
    sources.length > 0 &&
    !sources.some((each) => each.gaps.some(({ kind }) => kind === 'spawn' || kind === 'parse'));
  return {
    called,
    imported: new Set(sources.flatMap((each) => each.imports.map(({ name }) => name))),
    complete: start.trail.unclear.length === 0 && (traced || (contained !== null && !contained.ownCode)),
  };
}

/** What a Node tool chain beside another language's app is used for: the start alone says it. */
export function guestUse(start: Start): GlobalUse {
  return { called: startedPrograms(start), imported: new Set(), complete: true };
}

/** Does NODE_PATH make `require` look into this directory? */
export function onNodePath(facts: Facts, directory: string): boolean {
  return (facts.contract.env['NODE_PATH'] ?? '')
    .split(':')
    .some((each) => each.replace(/\/+$/, '') === directory);
}

import { readArgs } from '../../../src/effects/args.js';
import { effects } from '../../../src/effects/effects.js';
import type {
  CommandContext,
  CommandModel,
  CommandTable,
  Effects,
  Write,
} from '../../../src/effects/types.js';
import { outputDirectory, type ProjectFiles } from '../outputs.js';
import { compilerOptions } from '../tsconfig.js';
import { gateEvidence, known, projectDirectory, projectOpaque, write } from './shared.js';

/** The files of a project in the image, seen from its directory. */
function projectFiles(context: Pick<CommandContext, 'files' | 'env'>, dir: string): ProjectFiles {
  const at = dir === '/' ? '' : dir;
  return {
    complete: context.files.complete,
    read: (path) => context.files.read(`${at}/${path}`),
    env: context.env,
  };
}

function under(dir: string, path: string): string {
  if (path.startsWith('/')) return path;
  const parts: string[] = [];
  for (const part of `${dir}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function caches(dir: string): readonly Write[] {
  const at = dir === '/' ? '' : dir;
  return [write(`${at}/node_modules/.cache`, 'cache'), write(`${at}/node_modules/.vite`, 'cache')];
}

/** A bundler or generator: writes one directory when that is known, else anywhere in its project. */
function builder(name: string, extra: readonly string[] = []): CommandModel {
  return (argv, context) => {
    const here = context.resolve('.');
    const dir = projectDirectory(context, here);
    if (dir === null || here === null) return null;
    const words = known(argv);
    const model = `${name}${words[1] && !words[1].startsWith('-') ? ` ${words[1]}` : ''}`;
    const output =
      words.length === argv.length
        ? outputDirectory([name, ...words.slice(1)], projectFiles(context, dir))
        : null;
    const base = { reads: [dir], programs: [name] };
    const sides = [
      ...caches(dir),
      ...extra.map((path) => write(under(dir, path), path === '.next' ? 'artefact' : 'cache')),
    ];
    if (output === null || output.confidence === 'weak')
      return projectOpaque(model, `where ${name} puts its result is not known`, dir, {
        ...base,
        writes: sides,
      });
    return effects(model, {
      ...base,
      writes: [write(under(dir, output.path), 'artefact'), ...sides],
      confidence: output.confidence,
    });
  };
}

/** A tool with sub-commands of which some check and the rest build. */
function withChecks(name: string, checks: readonly string[], extra: readonly string[] = []): CommandModel {
  const build = builder(name, extra);
  return (argv, context) => {
    const sub = argv.slice(1).find((word) => !word.value?.startsWith('-'))?.value;
    if (typeof sub === 'string' && checks.includes(sub))
      return effects(`${name} ${sub}`, { programs: [name], gate: gateEvidence(`${name} ${sub}`) });
    return build(argv, context);
  };
}

function tsc(name: string): CommandModel {
  return (argv, context) => {
    const args = readArgs(argv, [
      '-p',
      '--project',
      '--outDir',
      '--outFile',
      '--rootDir',
      '--target',
      '-t',
      '--module',
      '-m',
      '--declarationDir',
      '--tsBuildInfoFile',
    ]);
    const here = context.resolve('.');
    if (here === null) return null;
    const dir = projectDirectory(context, here) ?? here;
    if (args.has('--noEmit') && args.value('--noEmit') !== 'false')
      return effects(`${name} --noEmit`, {
        reads: [dir],
        programs: [name],
        gate: gateEvidence(`${name} --noEmit`),
      });
    const named = args.value('--outDir', '--outFile');
    const place = named === null ? null : context.resolve(named);
    if (place !== null)
      return effects(name, {
        reads: [dir],
        writes: [write(place, 'artefact')],
        programs: [name],
        gate: gateEvidence(name),
      });
    if (args.has('-b', '--build'))
      return projectOpaque(name, 'a composite build writes in the projects that it references', dir, {
        programs: [name],
      });
    const config = args.value('-p', '--project') ?? 'tsconfig.json';
    const path = config.endsWith('.json') ? config : `${config}/tsconfig.json`;
    const options = compilerOptions(path.replace(/^\.\//, ''), (file) =>
      context.files.read(under(here, file)),
    );
    if (options?.noEmit)
      return effects(`${name} (noEmit)`, { reads: [dir], programs: [name], gate: gateEvidence(name) });
    if (options?.outDir)
      return effects(name, {
        reads: [dir],
        writes: [write(under(here, options.outDir), 'artefact')],
        programs: [name],
        gate: gateEvidence(name),
      });
    return projectOpaque(
      name,
      'the compiler puts its files beside the sources, or where tsconfig.json says',
      dir,
      { programs: [name], gate: gateEvidence(name) },
    );
  };
}

/** `TOOL … -o FILE` and the like: writes exactly what an option names. */
function toOption(name: string, ...options: readonly string[]): CommandModel {
  return (argv, context): Effects | null => {
    const args = readArgs(argv, options);
    const dir = projectDirectory(context, context.resolve('.'));
    const value = args.value(...options);
    const place = value === null ? null : context.resolve(value);
    if (place === null)
      return projectOpaque(name, `where ${name} writes is not known`, dir, { programs: [name] });
    return effects(name, {
      reads: dir === null ? [] : [dir],
      writes: [write(place, 'artefact')],
      programs: [name],
    });
  };
}

const sass: CommandModel = (argv, context) => {
  const args = readArgs(argv, [
    '-o',
    '--output',
    '--style',
    '-s',
    '--load-path',
    '-I',
    '--include-path',
    '--output-style',
    '--source-map',
  ]);
  const dir = projectDirectory(context, context.resolve('.'));
  const named = args.value('-o', '--output');
  const targets =
    named === null
      ? known(args.positionals).flatMap((word, index, all) =>
          word.includes(':')
            ? [word.slice(word.indexOf(':') + 1)]
            : index === 1 && all.length === 2
              ? [word]
              : [],
        )
      : [named];
  const places = targets.flatMap((target) => context.resolve(target) ?? []);
  if (places.length === 0 || args.unclear)
    return projectOpaque('sass', 'where the style sheets go is not known', dir, { programs: ['sass'] });
  return effects('sass', {
    reads: dir === null ? [] : [dir],
    writes: places.map((path) => write(path, 'artefact')),
    programs: ['sass'],
  });
};

const bundlers = ['react-scripts', 'vite', 'parcel', 'gatsby', 'docusaurus', 'eleventy', 'hexo', 'preact', 'gridsome', 'quasar', 'build-storybook', 'tsup', 'ncc', 'swc', 'babel', 'esbuild', 'webpack', 'webpack-cli', 'craco', 'react-app-rewired']; // prettier-ignore

export const builderCommands: CommandTable = {
  ...Object.fromEntries(bundlers.map((name) => [name, builder(name)])),
  'vue-cli-service': withChecks('vue-cli-service', ['lint', 'test:unit', 'test:e2e']),
  next: withChecks('next', ['lint', 'typegen'], ['.next']),
  astro: withChecks('astro', ['check'], ['.astro']),
  ember: withChecks('ember', ['test']),
  ng: withChecks('ng', ['lint', 'test', 'e2e', 'version'], ['.angular']),
  tsc: tsc('tsc'),
  ttsc: tsc('ttsc'),
  'vue-tsc': tsc('vue-tsc'),
  sass,
  'node-sass': sass,
  lessc: sass,
  postcss: toOption('postcss', '-o', '--output', '-d', '--dir'),
  tailwindcss: toOption('tailwindcss', '-o', '--output'),
  uglifyjs: toOption('uglifyjs', '-o', '--output'),
  terser: toOption('terser', '-o', '--output'),
  browserify: toOption('browserify', '-o', '--outfile'),
};

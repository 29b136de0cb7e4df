import type { Confidence } from '../../src/classify/types.js';

/** A project directory as far as it is known; paths are relative to it. */
export interface ProjectFiles {
  /** True when a file that is not found is certainly absent. */
  readonly complete: boolean;
  readonly read: (path: string) => string | null;
  readonly env: (name: string) => string | undefined;
}

/** Where a build tool puts its result. */
export interface Output {
  /** Relative to the project, or absolute. */
  readonly path: string;
  readonly kind: 'static' | 'server' | 'library';
  readonly confidence: Confidence;
}

interface Tool {
  readonly kind: Output['kind'];
  readonly fallback: string;
  /** Options of the tool's own command line that name the directory. */
  readonly flags: readonly string[];
  readonly env?: string;
  readonly configs: readonly string[];
  /** Names of the property that overrides the default in a config file. */
  readonly keys: readonly string[];
  /** Properties whose presence changes the meaning of the output directory. */
  readonly blockers?: readonly string[];
}

const extensions = ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts'];
function configs(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => extensions.map((extension) => `${name}.${extension}`));
}

const tools: Readonly<Record<string, Tool>> = {
  'react-scripts': { kind: 'static', fallback: 'build', flags: [], env: 'BUILD_PATH', configs: [], keys: [] },
  vite: {
    kind: 'static',
    fallback: 'dist',
    flags: ['--outDir'],
    configs: configs('vite.config'),
    keys: ['outDir'],
    blockers: ['root', 'ssr', 'sveltekit(', 'remix(', 'reactRouter(', 'qwikCity(', 'tanstackStart('],
  },
  'vue-cli-service': {
    kind: 'static',
    fallback: 'dist',
    flags: ['--dest'],
    configs: configs('vue.config'),
    keys: ['outputDir'],
  },
  webpack: {
    kind: 'library',
    fallback: 'dist',
    flags: ['--output-path', '-o'],
    configs: configs('webpack.config'),
    keys: [],
    blockers: ['path'],
  },
  parcel: {
    kind: 'static',
    fallback: 'dist',
    flags: ['--dist-dir', '-d', '--out-dir'],
    configs: [],
    keys: [],
  },
  gatsby: { kind: 'static', fallback: 'public', flags: [], configs: [], keys: [] },
  astro: {
    kind: 'static',
    fallback: 'dist',
    flags: ['--outDir'],
    configs: configs('astro.config'),
    keys: ['outDir'],
    blockers: ['adapter', 'root'],
  },
  docusaurus: { kind: 'static', fallback: 'build', flags: ['--out-dir'], configs: [], keys: [] },
  eleventy: {
    kind: 'static',
    fallback: '_site',
    flags: ['--output'],
    configs: configs('.eleventy', 'eleventy.config'),
    keys: [],
    blockers: ['output'],
  },
  hexo: { kind: 'static', fallback: 'public', flags: [], configs: [], keys: [] },
  ember: { kind: 'static', fallback: 'dist', flags: ['--output-path', '-o'], configs: [], keys: [] },
  preact: { kind: 'static', fallback: 'build', flags: ['--dest'], configs: [], keys: [] },
  gridsome: {
    kind: 'static',
    fallback: 'dist',
    flags: [],
    configs: configs('gridsome.config'),
    keys: ['outputDir'],
  },
  quasar: {
    kind: 'static',
    fallback: 'dist/spa',
    flags: [],
    configs: configs('quasar.config', 'quasar.conf'),
    keys: ['distDir'],
  },
  storybook: {
    kind: 'static',
    fallback: 'storybook-static',
    flags: ['-o', '--output-dir'],
    configs: [],
    keys: [],
  },
  'build-storybook': {
    kind: 'static',
    fallback: 'storybook-static',
    flags: ['-o', '--output-dir'],
    configs: [],
    keys: [],
  },
  next: { kind: 'server', fallback: '.next', flags: [], configs: configs('next.config'), keys: ['distDir'] },
  nest: { kind: 'server', fallback: 'dist', flags: [], configs: [], keys: [] },
  tsup: {
    kind: 'library',
    fallback: 'dist',
    flags: ['--out-dir', '-d'],
    configs: configs('tsup.config'),
    keys: ['outDir'],
  },
  babel: {
    kind: 'library',
    fallback: '',
    flags: ['--out-dir', '-d', '--out-file', '-o'],
    configs: [],
    keys: [],
  },
  swc: {
    kind: 'library',
    fallback: '',
    flags: ['--out-dir', '-d', '--out-file', '-o'],
    configs: [],
    keys: [],
  },
  esbuild: { kind: 'library', fallback: '', flags: ['--outdir', '--outfile'], configs: [], keys: [] },
  ncc: { kind: 'library', fallback: 'dist', flags: ['-o', '--out'], configs: [], keys: [] },
};

/** Spellings of one tool's program. */
const aliases: Readonly<Record<string, string>> = {
  'react-app-rewired': 'react-scripts',
  craco: 'react-scripts',
  '@11ty/eleventy': 'eleventy',
  'webpack-cli': 'webpack',
  'parcel-bundler': 'parcel',
  'start-storybook': 'storybook',
};

function flagValue(argv: readonly string[], flags: readonly string[]): string | null {
  for (const [index, word] of argv.entries()) {
    if (flags.includes(word)) return argv[index + 1] ?? null;
    const equals = word.indexOf('=');
    if (equals > 0 && flags.includes(word.slice(0, equals))) return word.slice(equals + 1);
  }
  return null;
}

/** Takes comments out, so that a commented-out setting does not count; strings with `//` in them survive. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_all, kept: string | undefined) => kept ?? '',
  );
}

/** The literal that a property is given; `absent` when the property does not occur, null when it is computed. */
function literalProperty(text: string, key: string): string | 'absent' | null {
  const anywhere = new RegExp(`(?<![\\w$.])['"]?${key}['"]?\\s*[:=]`, 'g');
  const found = [...text.matchAll(anywhere)];
  if (found.length === 0) return new RegExp(`(?<![\\w$.])${key}(?![\\w$])`).test(text) ? null : 'absent';
  if (found.length > 1) return null;
  const rest = text.slice((found[0]?.index ?? 0) + (found[0]?.[0].length ?? 0));
  const literal = /^\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)'|`([^`\\$]*)`)\s*(?:[,;}\n]|$)/.exec(rest);
  return literal ? (literal[1] ?? literal[2] ?? literal[3] ?? null) : null;
}

function clean(path: string): string {
  const text = path.replace(/^\.\//, '').replace(/\/+$/, '');
  return text === '' ? '.' : text;
}

/**
 * The directory that a build tool's call writes, relative to the project. Only literals of its flags, environment and
 * config file count: a computed value gives null, never the default. In: the call's words, known ones only.
 */
export function outputDirectory(argv: readonly string[], project: ProjectFiles): Output | null {
  const program = argv[0] ?? '';
  const name = aliases[program] ?? program;
  if (!Object.hasOwn(tools, name)) return null;
  const tool = tools[name];
  if (!tool) return null;
  const flag = flagValue(argv.slice(1), tool.flags);
  if (flag !== null) return { path: clean(flag), kind: tool.kind, confidence: 'strong' };
  const variable = tool.env === undefined ? undefined : project.env(tool.env);
  if (variable) return { path: clean(variable), kind: tool.kind, confidence: 'strong' };
  if (tool.fallback === '') return null;
  // A config file named on the command line is not the one that is looked up here.
  if (argv.some((word) => word === '--config' || word === '-c' || word.startsWith('--config='))) return null;
  if (program === 'craco' || program === 'react-app-rewired') return null;
  for (const path of tool.configs) {
    const text = project.read(path);
    if (text === null) continue;
    const code = withoutComments(text);
    if (name === 'next' && /\boutput\s*:\s*['"]export['"]/.test(code))
      return { path: 'out', kind: 'static', confidence: /distDir/.test(code) ? 'weak' : 'strong' };
    if (
      (tool.blockers ?? []).some((word) =>
        new RegExp(`(?<![\\w$])${word.replace('(', '\\(')}${word.endsWith('(') ? '' : '\\s*[:(,]'}`).test(
          code,
        ),
      )
    )
      return null;
    for (const key of tool.keys) {
      const value = literalProperty(code, key);
      if (value === null) return null;
      if (value !== 'absent') return { path: clean(value), kind: tool.kind, confidence: 'strong' };
    }
    return { path: tool.fallback, kind: tool.kind, confidence: 'strong' };
  }
  if (tool.configs.length > 0 && !project.complete)
    return { path: tool.fallback, kind: tool.kind, confidence: 'weak' };
  return { path: tool.fallback, kind: tool.kind, confidence: 'strong' };
}

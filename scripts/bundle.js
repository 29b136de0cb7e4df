/**
 * Bundles what must start fast or run without Node:
 *   dist/cli/dockopt.js      the command line program: options' names and help
 *   dist/cli/commands.js     what the commands need; loaded when one runs
 *   dist/cli/commands.cache  its compiled code, for the Node that built it
 *   dist/core.js             src/index.ts as one script without Node or DOM globals, which sets `dockopt`
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const shims = join(root, 'scripts', 'shims');
const cliEntry = 'src/cli/main.ts';
const coreEntry = 'src/index.ts';

const shared = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  target: 'es2023',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
};

/** @balena/dockerignore, which the core uses, imports `path`: it gets one without Node, and the same in both bundles. */
const pathOfDockerignore = {
  name: 'path-of-dockerignore',
  setup(it) {
    it.onResolve({ filter: /^path$/ }, ({ importer }) =>
      importer.includes('dockerignore') ? { path: join(shims, 'path.js') } : undefined,
    );
  },
};

/** yaml's build for Node is CommonJS and requires `process` and `buffer`, which a bundle of ES modules cannot. */
const esmOfYaml = {
  name: 'esm-of-yaml',
  setup(it) {
    it.onResolve({ filter: /^yaml$/ }, () => ({
      path: join(root, 'node_modules/yaml/browser/dist/index.js'),
    }));
  },
};

/** The program loads its commands with a cache of compiled code, which half of a cold start would otherwise go into. */
const cachedCommands = {
  name: 'cached-commands',
  setup(it) {
    it.onResolve({ filter: /\/load-commands\.js$/ }, () => ({ path: join(shims, 'load-commands.js') }));
  },
};

function missing(entry) {
  if (existsSync(join(root, entry))) return false;
  process.stdout.write(`bundle: ${entry} is not there, skipped\n`);
  return true;
}

/** Builds the command line program in memory: esbuild's result with its metafile. */
export function buildCli() {
  return build({
    ...shared,
    entryPoints: [
      { in: cliEntry, out: 'dockopt' },
      { in: 'src/cli/commands.ts', out: 'commands' },
    ],
    outdir: join(root, 'dist', 'cli'),
    format: 'cjs',
    platform: 'node',
    metafile: true,
    // Carries a compiler of 10 MB, and is needed only to trace a project's sources.
    external: ['ts-morph'],
    plugins: [esmOfYaml, pathOfDockerignore, cachedCommands],
  });
}

/** Builds the core in memory, as one script. */
export function buildCore() {
  return build({
    ...shared,
    entryPoints: [coreEntry],
    outfile: join(root, 'dist', 'core.js'),
    format: 'iife',
    globalName: 'dockopt',
    platform: 'browser',
    inject: [join(shims, 'buffer.js'), join(shims, 'text-decoder.js')],
    plugins: [esmOfYaml, pathOfDockerignore],
  });
}

/** esbuild leaves other characters in regular expressions, and the program reads its code as Latin-1. */
function ascii(text) {
  return text.replaceAll(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function writeCli() {
  if (missing(cliEntry)) return;
  const result = await buildCli();
  rmSync(join(root, 'dist', 'cli'), { recursive: true, force: true });
  for (const file of result.outputFiles) {
    const program = file.path.endsWith('dockopt.js');
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, (program ? '#!/usr/bin/env node\n' : '') + ascii(file.text));
    if (program) chmodSync(file.path, 0o755);
  }
  const cli = join(root, 'dist', 'cli');
  writeFileSync(join(cli, 'package.json'), '{ "type": "commonjs" }\n');
  spawnSync(process.execPath, [join(root, 'scripts', 'code-cache.js'), cli], { cwd: root, stdio: 'ignore' });
}

async function writeCore() {
  if (missing(coreEntry)) return;
  const result = await buildCore();
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const file of result.outputFiles) writeFileSync(file.path, file.contents);
}

// Importing this file builds nothing: a test builds in memory.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeCli();
  await writeCore();
}

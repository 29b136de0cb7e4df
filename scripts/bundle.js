/**
 * Bundles what must start fast or run without Node:
 *   dist/cli/dockopt.js  the command line program; a command's code is a chunk that loads when the command runs
 *   dist/core.js         src/index.ts as one script without Node or DOM globals, which sets `dockopt`
 */
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
  charset: 'utf8',
  logLevel: 'warning',
  // Only @balena/dockerignore imports `path` by that name: own code says `node:path`.
  alias: { path: join(shims, 'path.js') },
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

function missing(entry) {
  if (existsSync(join(root, entry))) return false;
  process.stdout.write(`bundle: ${entry} is not there, skipped\n`);
  return true;
}

/** Builds the command line program in memory: esbuild's result with its metafile. */
export function buildCli() {
  return build({
    ...shared,
    entryPoints: [{ in: cliEntry, out: 'dockopt' }],
    outdir: join(root, 'dist', 'cli'),
    format: 'esm',
    platform: 'node',
    splitting: true,
    metafile: true,
    chunkNames: 'chunks/[name]-[hash]',
    // Carries a compiler of 10 MB, and is needed only to trace a project's sources.
    external: ['ts-morph'],
    plugins: [esmOfYaml],
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
    plugins: [esmOfYaml],
  });
}

async function writeCli() {
  if (missing(cliEntry)) return;
  const result = await buildCli();
  rmSync(join(root, 'dist', 'cli'), { recursive: true, force: true });
  for (const file of result.outputFiles) {
    const program = file.path.endsWith('dockopt.js');
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, program ? `#!/usr/bin/env node\n${file.text}` : file.contents);
    if (program) chmodSync(file.path, 0o755);
  }
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

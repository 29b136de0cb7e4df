import { readNodeCall, treeProgram } from '../commands/node.js';
import { processKind, type ProcessKind } from './kinds.js';
import type { Word } from './start-words.js';
import { absolute, addProcess, type Position, type Surroundings, type Trail } from './trail.js';

/** Modules that node loads before the script: `-r dotenv/config`, `--import tsx`. */
export function addPreloads(words: readonly string[], trail: Trail, at: Position): void {
  for (const preload of readNodeCall(['node', ...words]).preloads) trail.preloads.set(preload, at.cwd);
}

const compilers =
  /^(?:ts-node|tsx|@swc-node|@babel\/(?:register|node)|babel-register|@esbuild-kit|esbuild-register|esm-module-alias|sucrase|jiti|@swc\/register|tsm)(?:$|\/)/;

/** A call of node: preloads, environment files, and the script that it runs. */
export function walkNode(words: readonly Word[], around: Surroundings, trail: Trail, at: Position): void {
  const call = readNodeCall(words.map((word) => word.value));
  const options = around.env('NODE_OPTIONS');
  if (options) addPreloads(options.split(/\s+/), trail, at);
  for (const preload of call.preloads) trail.preloads.set(preload, at.cwd);
  for (const file of call.envFiles) {
    const path = absolute(at.cwd, file);
    if (path !== null) trail.paths.set(path, 'node --env-file');
  }
  const script = call.scriptAt < 0 ? undefined : words[call.scriptAt];
  const args = words.slice(call.scriptAt + 1);
  if (!script) {
    addProcess(trail, call.code === null ? 'system' : 'node', 'node', words.slice(1), at, false);
    return;
  }
  if (script.value === null) {
    trail.unclear.push(`node starts a script with a computed name (${script.text})`);
    return;
  }
  const bin = treeProgram(script.value);
  if (bin !== null) {
    addProcess(
      trail,
      processKind(
        bin,
        args.map((word) => word.value),
      ),
      bin,
      args,
      at,
      true,
    );
    return;
  }
  const preloads = [
    ...call.preloads,
    ...(options ? readNodeCall(['node', ...options.split(/\s+/)]).preloads : []),
  ];
  const ace =
    script.value.slice(script.value.lastIndexOf('/') + 1).replace(/\.js$/, '') === 'ace'
      ? args[0]?.value
      : undefined;
  const kind: ProcessKind = call.watch
    ? 'dev-server'
    : ace === 'serve' && args.some((word) => word.value === '--watch' || word.value === '--hmr')
      ? 'dev-server'
      : ace === 'build'
        ? 'build'
        : preloads.some((name) => compilers.test(name)) ||
            /\.[cm]?tsx?$/.test(script.value) ||
            call.stripsTypes
          ? 'types'
          : 'node';
  addProcess(trail, kind, 'node', [script, ...args], at, false);
}

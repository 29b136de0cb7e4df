import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** A bundle as Node wraps modules, compiled. The bundle is ASCII: Latin-1 keeps the text in one byte a character. */
export function compiled(file, cachedData) {
  const source = readFileSync(file, 'latin1');
  return new Script(`(function(exports,require,module){${source}\n})`, { filename: file, cachedData });
}

/** Runs a compiled bundle; gives what it exports. */
export function exportsOf(script, load) {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, load, module);
  return module.exports;
}

function cacheOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The commands beside this file. V8 rejects a cache of another version and compiles; without one Node keeps its own. */
export async function loadCommands() {
  const file = join(__dirname, 'commands.js');
  const cache = cacheOf(join(__dirname, 'commands.cache'));
  if (cache) return exportsOf(compiled(file, cache), require);
  nodeModule.enableCompileCache?.();
  return require(file);
}

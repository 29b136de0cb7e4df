/** Runs the bundled commands on some cases of the corpus and keeps the code that V8 compiled for them: code-cache.js DIRECTORY */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compiled, exportsOf } from './shims/load-commands.js';

const directory = process.argv[2];
const file = join(directory, 'commands.js');
const script = compiled(file);
const { rewriteCommand } = exportsOf(script, createRequire(file));
for (const pack of ['go', 'composer']) {
  const folder = join('corpus', pack);
  if (!existsSync(folder)) continue;
  for (const name of readdirSync(folder).sort().slice(0, 6)) {
    const path = join(folder, name);
    const context = existsSync(join(path, 'context')) ? ['--context', join(path, 'context')] : [];
    await rewriteCommand([join(path, 'Dockerfile'), ...context]);
  }
}
writeFileSync(join(directory, 'commands.cache'), script.createCachedData());
process.exitCode = 0;

import { field, textOf } from '../../../src/project/json.js';
import { dirname, joinPath, relativePath } from '../../../src/project/path.js';
import type { ReadonlyFileSystem } from '../../../src/project/types.js';
import type { Settings } from './settings.js';

/**
 * Directories (context paths) that `prisma generate` writes its client to, as the schema's generators say. The client is not
 * in the build context, and imports nothing but the run time of @prisma/client.
 */
export function prismaOutputs(fs: ReadonlyFileSystem, settings: Settings, dir: string): readonly string[] {
  const named = textOf(field(field(settings.manifestIn(dir)?.raw, 'prisma'), 'schema'));
  const found: string[] = [];
  for (const name of [named, 'prisma/schema.prisma', 'schema.prisma']) {
    const path = name === null ? null : joinPath(dir, name);
    const text = path === null ? null : fs.read(path);
    if (path === null || text === null) continue;
    for (const [block] of text.matchAll(/\bgenerator\s+\w+\s*\{[^}]*\}/g)) {
      const provider = /\bprovider\s*=\s*"([^"]*)"/.exec(block)?.[1] ?? '';
      const output = /\boutput\s*=\s*"([^"]*)"/.exec(block)?.[1];
      if (/^prisma-client(?:-js)?$/.test(provider) && output !== undefined)
        found.push(joinPath(dirname(path), output));
    }
  }
  return found;
}

/** Is this path the generated client or in it? */
export function isGenerated(path: string, outputs: readonly string[]): boolean {
  return outputs.some((output) => relativePath(output, path) !== null);
}

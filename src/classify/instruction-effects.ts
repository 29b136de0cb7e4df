import type { CopyInstruction } from '../dockerfile/types.js';
import { effects } from '../effects/effects.js';
import type { Effects, WriteRole } from '../effects/types.js';
import type { ImageCopy } from '../project/copy.js';
import type { ReadonlyFileSystem } from '../project/types.js';
import { isBaseTree } from './places.js';

function copyRole(destination: string, fromElsewhere: boolean): WriteRole {
  if (/^\/(?:usr\/)?(?:local\/)?s?bin(?:\/|$)/.test(destination)) return 'tool';
  if (fromElsewhere && /^\/(?:usr\/local\/(?:lib|share)|opt)(?:\/|$)/.test(destination)) return 'tool';
  return isBaseTree(destination) ? 'config' : 'source';
}

/** Names that a copied directory brings to its destination, when the context shows them. */
function topNames(context: ReadonlyFileSystem, source: string): readonly string[] | null {
  const path = source.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  const clean = path === '.' ? '' : path;
  if (/[*?[]/.test(clean)) return null;
  const entry = context.stat(clean);
  if (clean !== '' && (!entry || entry.kind !== 'directory')) return null;
  return context.complete ? context.list(clean) : null;
}

function join(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

/**
 * What COPY or ADD writes. A file goes to one path; a directory's contents are listed name by name when the context
 * shows them and the destination is not the app's own (so that `/` is never taken as a tree), else as a tree.
 */
export function copyEffects(
  instruction: CopyInstruction,
  copy: ImageCopy,
  destination: string,
  context: ReadonlyFileSystem,
): Effects {
  const model = instruction.type.toUpperCase();
  const fromElsewhere = instruction.from !== null;
  const directory =
    instruction.destination.endsWith('/') ||
    /^\.{0,2}$/.test(instruction.destination) ||
    copy.sources.length > 1;
  const sources = copy.sources.flatMap((source) => (source === null ? [] : [source]));
  const paths: string[] = [];
  let tree = true;
  for (const source of sources) {
    const names = fromElsewhere ? null : topNames(context, source);
    const base = source.replace(/\/+$/, '').split('/').at(-1) ?? '';
    const single = !fromElsewhere && context.stat(source.replace(/^\.?\/+/, ''))?.kind === 'file';
    if (names)
      paths.push(...(destination === '/' ? names.map((name) => join(destination, name)) : [destination]));
    else if (single || /^https?:/.test(source)) {
      paths.push(directory ? join(destination, base) : destination);
      tree = sources.length > 1;
    } else if (fromElsewhere && /\.[a-z]+$|bin\//.test(source) && directory)
      paths.push(join(destination, base));
    else paths.push(destination);
  }
  if (instruction.line.heredocs.length > 0) tree = false;
  return effects(model, {
    reads: fromElsewhere ? [] : sources,
    writes: [...new Set(paths)].map((path) => ({ path, tree, role: copyRole(path, fromElsewhere) })),
    replayable: true,
    network: sources.some((source) => /^(?:https?:|git@)/.test(source)),
    confidence: 'proven',
  });
}

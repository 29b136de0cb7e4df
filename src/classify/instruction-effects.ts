import type { CopyInstruction } from '../dockerfile/types.js';
import { effects } from '../effects/effects.js';
import type { Effects, WriteRole } from '../effects/types.js';
import type { ImageCopy } from '../project/copy.js';
import type { ReadonlyFileSystem } from '../project/types.js';
import { isBaseTree, isSystemDirectory } from './places.js';

function copyRole(destination: string, fromElsewhere: boolean): WriteRole {
  // What comes into the root directory is anything: it is not the app's tree, and is copied again as it stands.
  if (destination === '/') return 'config';
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

/** ADD unpacks these. */
const ARCHIVE = /\.(?:tar(?:\.[a-z0-9]+)?|tgz|txz|tbz2?)$/;

interface Placed {
  readonly path: string;
  readonly tree: boolean;
}

/**
 * Where a context directory's contents come to lie. In a directory of the base image (`/`, `/usr/local/bin`) every entry
 * stands for itself, so that the directory is never taken for the app's; elsewhere the directory is one tree.
 */
function spread(context: ReadonlyFileSystem, source: string, destination: string): readonly Placed[] {
  const names = topNames(context, source);
  const shared =
    destination === '/' ||
    destination === '/opt' ||
    (isSystemDirectory(destination) && isBaseTree(destination));
  if (names === null || !shared) return [{ path: destination, tree: true }];
  return names.flatMap((name) => {
    const from = join(source.replace(/^\.?\/*/, '').replace(/\/+$/, ''), name).replace(/^\//, '');
    const tree = context.stat(from)?.kind === 'directory';
    const path = join(destination, name);
    return tree ? spread(context, from, path) : [{ path, tree }];
  });
}

/** What COPY or ADD writes: a file goes to one path, a directory's contents to one tree or name by name. */
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
  const placed: Placed[] = sources.flatMap((source): readonly Placed[] => {
    const base =
      source
        .replace(/\/+$/, '')
        .split('/')
        .at(-1)
        ?.replaceAll(/^<<-?|["']/g, '') ?? '';
    const file = directory ? join(destination, base) : destination;
    if (instruction.type === 'add' && ARCHIVE.test(source) && !/^https?:/.test(source))
      return [{ path: destination, tree: true }];
    if (fromElsewhere)
      return [
        /\.[a-z]+$|bin\//.test(source) && directory
          ? { path: file, tree: true }
          : { path: destination, tree: true },
      ];
    if (/^https?:/.test(source) || context.stat(source.replace(/^\.?\/+/, ''))?.kind === 'file')
      return [{ path: file, tree: false }];
    return spread(context, source, destination);
  });
  const inline = copy.heredocs ?? [];
  const into = directory || inline.length + sources.length > 1;
  for (const { name } of inline)
    placed.push({ path: into ? join(destination, name) : destination, tree: false });
  const paths = [...new Set(placed.map((each) => each.path))];
  return effects(model, {
    reads: fromElsewhere ? [] : sources,
    writes: paths.map((path) => ({
      path,
      tree: placed.some((each) => each.path === path && each.tree),
      role: copyRole(path, fromElsewhere),
    })),
    replayable: true,
    network: sources.some((source) => /^(?:https?:|git@)/.test(source)),
    confidence: 'proven',
  });
}

import { DEFAULT_PATH } from '../../../src/data/default-path.js';
import { absolute, type Position, type Surroundings, type Trail } from './trail.js';

/** Where a shell looks for a name. */
function places(name: string, around: Surroundings): readonly string[] {
  return (around.env('PATH') ?? DEFAULT_PATH)
    .split(':')
    .filter((directory) => directory.startsWith('/'))
    .map((directory) => `${directory.replace(/\/+$/, '')}/${name}`);
}

/** Who puts a program of this name, unread, into a directory of PATH; null when nobody does. */
export function makerOfProgram(name: string, around: Surroundings): 'run' | 'stage' | null {
  if (name.includes('/')) return null;
  for (const place of places(name, around)) {
    const maker = around.made?.(place) ?? null;
    if (maker !== null) return maker;
  }
  return null;
}

/** The file of the image's own that is found by this name: COPY put entry.sh into a directory of PATH, and ENTRYPOINT names it. */
export function ownFile(name: string, around: Surroundings): string | null {
  if (name.includes('/')) return around.files.stat(name) === null ? null : name;
  return places(name, around).find((place) => around.files.stat(place) !== null) ?? null;
}

/** Notes a program that run time calls: one of the base's, or a file of the image's own. */
export function needProgram(name: string, around: Surroundings, trail: Trail, at: Position): void {
  // A file of the image's own at that place is a path, not a program of the base.
  const path = name.includes('/') ? absolute(at.cwd, name) : `/usr/local/bin/${name}`;
  if (path !== null && around.files.stat(path) !== null) {
    trail.paths.set(path, at.through.at(-1) ?? 'the start command');
    return;
  }
  trail.programs.set(name, at.through.at(-1) ?? 'the start command');
}

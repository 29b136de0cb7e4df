import { isSystemDirectory, minimalTrees } from '../classify/places.js';
import { scopeBefore } from '../dockerfile/scope.js';
import type { DockerfileDoc, ImageConfig, Stage } from '../dockerfile/types.js';
import { expandWord } from '../dockerfile/words.js';
import { absolutePath } from '../project/path.js';

/** Directories that some app's files are copied into beside those of the system: they are not the app's own. */
const SHARED =
  /^\/(?:$|bin|boot|dev|etc|home|lib\d*|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(?:\/|$)/;

/** Homes of apps below the system's directories, by convention. */
const HOMES =
  /^\/(?:usr\/src|usr\/local\/(?:src|app)|opt|srv|home|var\/(?:www|lib\/www|task)|usr\/share\/nginx)\/./;

function isAppPlace(path: string): boolean {
  return !isSystemDirectory(path) && (!SHARED.test(path) || HOMES.test(path));
}

/**
 * Absolute paths of the app's directories in an image: the working directory of the container, and what the Dockerfile's
 * stage copies out of the build context or another stage to a place of its own. Directories of the system are not among
 * them. `env` is what the image's base sets.
 */
export function appRoots(
  doc: DockerfileDoc,
  stage: Stage,
  config: ImageConfig,
  buildArgs: Readonly<Record<string, string>>,
): readonly string[] {
  const found: string[] = isSystemDirectory(config.workdir || '/') ? [] : [config.workdir];
  let workdir = '/';
  for (const instruction of stage.instructions) {
    const { all } = scopeBefore(doc, instruction, config.env, buildArgs);
    const value = (word: string): string | null => expandWord(word, (name) => all[name], doc.escape);
    if (instruction.type === 'workdir') {
      const to = value(instruction.value);
      if (to !== null) workdir = absolutePath(to, workdir);
    }
    if (instruction.type !== 'copy' && instruction.type !== 'add') continue;
    const to = value(instruction.destination);
    if (to === null) continue;
    const path = absolutePath(to, workdir);
    if (isAppPlace(path)) found.push(path);
  }
  return minimalTrees([...new Set(found)]);
}

import { isSystemDirectory, minimalTrees } from '../classify/places.js';
import { imageFacts } from '../data/images.js';
import { parseImageRef } from '../data/image-ref.js';
import { chainOf } from '../dockerfile/chain.js';
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

/** Directories of the system that a base image leaves empty: an app that lies right in them has them for itself. */
const FREE: ReadonlySet<string> = new Set(['/srv', '/usr/src', '/var/www']);

/** True for a directory of the system, in which an app's files would not be told from the base image's. */
export function belongsToSystem(path: string): boolean {
  return isSystemDirectory(path) && !FREE.has(path);
}

function isAppPlace(path: string): boolean {
  return FREE.has(path) || (!isSystemDirectory(path) && (!SHARED.test(path) || HOMES.test(path)));
}

/** One COPY or ADD of a stage: where to, and the names of its sources as they are written. */
interface Copied {
  readonly to: string;
  readonly names: readonly string[];
  readonly fromContext: boolean;
}

/** What the stage copies, and the stages that it is built on: their files are in the image as well. */
function copiesOf(
  doc: DockerfileDoc,
  stage: Stage,
  config: ImageConfig,
  buildArgs: Readonly<Record<string, string>>,
): readonly Copied[] {
  const found: Copied[] = [];
  const chain = chainOf(doc, stage);
  const image = chain[0]?.image ?? null;
  let workdir = (image === null ? null : imageFacts(parseImageRef(image))?.config.workdir) || '/';
  for (const instruction of chain.flatMap(({ instructions }) => instructions)) {
    const { all } = scopeBefore(doc, instruction, config.env, buildArgs);
    const value = (word: string): string | null => expandWord(word, (name) => all[name], doc.escape);
    if (instruction.type === 'workdir') {
      const to = value(instruction.value);
      if (to !== null) workdir = absolutePath(to, workdir);
    }
    if (instruction.type !== 'copy' && instruction.type !== 'add') continue;
    const to = value(instruction.destination);
    if (to === null) continue;
    const names = instruction.sources.flatMap((source) => value(source)?.split('/').at(-1) ?? []);
    found.push({ to: absolutePath(to, workdir), names, fromContext: !instruction.from });
  }
  return found;
}

/**
 * Absolute paths of the app's directories in an image: the working directory of the container, its volumes, and what the
 * Dockerfile's stage, or one that it is built on, copies out of the build context or another stage to a place of its own.
 * Directories of the system are not among them. `config` is the built image's: variables of the base image are in there.
 */
export function appRoots(
  doc: DockerfileDoc,
  stage: Stage,
  config: ImageConfig,
  buildArgs: Readonly<Record<string, string>>,
): readonly string[] {
  const own = [config.workdir || '/', ...config.volumes].filter((path) => !belongsToSystem(path));
  const copied = copiesOf(doc, stage, config, buildArgs).map(({ to }) => to);
  return minimalTrees([...new Set([...own, ...copied.filter(isAppPlace)])]);
}

/** Homes and places for what does not last: what is copied there is for the build more often than for the app. */
const PRIVATE = /^\/(?:root|home|tmp|run|proc|sys|dev|var\/(?:tmp|cache|run))(?:\/|$)/;

/**
 * Absolute paths where files may be that the Dockerfile's stage copies out of the build context to directories of the
 * system: settings and scripts of the app. Whether a path is a file, and not a directory of the base image, shows in the
 * image.
 */
export function systemPlaces(
  doc: DockerfileDoc,
  stage: Stage,
  config: ImageConfig,
  buildArgs: Readonly<Record<string, string>>,
): readonly string[] {
  const copied = copiesOf(doc, stage, config, buildArgs).filter(({ fromContext }) => fromContext);
  const places = copied.flatMap(({ to, names }) => [to, ...names.map((name) => absolutePath(name, to))]);
  return [...new Set(places)].filter((path) => !isAppPlace(path) && !PRIVATE.test(path));
}

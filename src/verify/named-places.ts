import { isSystemDirectory, within } from '../classify/places.js';
import { absolutePath, basename } from '../project/path.js';
import { createStanding, decides } from './closure-scope.js';
import type { ClosureQuestion } from './closure-scope.js';
import type { FilesQuestion } from './files.js';
import { goneReason } from './gone.js';
import { lookUp } from './paths.js';
import { topmostMissing } from './trees.js';
import type { Finding, Listing } from './types.js';

/** Where files lie whose texts say nothing of what the app needs: the system's, packages, run times. */
const NOT_OWN =
  /^\/(?:bin|boot|dev|etc|lib\d*|proc|sbin|sys|usr\/(?!local\/(?:s?bin|libexec)\/|src\/|share\/nginx\/)|var\/(?:cache|log|lib\/(?:dpkg|apt))\/)|\/(?:node_modules|vendor|\.git|(?:site|dist)-packages|pkg\/mod)\//;
/** Run times and package managers: they name what some program may want one day. */
const RUN_TIME =
  /^(?:node|nodejs|npm|npx|yarn|yarnpkg|pnpm|corepack|deno|bun|java|go|gofmt|python[\d.]*|pip[\d.]*|ruby[\d.]*|gem|bundle|perl[\d.]*|php[\d.]*|php-fpm[\d.]*|php-config|phpize|pear|pecl|composer|docker-php-[\w-]+)$/;

/** True for a file whose content may name what the app needs outside of its own directories. */
export function mayNamePlaces(path: string): boolean {
  return !NOT_OWN.test(path) && !RUN_TIME.test(basename(path));
}

/** True for what has no other use than to run: no source, test, documentation, build tool or cache by its name. */
function isUseful(path: string, image: Listing): boolean {
  const system = goneReason(path, image, false, () => null);
  if (system !== 'unknown' && system !== 'another base') return false;
  return goneReason(path, image, true, () => null) === 'unknown';
}

/**
 * True for a path of an image that says something when a program names it. Go and Rust put the paths of all their sources
 * into a program.
 */
export function isTellingPlace(path: string, image: Listing): boolean {
  return image.has(path) && !isSystemDirectory(path) && isUseful(path, image);
}

/**
 * What the original's instructions made outside of the app's directories, that is not in the candidate, and that the plan of
 * the rewrite leaves out: it says that nothing was seen to read it, which is no proof when a program names it.
 */
export function plannedLosses(after: Listing, question: FilesQuestion): ReadonlySet<string> {
  const out = [...question.roots, ...(question.leftOut ?? [])].map((path) => absolutePath(path, '/'));
  const lost = [...(question.made ?? [])].filter(
    (path) => question.explained(path) !== null && lookUp(after, path) === null,
  );
  return new Set(lost.filter((path) => !out.some((each) => each !== '/' && within(path, each))));
}

/** A directory in which something was built: programs name it as the place of their sources. */
function isWorkshop(lost: readonly string[], after: Listing): boolean {
  return lost.some((path) => goneReason(path, after, true, () => null) === 'source');
}

/**
 * Whether a program or script of the app, or one that is called, names a path that the rewrite leaves out although an
 * instruction of the original made it: data that `make install` puts beside its program.
 */
export function checkNamedPlaces(
  before: Listing,
  after: Listing,
  question: ClosureQuestion,
): readonly Finding[] {
  const lost = [...(question.planned ?? [])];
  if (lost.length === 0) return [];
  const standingOf = createStanding(before, after, question);
  const found = new Map<string, Finding>();
  for (const [path, file] of after) {
    if (file.paths === undefined || file.paths.length === 0) continue;
    const standing = standingOf(path, file);
    if (!decides(path, standing)) continue;
    if (standing !== 'called' && goneReason(path, after, true, () => null) !== 'unknown') continue;
    for (const name of file.paths) {
      const inside = lost.filter((each) => within(each, name));
      if (inside.length === 0 || lookUp(after, name) !== null || isWorkshop(inside, after)) continue;
      if (!inside.some((each) => isUseful(each, before))) continue;
      const subject = topmostMissing(name, after);
      if (found.has(subject)) continue;
      found.set(subject, {
        check: 'closure',
        code: 'V-NAMED',
        weight: 'unsure',
        subject,
        before: 'there',
        after: null,
        because: `${path} names ${name}, which an instruction of the original makes`,
      });
    }
  }
  return [...found.values()];
}

import { imageTableDate, type ImageRow } from './image-table.js';
import type { ImageTag } from './image-tag.js';
import { lineDepth } from './releases.js';

/** Words in a tag's place for the version that name another build from time to time. */
const movingWords =
  'latest lts current stable mainline rolling devel edge testing unstable oldstable oldoldstable rc experimental'.split(
    ' ',
  );

/** The distro's own images: their tags are releases. */
export function isDistro(repository: string): boolean {
  return ['debian', 'ubuntu', 'alpine', 'buildpack-deps'].includes(repository);
}

/** Does the tag name no version line (`latest`, `1`, `lts-alpine3.20`), so that another version may be behind it by now? */
export function versionFloats(repository: string, tag: ImageTag): boolean {
  if (repository.startsWith('gcr.io/distroless/')) return !/-debian\d+$/.test(repository);
  if (isDistro(repository) && tag.release !== null) return tag.release === 'sid';
  if (tag.version.length > 0) {
    // Alpine's dated tags (20260805) are snapshots of edge.
    return repository === 'alpine' ? tag.version.length < 2 : tag.version.length < lineDepth(repository);
  }
  return tag.alias === null || movingWords.includes(tag.alias);
}

/** A tag that was not listed for a year before the table's date will not move again: `php:7`, `node:10`. */
export function isFinished(row: ImageRow): boolean {
  const date = imageTableDate();
  const yearBefore = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
  return /^\d{4}-/.test(row.published) && row.published < yearBefore;
}

import type { UnitFacts } from '../transform/types.js';

/** Web roots that base images and web server packages bring, with their default pages. */
const WEB_ROOT =
  /^(?:\/var\/www|\/usr\/share\/nginx|\/usr\/local\/apache2)(?:\/(?:html|htdocs)(?:\/(?:\*|\.\*|index(?:\.nginx-debian)?\.html|50x\.html))?)?$/;

/**
 * True when a command removes a web root or its default page, and no COPY brought that: the final stage has it again. What
 * is copied there would be mixed with it, and a link cannot be copied over a directory.
 */
export function removesBaseFile(unit: UnitFacts, path: string): boolean {
  return WEB_ROOT.test(path) && unit.files.stat(path) === null;
}

import { officialName, parseImageRef } from '../../src/data/image-ref.js';
import { imageFacts } from '../../src/data/images.js';
import type { ImageRef } from '../../src/data/types.js';
import type { BaseOption, Contribution, Facts } from '../../src/transform/types.js';

const debian = 'wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky';
const line = 'lts|current|argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton';
const plainTag = new RegExp(`^(?:(?:\\d+(?:\\.\\d+){0,2}|${line})(?:-(?:${debian}))?|(?:${debian}))$`);
const plainVersion = /^\d+(?:\.\d+){0,2}$/;

/** True for Docker Hub's `node` or a mirror of it. */
export function isNodeImage(image: ImageRef): boolean {
  return officialName(image) === 'node';
}

/**
 * The tag of the slim image with the same Node version and Debian release: the unsuffixed and the `-slim` tag of one
 * version always share one release (docker-node). Null when the tag has no smaller sibling: alpine, slim, onbuild.
 */
export function slimTag(tag: string | null): string | null {
  if (tag === null || tag === 'latest') return 'slim';
  return plainTag.test(tag) ? `${tag}-slim` : null;
}

/** Every variable of the reference's text stands for a plain version, so that a suffix means the same for any of them. */
function suffixHolds(written: string, resolved: string): boolean {
  if (!written.includes('$')) return true;
  const colon = written.indexOf(':');
  const name = colon < 0 ? written : written.slice(0, colon);
  if (name.includes('$')) return false;
  const resolvedTag = resolved.slice(resolved.lastIndexOf(':') + 1);
  const tag = written.slice(colon + 1);
  const variable = /\$(?:\{[A-Za-z_]\w*(?::?[-+][^${}]*)?\}|[A-Za-z_]\w*)/g;
  const variables = tag.match(variable) ?? [];
  if (variables.length !== 1 || tag.replace(variable, '').includes('$')) return false;
  const literal = tag.replace(variable, '\0').split('\0');
  const before = literal[0] ?? '';
  const after = literal[1] ?? '';
  if (!resolvedTag.startsWith(before) || !resolvedTag.endsWith(after)) return false;
  const value = resolvedTag.slice(before.length, resolvedTag.length - after.length);
  return before === '' && plainVersion.test(value);
}

/** The FROM text that names the builder's image, variables kept: stages that derive from each other are followed. */
function writtenImage(image: ImageRef, facts: Facts): string {
  let stage = facts.stage;
  for (let hops = 0; hops < facts.doc.stages.length && stage.base !== null; hops++) {
    const next = facts.doc.stages[stage.base];
    if (!next) break;
    stage = next;
  }
  return stage.image === image.text ? stage.from.image : image.text;
}

/**
 * Final bases for a builder image: the slim sibling (T1), then the image itself. A digest, a mirror, a custom image and
 * everything that is not Docker Hub's `node` stay what they are, because a sibling may not exist there.
 */
export function nodeBases(image: ImageRef, facts: Facts, contribution: Contribution): readonly BaseOption[] {
  const node = isNodeImage(image);
  if (!node && !contribution.owns) return [];
  const written = writtenImage(image, facts);
  const same: BaseOption = {
    image: written,
    resolved: image.text,
    tier: 'T0',
    allow: null,
    kind: 'same',
    evidence: { rule: 'npm/base-same', because: "the builder's own image", at: null },
  };
  if (!node || image.digest !== null || image.registry !== null) return [same];
  const tag = slimTag(image.tag);
  if (tag === null || !suffixHolds(written, image.text)) return [same];
  const bare = (text: string): string =>
    image.tag === null ? `${text}:` : text.endsWith(':latest') ? text.slice(0, -6) : `${text}-`;
  const slim = `${bare(written)}slim`;
  const resolved = `${bare(image.text)}slim`;
  const before = imageFacts(image);
  const after = imageFacts(parseImageRef(resolved));
  if (before && after && (before.release !== after.release || before.distro !== after.distro)) return [same];
  return [
    {
      image: slim,
      resolved,
      tier: 'T1',
      allow: null,
      kind: 'family',
      evidence: {
        rule: 'npm/base-slim',
        because: `${resolved} has the same Node version and Debian release as ${image.text}`,
        at: null,
      },
    },
    same,
  ];
}

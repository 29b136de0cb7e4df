import type { ImageRef } from './types.js';

const hubHosts = ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'];

/** A first path component is a host when it has a dot or a port, is `localhost`, or has capitals (distribution/reference). */
function isHost(component: string): boolean {
  return component === 'localhost' || /[.:]/.test(component) || component !== component.toLowerCase();
}

/** Offset of the colon before the tag in a reference without a digest, or -1: a colon before a slash is a port. */
function tagColon(name: string): number {
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? colon : -1;
}

/**
 * Takes an image reference apart as Docker does: `docker.io/library/node` and `node` are the same image, any other host
 * stays in `registry`. A text that is no valid reference gives a reference that names no known image.
 */
export function parseImageRef(text: string): ImageRef {
  const at = text.indexOf('@');
  const digest = at < 0 ? null : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const colon = tagColon(named);
  const tag = colon < 0 ? null : named.slice(colon + 1);
  const name = colon < 0 ? named : named.slice(0, colon);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const host = slash >= 0 && isHost(first);
  const path = host ? name.slice(slash + 1) : name;
  const registry = host && !hubHosts.includes(first) ? first : null;
  const repository =
    registry === null && /^library\/[^/]+$/.test(path) ? path.slice('library/'.length) : path;
  return { text, registry, repository, tag: tag || null, digest: digest || null };
}

/**
 * The name under which the tables know an image, or null: official images without a registry, their copies on a mirror
 * (`public.ecr.aws/docker/library/node`, `mirror.gcr.io/library/node`: the path ends in `library/NAME`), other images
 * with their registry (`gcr.io/distroless/static`).
 */
export function tableName(ref: ImageRef): string {
  return officialName(ref) ?? (ref.registry === null ? ref.repository : `${ref.registry}/${ref.repository}`);
}

/** NAME when this is Docker Hub's official image NAME, there or on a mirror; else null. */
export function officialName(ref: ImageRef): string | null {
  if (ref.registry === null) return ref.repository.includes('/') ? null : ref.repository;
  return /(?:^|\/)library\/([^/]+)$/.exec(ref.repository)?.[1] ?? null;
}

/** True when the reference names a mirror of Docker Hub's official images. */
export function isMirror(ref: ImageRef): boolean {
  return ref.registry !== null && officialName(ref) !== null;
}

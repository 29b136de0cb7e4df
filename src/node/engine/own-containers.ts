import type { FoundEngine } from './found.js';
import { CONTAINER_LABEL, SESSION_LABEL } from './owner.js';

/** Names of containers begin with it and the session's id. */
const CONTAINER_PREFIX = 'dockopt-';

/** What a container is labelled with when it is made: `labels` of its session, and one that no image has. */
export function containerLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...labels, [CONTAINER_LABEL]: labels[SESSION_LABEL] ?? '' };
}

/** The name of a session's container, by its number. */
export function containerName(session: string, number: number): string {
  return `${CONTAINER_PREFIX}${session}-${number}`;
}

/** Did we name this container for the session? buildah's containers have no labels but those of their image. */
export function isNamedFor(session: string, name: string): boolean {
  const own = name.replace(/^\//, '');
  const start = containerName(session, 0).slice(0, -1);
  return session !== '' && own.startsWith(start) && /^\d+$/.test(own.slice(start.length));
}

/** May the name be one of ours, of any session? */
export function mayBeOwn(name: string): boolean {
  return name.startsWith(CONTAINER_PREFIX);
}

/** Did we make this container? Its labels say so, which a copy of it (docker commit) would inherit, and its name. */
export function isOwnContainer(name: string, labels: Readonly<Record<string, string>>): boolean {
  const session = labels[SESSION_LABEL] ?? '';
  return labels[CONTAINER_LABEL] === session && isNamedFor(session, name);
}

/** Options of `ps` for the containers that we made, those of all sessions or of one. */
export function containerFilter(found: FoundEngine, session: string | null): readonly string[] {
  // The text is a regular expression, and docker's names may begin with a slash.
  const name = `name=^/?${CONTAINER_PREFIX}${session ?? '[0-9a-z]+'}-[0-9]+$`;
  if (found.name === 'buildah') return ['--filter', `name=${CONTAINER_PREFIX}${session ?? ''}`];
  const label = session === null ? CONTAINER_LABEL : `${CONTAINER_LABEL}=${session}`;
  return ['--filter', `label=${label}`, '--filter', name];
}

import { at, listOf, readJson, recordAt, textAt, textsAt } from './json.js';
import { containerFilter, isNamedFor, isOwnContainer, mayBeOwn } from './own-containers.js';
import { abandonedSession, SESSION_LABEL } from './owner.js';
import { removalArgs, type EngineProgram } from './program.js';

/** An image or container with the labels of a session. */
interface Owned {
  readonly id: string;
  readonly session: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Tags of an image. */
  readonly tags: readonly string[];
}

const REMOVAL_SECONDS = 30;
/** How often containers are asked away: one that is being removed already makes it fail. */
const TURNS = 2;

type Belongs = (owned: Owned) => boolean;

/** The name of a session's images, before the colon. */
export function imageName(session: string): string {
  return `dockopt/${session}`;
}

/**
 * Removes containers that belong, and looks whether they went. True when none is left; false when one is, and when the
 * engine does not answer in time.
 */
export async function removeContainers(program: EngineProgram, belongs: Belongs): Promise<boolean> {
  for (let turn = 0; turn < TURNS; turn++) {
    const found = await containers(program);
    if (found === null) return false;
    const ids = found.filter(belongs).map(({ id }) => id);
    if (ids.length === 0) return true;
    const { code } = await program.clean([...removalArgs(program.found), ...ids]);
    if (code === 0) return true;
  }
  return (await containers(program))?.some(belongs) === false;
}

/**
 * Removes images that belong: their tags of our own name space, and with the last tag the image. One that somebody else
 * built upon it inherits the labels, also when it has no tag. What a container uses stays: without `--force` docker and
 * podman say no, where podman would remove the container with it.
 */
export async function removeImages(program: EngineProgram, belongs: Belongs): Promise<void> {
  const remove = program.found.name === 'buildah' ? ['rmi'] : ['image', 'rm'];
  for (const image of (await images(program)) ?? []) {
    if (!belongs(image)) continue;
    const own = image.tags.filter((tag) => isOwnTag(tag, image.session));
    if (own.length > 0) await program.clean([...remove, ...own], REMOVAL_SECONDS);
  }
}

/** Removes what sessions of this host left whose process is gone. Those of a living process stay. */
export async function removeAbandoned(program: EngineProgram): Promise<void> {
  const belongs: Belongs = ({ labels }) => abandonedSession(labels) !== null;
  if (await removeContainers(program, belongs)) await removeImages(program, belongs);
}

/**
 * Gives images of a session names that nobody takes away: what they are called now. A name that no image has gives none.
 */
export async function keepImages(
  program: EngineProgram,
  session: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const name of names) {
    const lasting = `dockopt-${name}:${session}`;
    const { code } = await program.clean(['tag', `${imageName(session)}:${name}`, lasting]);
    if (code === 0) kept.push(lasting);
  }
  return kept;
}

function isOwnTag(tag: string, session: string): boolean {
  return tag.replace(/^localhost\//, '').startsWith(`${imageName(session)}:`);
}

function containers(program: EngineProgram): Promise<readonly Owned[] | null> {
  if (program.found.name === 'buildah') return workingContainers(program);
  return ownContainers(program);
}

/** What the user runs from an image of ours inherits its labels: the engine's filter is not relied upon alone. */
async function ownContainers(program: EngineProgram): Promise<readonly Owned[] | null> {
  const list = ['ps', '--all', ...containerFilter(program.found, null)];
  const found = await described(program, list, ['container', 'inspect']);
  return (
    found &&
    found
      .map((each) => ({ name: textAt(each, 'Name'), ...ownedBy(textAt(each, 'Id'), [], at(each, 'Config')) }))
      .filter(({ name, labels }) => isOwnContainer(name, labels))
  );
}

async function images(program: EngineProgram): Promise<readonly Owned[] | null> {
  if (program.found.name === 'buildah') return buildahImages(program);
  const list = ['images', '--filter', `label=${SESSION_LABEL}`];
  const found = await described(program, list, ['image', 'inspect']);
  return (
    found &&
    found.map((each) => ownedBy(textAt(each, 'Id'), textsAt(each, 'RepoTags') ?? [], at(each, 'Config')))
  );
}

/** What the engine says of each one that it lists; null when it does not list. */
async function described(
  program: EngineProgram,
  list: readonly string[],
  inspect: readonly string[],
): Promise<readonly unknown[] | null> {
  const listed = await program.clean([...list, '--quiet', '--no-trunc']);
  if (listed.code !== 0) return null;
  const ids = [...new Set(listed.stdout.split('\n').filter((line) => line !== ''))];
  if (ids.length === 0) return [];
  // One that went in the meantime makes it fail, and the others are printed all the same.
  const { stdout } = await program.clean([...inspect, ...ids]);
  return listOf(readJson(stdout));
}

/** buildah describes one image at a time, and leaves its tags to the list. */
async function buildahImages(program: EngineProgram): Promise<readonly Owned[] | null> {
  const filter = ['--no-trunc', '--filter', `label=${SESSION_LABEL}`];
  const listed = await program.clean(['images', '--json', ...filter]);
  if (listed.code !== 0) return null;
  const result: Owned[] = [];
  for (const image of listOf(readJson(listed.stdout))) {
    const id = textAt(image, 'id');
    const { stdout } = await program.clean(['inspect', '--type', 'image', id]);
    result.push(ownedBy(id, textsAt(image, 'names') ?? [], at(readJson(stdout), 'OCIv1', 'config')));
  }
  return result;
}

/** Containers that buildah made of a session's image have its labels; our own are named after the session, too. */
async function workingContainers(program: EngineProgram): Promise<readonly Owned[] | null> {
  const listed = await program.clean(['containers', '--json']);
  if (listed.code !== 0) return null;
  const result: Owned[] = [];
  for (const container of listOf(readJson(listed.stdout))) {
    const name = textAt(container, 'containername');
    if (!mayBeOwn(name)) continue;
    const { stdout } = await program.clean(['inspect', '--type', 'container', name]);
    const each = ownedBy(name, [], at(readJson(stdout), 'OCIv1', 'config'));
    if (isNamedFor(each.session, name)) result.push(each);
  }
  return result;
}

function ownedBy(id: string, tags: readonly string[], config: unknown): Owned {
  const labels = recordAt(config, 'Labels');
  return { id, session: labels[SESSION_LABEL] ?? '', labels, tags };
}

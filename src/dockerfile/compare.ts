import { signalName } from './stop-signal.js';
import type { ImageConfig, RuntimeContract } from './types.js';

/** One part of an image's config that two images do not share; null where one does not have it. */
export interface ConfigDifference {
  /** A field of ImageConfig, `env:NAME` or `labels:NAME`. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A config whose base image is not known says nothing where it has no value; that of a built image is whole. */
type Compared = ImageConfig & Pick<Partial<RuntimeContract>, 'baseKnown'>;

/**
 * What differs between two effective configs. The order of EXPOSE, VOLUME, ENV and LABEL means nothing, nor does
 * `root` in any spelling for a user that was never set, a slash at the end of the working directory, or SIGTERM for a stop
 * signal that was never set.
 */
export function compareContracts(before: Compared, after: Compared): readonly ConfigDifference[] {
  const differences: ConfigDifference[] = [];
  const compare = (field: string, a: string | null, b: string | null): void => {
    if (a !== b) differences.push({ field, before: a, after: b });
  };
  compare('entrypoint', words(before.entrypoint), words(after.entrypoint));
  compare('cmd', words(before.cmd), words(after.cmd));
  compareRecords('env', before.env, after.env, compare);
  compare('workdir', directory(before.workdir), directory(after.workdir));
  compare('user', user(before.user), user(after.user));
  compare('exposed', sorted(before.exposed), sorted(after.exposed));
  compare('volumes', sorted(before.volumes), sorted(after.volumes));
  compareRecords('labels', before.labels, after.labels, compare);
  if (stopSignal(before) !== stopSignal(after)) compare('stopSignal', before.stopSignal, after.stopSignal);
  compare('healthcheck', before.healthcheck, after.healthcheck);
  compare('shell', shell(before.shell), shell(after.shell));
  compare('onbuild', words(before.onbuild), words(after.onbuild));
  return differences;
}

function compareRecords(
  field: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  compare: (field: string, a: string | null, b: string | null) => void,
): void {
  const left = new Map(Object.entries(before));
  const right = new Map(Object.entries(after));
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    compare(`${field}:${name}`, left.get(name) ?? null, right.get(name) ?? null);
  }
}

/** Null for none: an empty list in a config means the same. */
function words(list: readonly string[] | null): string | null {
  return list === null || list.length === 0 ? null : JSON.stringify(list);
}

function sorted(list: readonly string[]): string | null {
  return words([...new Set(list)].sort());
}

/** Classic builders and podman leave the author's slashes in the config, BuildKit does not. */
function directory(path: string): string {
  return path.replace(/\/+/g, '/').replace(/\/$/, '') || '/';
}

/** Root with its own group is root: the group of any other user stands in the image's files, so it counts. */
function user(text: string): string {
  const [name = '', group = ''] = text.split(':');
  const root = ['', '0', 'root'];
  if (!root.includes(name)) return text;
  return root.includes(group) ? 'root' : `root:${group}`;
}

/** What stops a container; engines send SIGTERM where no signal is set. Null for what only the base image knows. */
function stopSignal({ stopSignal: signal, baseKnown }: Compared): string | null {
  if (signal) return signalName(signal);
  return baseKnown === false ? null : 'SIGTERM';
}

function shell(list: readonly string[]): string {
  return list.length === 0 ? '["/bin/sh","-c"]' : JSON.stringify(list);
}

import { DEFAULT_PATH } from './default-path.js';
import { lineDepth } from './releases.js';
import type { ImageFacts } from './types.js';

/** The state of the images that this list was written for. */
export const allowancesDate = '2026-08-21';

interface Allowance {
  /** Last part of the repository's name. */
  readonly image: string;
  /** Environment variables of that image. */
  readonly env: readonly string[];
  /** How the names of further variables for the image's tools begin: mirrors and company images set them. */
  readonly prefixes?: readonly string[];
  readonly reason: string;
}

/** Variables that an old base sets for its own tools: they go with it, unless the author gave them another value. */
const dropped: readonly Allowance[] = [
  {
    image: 'golang',
    env: ['GOLANG_VERSION', 'GOTOOLCHAIN', 'GOPATH'],
    reason: 'it configures the Go tool chain, which the final image does not have',
  },
  {
    image: 'rust',
    env: ['RUST_VERSION', 'RUSTUP_HOME', 'CARGO_HOME'],
    reason: 'it configures the Rust tool chain, which the final image does not have',
  },
  {
    image: 'node',
    env: ['NODE_VERSION', 'YARN_VERSION'],
    reason: 'it names the version of Node or Yarn, which the final image does not have',
  },
  {
    image: 'node',
    env: [],
    prefixes: ['NODE_', 'NPM_', 'COREPACK_'],
    reason: 'it configures Node or its package managers, which the final image does not have',
  },
  {
    image: 'maven',
    env: ['MAVEN_HOME', 'MAVEN_CONFIG'],
    reason: 'it configures Maven, which the final image does not have',
  },
  {
    image: 'gradle',
    env: ['GRADLE_HOME', 'GRADLE_VERSION'],
    reason: 'it configures Gradle, which the final image does not have',
  },
  {
    image: 'composer',
    env: ['COMPOSER_VERSION', 'COMPOSER_ALLOW_SUPERUSER', 'COMPOSER_HOME'],
    reason: 'it configures Composer, which the final image does not have',
  },
];

/** Variables that a new base brings and that nothing can take out again. */
const added: readonly Allowance[] = [
  {
    image: 'nginx',
    env: ['NGINX_VERSION', 'NJS_VERSION', 'NJS_RELEASE', 'PKG_RELEASE', 'DYNPKG_RELEASE', 'ACME_VERSION'],
    reason: 'the nginx image names its own versions in it',
  },
];

/** Labels that base images carry about themselves. */
const baseLabels: readonly (readonly [string, RegExp])[] = [
  ['maintainer', /^NGINX Docker Maintainers/],
  ['org.opencontainers.image.ref.name', /^ubuntu$/],
  ['org.opencontainers.image.version', /^\d\d\.\d\d$/],
];

function lastName(image: ImageFacts): string {
  return image.repository.split('/').at(-1) ?? '';
}

function entries(path: string | null | undefined): readonly string[] {
  return (path ?? '').split(':').filter((entry) => entry !== '');
}

/** Where the author's own programs may lie although the old base made the directory: `go install`, `cargo install`. */
function mayHoldPrograms(directory: string): boolean {
  return directory === '/go/bin' || directory === '/usr/local/cargo/bin';
}

/**
 * PATH may lose the directories of the old base's tools and gain the new base's; the author's entries stay in order.
 */
function pathReason(
  before: string | null,
  after: string | null,
  from: ImageFacts,
  to: ImageFacts,
  carried: (directory: string) => boolean,
): string | null {
  const old = entries(from.config.env['PATH']);
  const own = entries(to.config.env['PATH'] ?? DEFAULT_PATH);
  const going = entries(before).filter((entry) => old.includes(entry) && !own.includes(entry));
  if (going.some(carried)) return null;
  const kept = entries(before).filter((entry) => !going.includes(entry));
  const left = entries(after ?? DEFAULT_PATH).filter(
    (entry) => old.includes(entry) || kept.includes(entry) || !own.includes(entry),
  );
  if (kept.join(':') !== left.join(':')) return null;
  return going.length > 0
    ? `PATH loses ${going.join(' and ')}, where the old base keeps its tools`
    : 'PATH gains the new base’s own directories';
}

/** The numbers that a tag begins with: `20` and `20-slim` are one line of releases, `20` and `22-slim` two. */
function versionParts(tag: string): readonly string[] | null {
  return /^v?(\d+(?:\.\d+)*)/.exec(tag)?.[1]?.split('.') ?? null;
}

/** The line of releases that a version is of: `8.2` of PHP 8.2.29, `20` of Node 20.1.0. */
function lineOf(version: string, depth: number): string {
  const numbers = /\d+(?:\.\d+)*/.exec(version)?.[0] ?? version;
  return numbers.split('.').slice(0, depth).join('.');
}

/**
 * Whether what both images name in `NAME_VERSION` is of one line: the version of what the image is for. Where they do not
 * say that one, the major versions of all that they name.
 */
function sameVersions(from: ImageFacts, to: ImageFacts, depth: number): boolean {
  const own = `${lastName(from).toUpperCase().replace(/\W/g, '_')}_VERSION`;
  const same = (name: string, numbers: number): boolean =>
    lineOf(from.config.env[name] ?? '', numbers) === lineOf(to.config.env[name] ?? '', numbers);
  const named = Object.keys(from.config.env).filter(
    (name) => name.endsWith('_VERSION') && to.config.env[name] !== undefined,
  );
  return named.includes(own) ? same(own, depth) : named.every((name) => same(name, 1));
}

/**
 * Two tags that name a line of releases (`3.12` and `3.12-slim`, `20` and `20.1`) are compared by that. Any others (`lts`, `3`,
 * `alpine`) move to another line in time, so what the images say of themselves counts: an image may be an old one that
 * this machine still has.
 */
function sameLine(from: ImageFacts, to: ImageFacts): boolean {
  const depth = lineDepth(lastName(from));
  const [left, right] = [versionParts(from.tag), versionParts(to.tag)];
  const agree = !left || !right || left.every((part, index) => part === (right[index] ?? part));
  if (!agree) return false;
  if (left && right && left.length >= depth && right.length >= depth) return true;
  return sameVersions(from, to, depth);
}

function envReason(
  name: string,
  before: string | null,
  after: string | null,
  from: ImageFacts,
  to: ImageFacts,
): string | null {
  const inherited = before !== null && before === from.config.env[name];
  const brought = after !== null && after === to.config.env[name];
  if (inherited && after === null) {
    const named = (it: Allowance): boolean =>
      it.env.includes(name) ||
      (it.image !== lastName(to) && (it.prefixes ?? []).some((prefix) => name.startsWith(prefix)));
    return dropped.find((it) => it.image === lastName(from) && named(it))?.reason ?? null;
  }
  if (before === null && brought) {
    if (name === 'SSL_CERT_FILE' && to.distro === 'distroless') {
      return 'distroless images name their certificate bundle in it, at the path where Debian has it too';
    }
    return added.find((it) => it.image === lastName(to) && it.env.includes(name))?.reason ?? null;
  }
  // The tables' rows of one version may stem from different patch releases; the tags move together.
  if (
    inherited &&
    brought &&
    from.repository === to.repository &&
    /_(VERSION|SHA256|URL)$/.test(name) &&
    sameLine(from, to)
  ) {
    return 'both images are of the same version; only the recorded patch releases differ';
  }
  return null;
}

/**
 * node's entry script puts `node` before what is no command and passes everything else on (docker-node,
 * docker-entrypoint.sh): an image without node starts the same command without it. The planner asks for the script
 * itself where the start command is not a command.
 */
function entrypointReason(
  before: string | null,
  after: string | null,
  from: ImageFacts,
  to: ImageFacts,
): string | null {
  const inherited = before !== null && before === JSON.stringify(from.config.entrypoint);
  if (!inherited || after !== null || lastName(from) !== 'node' || lastName(to) === 'node') return null;
  return before === '["docker-entrypoint.sh"]'
    ? 'node’s entry script only passes the command on, and the final image has no node'
    : null;
}

/** Ports out of a compared list (`["80/tcp"]`). */
function ports(list: string | null): readonly string[] {
  return (list ?? '').match(/\d+(-\d+)?\/(tcp|udp|sctp)/g) ?? [];
}

/** An nginx base comes only on request; what it exposes and how it is stopped belongs to that choice. */
function nginxReason(
  field: string,
  before: string | null,
  after: string | null,
  to: ImageFacts,
): string | null {
  if (lastName(to) !== 'nginx') return null;
  if (field === 'stopSignal' && before === null && after === 'SIGQUIT')
    return 'nginx stops gracefully on SIGQUIT';
  if (field !== 'exposed') return null;
  const more = ports(after).filter((port) => !ports(before).includes(port));
  const lost = ports(before).some((port) => !ports(after).includes(port));
  return !lost && more.join() === '80/tcp' ? 'the nginx image exposes port 80 itself' : null;
}

/**
 * Why a difference between the input's config and the final image's is what a change of the base image forces, or null
 * when it is not: then it must be put back or the base is rejected. One list for planning and for comparing built images.
 *
 * `field` is a config field, `env:NAME` or `labels:NAME`; `before` and `after` its values as compared, null for none. A value
 * that the author set differently from the old base is never allowed to go. `carried` says whether programs of a
 * directory are copied into the final image: its PATH entry must then stay.
 */
export function allowedDifference(
  field: string,
  before: string | null,
  after: string | null,
  from: ImageFacts,
  to: ImageFacts,
  carried: (directory: string) => boolean = mayHoldPrograms,
): string | null {
  if (field === 'env:PATH') return pathReason(before, after, from, to, carried);
  if (field === 'entrypoint') return entrypointReason(before, after, from, to);
  if (field.startsWith('env:')) return envReason(field.slice('env:'.length), before, after, from, to);
  if (field.startsWith('labels:')) {
    const name = field.slice('labels:'.length);
    const value = after ?? before ?? '';
    const own = baseLabels.some(([label, pattern]) => label === name && pattern.test(value));
    return own && (before === null || after === null) ? 'it is a base image’s label about itself' : null;
  }
  return nginxReason(field, before, after, to);
}

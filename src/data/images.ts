import type { ImageConfig } from '../dockerfile/types.js';
import { distroUsers } from './base-users.js';
import { tableName } from './image-ref.js';
import { isDistro, isFinished, versionFloats } from './image-motion.js';
import { exactRow, nearestRow, rowsOf } from './image-rows.js';
import { imageTableDate, type ImageRow } from './image-table.js';
import { compareVersions, parseImageTag, type ImageTag } from './image-tag.js';
import { archiveIsDead, lineDepth, releaseOfPatch } from './releases.js';
import type { ImageFacts, ImageRef } from './types.js';

const emptyConfig: ImageConfig = {
  entrypoint: null,
  cmd: null,
  entrypointShell: false,
  cmdShell: false,
  env: {},
  workdir: '/',
  user: 'root',
  exposed: [],
  volumes: [],
  labels: {},
  stopSignal: null,
  healthcheck: null,
  shell: ['/bin/sh', '-c'],
  onbuild: [],
};

function scratchFacts(): ImageFacts {
  return {
    repository: 'scratch',
    tag: '',
    distro: 'scratch',
    release: null,
    floating: false,
    libc: 'none',
    shell: false,
    packageManager: null,
    config: emptyConfig,
    users: [],
    size: { bytes: 0, basis: 'measured', source: 'scratch is empty' },
    archiveDead: false,
    onbuild: false,
    date: imageTableDate(),
    source: 'scratch is empty',
    chain: [],
  };
}

function configOf(row: ImageRow): ImageConfig {
  const [, , , , user, , entrypoint, cmd, workdir, exposed, volumes, stopSignal] = row.config;
  return {
    ...emptyConfig,
    entrypoint,
    cmd,
    env: row.env,
    workdir: workdir ?? '/',
    user,
    exposed,
    volumes,
    stopSignal,
  };
}

function usersOf(row: ImageRow): ImageFacts['users'] {
  const own = row.config[5]
    .split(' ')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [name = '', uid = '0'] = entry.split(':');
      return { name, uid: Number(uid) };
    });
  return [
    ...distroUsers(row.config[0]).filter(({ name }) => !own.some((user) => user.name === name)),
    ...own,
  ];
}

function factsOf(row: ImageRow, repository: string, tag: string): ImageFacts {
  const [distro, libc, shell, packageManager] = row.config;
  return {
    repository,
    tag,
    distro,
    release: row.release,
    floating: false,
    libc,
    shell: shell === 1,
    packageManager,
    config: configOf(row),
    users: usersOf(row),
    size:
      row.size === null
        ? null
        : {
            bytes: row.size.bytes,
            basis: row.size.measured ? 'measured' : 'estimate',
            source: row.size.source,
          },
    archiveDead: archiveIsDead(distro, row.release),
    onbuild: false,
    date: row.date,
    source: row.source,
    chain: row.chain,
  };
}

/** A distro's own versions are its releases: `alpine:3.19.1`, `ubuntu:23.10`, `debian:12.4`. */
function distroRelease(repository: string, tag: ImageTag, near: ImageRow): string | null {
  if (repository === 'debian') return tag.version.length > 1 ? near.release : null;
  const versioned = repository === 'alpine' || repository === 'ubuntu';
  return versioned && tag.version.length > 1 ? tag.version.slice(0, 2).join('.') : null;
}

function lineOf(repository: string, tag: ImageTag): readonly number[] {
  return tag.version.slice(0, lineDepth(repository));
}

/** A patch tag's own version in the variables that name it (`NODE_VERSION`, `PHP_URL`); the row may be a later patch. */
function withVersion(config: ImageConfig, near: ImageTag, want: ImageTag): ImageConfig {
  if (near.version.length < 3 || want.version.length < 3) return config;
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(config.env)) {
    env[name] = value.replaceAll(near.version.join('.'), want.version.join('.'));
  }
  return { ...config, env };
}

function ruledFacts(repository: string, text: string, rows: readonly ImageRow[]): ImageFacts | null {
  const want = parseImageTag(text);
  const found = nearestRow(repository, rows, want);
  if (found === null) return null;
  const facts = factsOf(found.row, repository, text);
  const settled = !found.newer && !want.alpine ? releaseOfPatch(repository, want.version) : null;
  const distro =
    found.sameLine || repository !== 'debian' ? distroRelease(repository, want, found.row) : null;
  const release = want.release ?? distro ?? settled;
  const size = facts.size && { ...facts.size, basis: 'estimate' as const };
  return {
    ...facts,
    release,
    floating: found.newer || versionFloats(repository, want),
    config: withVersion(facts.config, found.near, want),
    size: size && { ...size, source: `${repository}:${found.row.tag}, the nearest that is listed` },
    // No later line than the nearest listed one stands on no newer release than that.
    archiveDead:
      release === null
        ? facts.archiveDead && compareVersions(lineOf(repository, want), found.near.version) <= 0
        : archiveIsDead(facts.distro, release),
    source: `${facts.source}; by rule from ${repository}:${found.row.tag}`,
  };
}

/** A digest may pin any older build of a tag: of the release only what the tag or its line says is certain. */
function pinned(facts: ImageFacts, tag: ImageTag): ImageFacts {
  const settled = tag.alpine ? null : releaseOfPatch(facts.repository, tag.version);
  const release = tag.release ?? (isDistro(facts.repository) && !facts.floating ? facts.release : settled);
  return { ...facts, release, floating: false };
}

/**
 * What is known of an external base image, or null for a repository or kind of tag that the table does not know and for a
 * digest without a tag. Tags that the table lacks (old patch releases) take config and kind from the nearest listed
 * tag of the same variant; their distro release is what the tag says or what its whole line was built on, else null.
 * `release` is null for every floating tag that does not name it, except a live line's unsuffixed Alpine tag
 * (`golang:1.26-alpine`), where it is what was listed on the table's date.
 */
export function imageFacts(ref: ImageRef): ImageFacts | null {
  const repository = tableName(ref);
  const key = `${repository}:${ref.tag ?? ''}${ref.digest === null ? '' : '@'}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const facts = findFacts(ref, repository);
  // Bounded: a long-lived host may ask for any number of names.
  if (known.size > 500) known.clear();
  known.set(key, facts);
  return facts;
}

/** Answers given already: the same image always gives the same object, by which others remember what they made of it. */
const known = new Map<string, ImageFacts | null>();

function findFacts(ref: ImageRef, repository: string): ImageFacts | null {
  if (repository === 'scratch') return scratchFacts();
  if (ref.digest !== null && ref.tag === null) return null;
  const rows = rowsOf(repository);
  if (rows === null) return null;
  const text = ref.tag ?? 'latest';
  const row = exactRow(rows, text) ?? exactRow(rows, `${repository}:${text}`);
  const tag = parseImageTag(text);
  const facts = row === null ? ruledFacts(repository, text, rows) : factsOf(row, repository, text);
  if (facts === null) return null;
  if (row === null) return ref.digest === null ? facts : pinned(facts, tag);
  const floats = versionFloats(repository, tag) && !(tag.version.length > 0 && isFinished(row));
  const moves = row.published === 'current' && tag.alpine && tag.release === null;
  const exact: ImageFacts = {
    ...facts,
    floating: floats || moves || facts.release === 'edge',
    release: floats ? (tag.release ?? fixedRelease(repository, facts)) : facts.release,
  };
  return ref.digest === null ? exact : pinned(exact, tag);
}

/** Rolling releases keep their name while they move. */
function fixedRelease(repository: string, facts: ImageFacts): string | null {
  if (repository === 'alpine' && facts.release === 'edge') return 'edge';
  return facts.release === 'sid' ? 'sid' : null;
}

/**
 * Does a tag exist in a repository (named as `tableName` gives it)? True when it is listed or when it is an older patch
 * of a listed line and kind, false when the repository never had tags of that kind (`php:8.3-slim`), else null.
 */
export function imageExists(repository: string, tag: string): boolean | null {
  if (repository === 'scratch') return true;
  const rows = rowsOf(repository);
  if (rows === null) return null;
  if (exactRow(rows, tag) !== null || exactRow(rows, `${repository}:${tag}`) !== null) return true;
  const want = parseImageTag(tag);
  const found = nearestRow(repository, rows, want);
  if (found === null) return want.version.length > 0 && want.variant !== '' ? false : null;
  // Which distro releases an old patch was built on is not known.
  return found.sameLine && !found.newer && want.version.length === 3 && want.release === null ? true : null;
}

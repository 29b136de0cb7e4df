import { imageFacts } from '../data/images.js';
import { parseImageRef } from '../data/image-ref.js';
import type { ImageFacts } from '../data/types.js';
import { chainOf } from '../dockerfile/chain.js';
import { contractOf } from '../dockerfile/contract.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import { findTarget } from '../dockerfile/target.js';
import type { DockerfileDoc, ImageConfig, Stage } from '../dockerfile/types.js';
import type { ConfigQuestion } from './config.js';
import { lookUp, parentPath, realPath } from './paths.js';
import type { Listing } from './types.js';

/** What a Dockerfile says about the image that is built from it. */
export interface SideFacts {
  readonly doc: DockerfileDoc;
  /** Null when there is no such stage, or the text does not parse: then the image speaks for itself. */
  readonly stage: Stage | null;
  /** The external base image; null when it is not known. */
  readonly base: ImageFacts | null;
  /** Config fields that an instruction sets, as `RuntimeContract.setBy` names them. */
  readonly own: ReadonlySet<string>;
  /** Names of the labels that its instructions set; null when there is no stage to read them from. */
  readonly labels: ReadonlySet<string> | null;
}

/** A Dockerfile, and the config of the image that was built from it. */
export interface ConfiguredSide {
  readonly facts: SideFacts;
  readonly config: ImageConfig;
}

/** Reads one of the two Dockerfiles of a comparison. */
export function sideFacts(
  text: string,
  name: string,
  target: string | null,
  buildArgs: Readonly<Record<string, string>>,
): SideFacts {
  const doc = parseDockerfile(text, name, buildArgs);
  const stage = doc.problems.length > 0 ? null : findTarget(doc, target);
  if (!stage) return { doc, stage: null, base: null, own: new Set(), labels: null };
  const image = chainOf(doc, stage)[0]?.image ?? null;
  const base = image === null ? null : imageFacts(parseImageRef(image));
  const { setBy } = contractOf(doc, stage, base?.config ?? null, buildArgs);
  const own = Object.entries(setBy).flatMap(([field, by]) => (by === null ? [] : [field]));
  const { labels } = contractOf(doc, stage, null, buildArgs);
  return { doc, stage, base, own: new Set(own), labels: new Set(Object.keys(labels)) };
}

/** True for a directory, or a link to one, with a program right in it, or a link to a program: PATH looks no deeper. */
function holdsPrograms(listing: Listing, directory: string): boolean {
  const real = realPath(listing, directory);
  if (real === null) return false;
  for (const [path, { kind }] of listing) {
    if (kind === 'directory' || parentPath(path) !== real) continue;
    const file = lookUp(listing, path)?.file;
    if (file?.kind === 'file' && (file.mode & 0o111) !== 0) return true;
  }
  return false;
}

/** Variables that no instruction sets: the base image's, also those that the tables do not know. */
function inheritedVariables({ facts, config }: ConfiguredSide): ReadonlySet<string> {
  if (!facts.stage) return new Set();
  const fields = Object.keys(config.env).map((name) => `env:${name}`);
  return new Set(fields.filter((field) => !facts.own.has(field)));
}

/** What is known beside the two configs, when they are compared; `listing` is the candidate's file system, if it was read. */
export function configQuestion(
  before: ConfiguredSide,
  after: ConfiguredSide,
  reasons: ReadonlyMap<string, string>,
  listing: Listing | null,
): ConfigQuestion {
  return {
    ...(before.facts.labels &&
      after.facts.labels && { labels: new Set([...before.facts.labels, ...after.facts.labels]) }),
    ...(listing && { carried: (directory) => holdsPrograms(listing, directory) }),
    from: before.facts.base,
    to: after.facts.base,
    reasons,
    inherited: { before: inheritedVariables(before), after: inheritedVariables(after) },
  };
}

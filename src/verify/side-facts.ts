import { imageFacts } from '../data/images.js';
import { parseImageRef } from '../data/image-ref.js';
import type { ImageFacts } from '../data/types.js';
import { chainOf } from '../dockerfile/chain.js';
import { contractOf } from '../dockerfile/contract.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import { findTarget } from '../dockerfile/target.js';
import type { DockerfileDoc, Stage } from '../dockerfile/types.js';
import type { ConfigQuestion } from './config.js';

/** What a Dockerfile says about the image that is built from it. */
export interface SideFacts {
  readonly doc: DockerfileDoc;
  /** Null when there is no such stage, or the text does not parse: then the image speaks for itself. */
  readonly stage: Stage | null;
  /** The external base image; null when it is not known. */
  readonly base: ImageFacts | null;
  /** Config fields that no instruction sets: they are the base image's. */
  readonly inherited: ReadonlySet<string>;
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
  if (!stage) return { doc, stage: null, base: null, inherited: new Set() };
  const image = chainOf(doc, stage)[0]?.image ?? null;
  const base = image === null ? null : imageFacts(parseImageRef(image));
  const { setBy } = contractOf(doc, stage, base?.config ?? null, buildArgs);
  const inherited = Object.entries(setBy).flatMap(([field, by]) => (by === null ? [field] : []));
  return { doc, stage, base, inherited: new Set(inherited) };
}

/** What is known beside the two configs, when they are compared. */
export function configQuestion(
  before: SideFacts,
  after: SideFacts,
  reasons: ReadonlyMap<string, string>,
): ConfigQuestion {
  return {
    from: before.base,
    to: after.base,
    reasons,
    inherited: { before: before.inherited, after: after.inherited },
  };
}

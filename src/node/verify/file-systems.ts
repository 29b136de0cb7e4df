import type { Readable } from 'node:stream';
import type { Listing } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { readListing } from './listing.js';
import type { ReadListing } from './listing.js';

/** The file systems of both images, or why they could not be read. */
export type FileSystems =
  { readonly before: Listing; readonly after: Listing } | { readonly problem: string };

/** The file system of an image, from the engine's stream; else why it could not be read, in one line. */
export async function listed(
  session: Session,
  image: string,
  reading: (tar: Readable) => Promise<ReadListing>,
): Promise<Listing | string> {
  const stream = await session.engine.exportFiles(image);
  if (!stream) return `${session.engine.name} does not export the files of an image`;
  const read = await reading(stream.readable);
  const failed = await stream.ended;
  if ('problem' in read) return read.problem;
  return failed ?? read.listing;
}

/**
 * Lists both images one after the other, from the engine's stream: nothing is unpacked to disk. `known` holds originals that
 * were listed before, by reference, and gets this one.
 */
export async function fileSystems(
  session: Session,
  before: string,
  after: string,
  known?: Map<string, Listing>,
): Promise<FileSystems> {
  const left = known?.get(before) ?? (await listed(session, before, (tar) => readListing(tar)));
  if (typeof left === 'string') return { problem: left };
  known?.set(before, left);
  const right = await listed(session, after, (tar) => readListing(tar, left));
  return typeof right === 'string' ? { problem: right } : { before: left, after: right };
}

import { chainOf } from '../../dockerfile/chain.js';
import type { Listing } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { buildSide } from './build-sides.js';
import { listed } from './file-systems.js';
import { readDigests } from './listing.js';
import type { Built, VerifyRequest } from './types.js';

/**
 * The file system of the base image of what was built; null when there is none to read. It is what tells the Dockerfile's own
 * work outside of the app's directories from what came with the base, and nothing is read of it but what that needs.
 */
export async function baseFiles(
  session: Session,
  request: VerifyRequest,
  { facts, side }: Built,
): Promise<Listing | null> {
  const first = facts.stage ? chainOf(facts.doc, facts.stage)[0] : undefined;
  const image = first?.image ?? null;
  if (image === null) return null;
  if (image === 'scratch') return new Map();
  const key = `${request.platform ?? ''} ${image}`;
  const known = request.bases?.get(key);
  if (known) return known;
  // A platform with a variable (`$BUILDPLATFORM`) is the builder's own, which it takes without a word too.
  const own = first?.from.platform ?? null;
  const platform = own === null || own.includes('$') ? '' : `--platform=${own} `;
  const tag = session.tag('base');
  const { ok } = await buildSide(
    session,
    request,
    { ...side, text: `FROM ${platform}${image}\n`, target: null },
    { tag, cache: true },
  );
  if (!ok) return null;
  const listing = await listed(session, tag, readDigests);
  if (typeof listing === 'string') return null;
  request.bases?.set(key, listing);
  return listing;
}

import { basename } from '../project/path.js';
import { lookUp } from './paths.js';
import type { Finding, Listing } from './types.js';

const LOCAL = /^\/usr\/local\/share\/ca-certificates\/.+\.crt$/;
const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/** Names that update-ca-certificates(8) gives a certificate's link: Debian's, and Alpine's. */
function linksOf(path: string): readonly string[] {
  const name = basename(path).slice(0, -'.crt'.length);
  const debian = name.replace(/[ ,]/g, '_').replace(/[()]/g, '=');
  return [`/etc/ssl/certs/${debian}.pem`, `/etc/ssl/certs/ca-cert-${name}.pem`];
}

/** Authorities of the author's own that the original trusts, and the candidate does not. */
export function lostAuthorities(before: Listing, after: Listing): readonly Finding[] {
  const bundle = lookUp(after, BUNDLE)?.file.digest;
  if (bundle !== undefined && bundle === lookUp(before, BUNDLE)?.file.digest) return [];
  const found: Finding[] = [];
  for (const path of before.keys()) {
    if (!LOCAL.test(path)) continue;
    const trusted = linksOf(path).find((link) => before.has(link));
    if (trusted === undefined || after.has(trusted)) continue;
    const because = 'update-ca-certificates did not add it to what programs trust';
    const sides = { before: trusted, after: null };
    found.push({
      check: 'closure',
      code: 'V-CERTIFICATES',
      weight: 'different',
      subject: path,
      ...sides,
      because,
    });
  }
  return found;
}

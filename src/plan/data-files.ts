import type { Carried } from '../classify/carry.js';
import type { UnitFate } from '../classify/fates.js';
import type { Contributions } from '../classify/merge.js';
import { isPackageConfig } from '../classify/places.js';
import type { Evidence, Obligation } from '../classify/types.js';
import { providesLibrary } from '../data/provides.js';
import type { ImageFacts } from '../data/types.js';
import type { Facts } from '../transform/types.js';

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

interface DataFile {
  readonly path: string;
  readonly need: Evidence;
  /** Whether the new base has it already. */
  readonly there: boolean;
  /** Whether the old base had it. */
  readonly before: boolean;
}

function hasCertificates(image: ImageFacts): boolean {
  if (image.distro === 'distroless' || image.distro === 'alpine') return true;
  if (image.distro === 'scratch' || image.distro === 'busybox') return false;
  return !image.tag.endsWith('slim') && !['debian', 'ubuntu'].includes(image.repository);
}

function hasMimeTypes(image: ImageFacts): boolean {
  return (
    image.distro === 'debian' &&
    !/slim/.test(image.tag) &&
    /^(?:golang|node|python|ruby|buildpack-deps)$/.test(image.repository)
  );
}

function wanted(facts: Facts, contributed: Contributions, final: ImageFacts): readonly DataFile[] {
  const found: DataFile[] = [];
  for (const { needs } of contributed.all) {
    if (needs.certificates && facts.base) {
      found.push({
        path: CERTIFICATES,
        need: needs.certificates,
        there: hasCertificates(final),
        before: hasCertificates(facts.base),
      });
    }
    if (needs.zoneinfo && needs.zoneinfoFile) {
      found.push({
        path: needs.zoneinfoFile,
        need: needs.zoneinfo,
        there: final.distro === 'distroless' || providesLibrary(final, 'tzdata') === 'yes',
        before: true,
      });
    }
    if (needs.zoneinfo && !needs.zoneinfoFile && facts.base) {
      found.push({
        path: '/usr/share/zoneinfo',
        need: needs.zoneinfo,
        there: !['scratch', 'busybox', 'alpine'].includes(final.distro),
        before: facts.base.distro === 'debian' || facts.base.distro === 'ubuntu',
      });
    }
    if (needs.mimeTypes && facts.base) {
      found.push({
        path: '/etc/mime.types',
        need: needs.mimeTypes,
        there: hasMimeTypes(final),
        before: hasMimeTypes(facts.base),
      });
    }
  }
  return found;
}

/**
 * Certificates, time zones and the MIME table that the old base had and the new one lacks: copied from the build stage, so that no
 * package has to be installed and the app sees the very same files.
 */
export function dataFiles(
  facts: Facts,
  contributed: Contributions,
  final: ImageFacts | null,
  same: boolean,
): readonly Carried[] {
  if (same || !final) return [];
  const seen = new Set<string>();
  return wanted(facts, contributed, final)
    .filter((file) => file.before && !file.there && !seen.has(file.path) && seen.add(file.path))
    .map((file) => ({ path: file.path, tree: false, evidence: file.need }));
}

/** Package managers talk to repositories of other vendors over TLS, so the final stage needs certificates ahead of them. */
export function repositoryFiles(
  facts: Facts,
  fates: readonly UnitFate[],
  carried: readonly Carried[],
  final: ImageFacts | null,
): readonly Carried[] {
  if (!final || !facts.base || hasCertificates(final) || !hasCertificates(facts.base)) return [];
  const adding = fates.find(
    (fate) =>
      fate.verdict === 'replay' &&
      fate.unit.effects.packages.some((change) => change.op === 'add-repository') &&
      !/http:/.test(fate.unit.unit?.text ?? ''),
  );
  if (!adding && !carried.some((each) => isPackageConfig(each.path))) return [];
  const evidence: Evidence = {
    rule: 'data/repository',
    because: 'packages come from a repository over TLS',
    at: adding?.unit.place ?? null,
  };
  return [{ path: CERTIFICATES, tree: false, evidence }];
}

/** `data` for bases without a writable /tmp, a user database, or a distribution's own users and directories. */
export function dataObligations(contributed: Contributions, final: ImageFacts | null): readonly Obligation[] {
  const failed: Obligation[] = [];
  const bare = final?.distro === 'scratch' || final?.distro === 'distroless' || final?.distro === 'busybox';
  for (const { needs } of bare ? contributed.all : [])
    if (needs.distribution) {
      const what = 'the users and directories of a whole distribution';
      failed.push({
        id: 'data',
        confidence: 'unknown',
        evidence: [
          needs.distribution,
          { rule: 'data/distribution', because: `the image does not have ${what}`, at: null },
        ],
        unlock: `use --base with an image that has ${what}`,
        passing: true,
      });
    }
  if (final?.distro !== 'scratch') return failed;
  for (const { needs } of contributed.all) {
    for (const [need, what] of [
      [needs.tmp, '/tmp'],
      [needs.userDatabase, '/etc/passwd'],
    ] as const) {
      if (need)
        failed.push({
          id: 'data',
          confidence: 'unknown',
          evidence: [need, { rule: 'data/scratch', because: `scratch has no ${what}`, at: null }],
          unlock: `use --base with an image that has ${what}`,
          passing: true,
        });
    }
  }
  return failed;
}

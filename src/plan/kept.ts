import type { UnitFate } from '../classify/fates.js';
import type { Evidence, Obligation, Refusal } from '../classify/types.js';
import { packageClosure } from '../data/debian-table.js';
import { isKnownPackage } from '../data/os-packages.js';
import { packageOf, providesPackage } from '../data/provides.js';
import type { ImageFacts } from '../data/types.js';
import type { Facts } from '../transform/types.js';

/** What `--keep` names that is no path. */
export function keptNames(keep: readonly string[]): readonly string[] {
  return keep.filter((each) => !each.includes('/'));
}

function isInstalled(facts: Facts, name: string): boolean {
  return facts.units.some(({ effects }) =>
    effects.packages.some(
      (change) => change.op === 'install' && change.packages.some((request) => request.name === name),
    ),
  );
}

/** May a command of the file bring the package without naming it: as a dependency, or out of a script that nobody read? */
function mayBring(facts: Facts, name: string): boolean {
  const release = facts.base?.release ?? '';
  return facts.units.some(
    ({ effects }) =>
      effects.opaque?.within === null ||
      effects.packages.some(
        (change) =>
          change.op === 'install' &&
          change.packages.some(
            (request) => packageClosure(request.name, release, true)?.includes(name) !== false,
          ),
      ),
  );
}

function refusal(message: string, unlock: string): Refusal {
  return { code: 'E-KEEP-UNKNOWN', message, at: null, unlock };
}

function refusalOf(name: string, facts: Facts): Refusal | null {
  if (name.startsWith('/')) return null;
  if (name.includes('/'))
    return refusal(
      `--keep ${name} is no absolute path`,
      `use --keep with the path in the image, such as ${facts.contract.workdir.replace(/\/$/, '')}/${name.replace(/^(?:\.\/)+/, '')}`,
    );
  const { base } = facts;
  if (!base || isInstalled(facts, name)) return null;
  const image = facts.stage.image ?? facts.stage.from.image;
  const manager = base.packageManager;
  if (manager === null)
    return refusal(
      `${image} has no packages to keep, and --keep names ${name}`,
      'use --keep with an absolute path',
    );
  if (!isKnownPackage(name, manager)) {
    const owner = packageOf(name, manager);
    return refusal(
      `--keep names ${name}, and dockopt knows no package of that name`,
      owner === null
        ? 'use --keep with the name of a package, or with an absolute path'
        : `use --keep ${owner}: that is the package of ${name}`,
    );
  }
  if (providesPackage(base, name) !== 'no' || mayBring(facts, name)) return null;
  return refusal(
    `--keep names ${name}, and neither ${image} nor a command of the file brings that package`,
    `install ${name} in the Dockerfile, or leave it out of --keep`,
  );
}

/** What `--keep` names and nobody could keep: a relative path, a package that is not known or was never there. */
export function keepRefusals(facts: Facts, keep: readonly string[]): readonly Refusal[] {
  return keep.flatMap((name) => refusalOf(name, facts) ?? []);
}

/** Packages of `--keep` that the old base brought and the new one lacks. */
export function keptPackages(
  facts: Facts,
  keep: readonly string[],
  fates: readonly UnitFate[],
  final: ImageFacts | null,
): readonly string[] {
  if (!final) return [];
  const there = new Set(fates.flatMap((fate) => fate.packages.flatMap((each) => each.final)));
  return keptNames(keep).filter(
    (name) => !there.has(name) && !isInstalled(facts, name) && providesPackage(final, name) !== 'yes',
  );
}

export const KEPT: Evidence = { rule: 'packages/kept-by-option', because: '--keep names it', at: null };

/** Nothing can be installed where the release's archive is gone. */
export function archiveObligations(
  names: readonly string[],
  final: ImageFacts | null,
): readonly Obligation[] {
  if (names.length === 0 || !final?.archiveDead) return [];
  const because = `the final image needs ${names.join(', ')}, and ${final.repository}:${final.tag} has no working package archive any more`;
  return [
    {
      id: 'libraries',
      confidence: 'unknown',
      evidence: [{ rule: 'packages/archive-gone', because, at: null }],
      unlock: 'start FROM a release that is maintained, or use --base with an image that has them',
      passing: true,
    },
  ];
}

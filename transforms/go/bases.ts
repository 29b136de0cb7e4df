import type { Evidence } from '../../src/classify/types.js';
import { isMirror } from '../../src/data/image-ref.js';
import { imageExists } from '../../src/data/images.js';
import type { ImageRef } from '../../src/data/types.js';
import type { BaseOption, Contribution, Facts } from '../../src/transform/types.js';

const DEBIAN: Readonly<Record<string, number>> = { bullseye: 11, bookworm: 12, trixie: 13 };
const DEBIAN_SUFFIX = /-?(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky)$/;

/** What the final base must match. */
export interface Release {
  readonly distro: 'debian' | 'alpine' | null;
  /** Certain for every build of this file; null when the tag moves, a digest hides it, or a build arg may change it. */
  readonly name: string | null;
  /** The expression to write after `alpine:` when the tag takes it from a build arg; null otherwise. */
  readonly expression: string | null;
}

/** The distro release under a golang image, as far as the written tag and the table say. */
export function releaseOf(image: ImageRef, facts: Facts): Release {
  const { base } = facts;
  const written = facts.stage.from.image;
  const distro = base?.distro === 'debian' || base?.distro === 'alpine' ? base.distro : null;
  const alpine = /-alpine(\$\{?\w+\}?|\d+\.\d+)$/.exec(written.replace(/@.*$/, ''))?.[1];
  if (alpine?.startsWith('$')) return { distro, name: base?.release ?? null, expression: alpine };
  const literal = alpine ?? DEBIAN_SUFFIX.exec(written.replace(/@.*$/, ''))?.[1] ?? null;
  if (literal !== null) return { distro, name: literal, expression: null };
  if (written.includes('$') || image.digest !== null || base === null || base.floating)
    return { distro, name: null, expression: null };
  return { distro, name: base.release, expression: null };
}

function option(
  image: string,
  resolved: string,
  tier: BaseOption['tier'],
  kind: BaseOption['kind'],
  evidence: Evidence,
  more: Partial<BaseOption> = {},
): BaseOption {
  return { image, resolved, tier, kind, evidence, allow: null, ...more };
}

function because(rule: string, text: string, from: Evidence | undefined): Evidence {
  return { rule: `go/${rule}`, because: text, at: from?.at ?? null };
}

/** True when several images come from a mirror and none from a public registry: then only the mirror is used. */
function onlyMirrors(image: ImageRef): boolean {
  return isMirror(image) || (image.registry !== null && image.registry !== 'docker.io');
}

/** Bases for a static program: nothing of the builder's C library is needed. */
function staticOptions(contribution: Contribution, facts: Facts, release: Release): readonly BaseOption[] {
  const { linkage, needs } = contribution;
  if (linkage.value !== 'static' || needs.shell) return [];
  const debian = release.distro === 'debian' && release.name !== null ? (DEBIAN[release.name] ?? 12) : 12;
  const number = Math.max(debian, 12);
  const options: BaseOption[] = [];
  const bare =
    !needs.certificates &&
    (!needs.zoneinfo || needs.zoneinfoFile !== undefined) &&
    !needs.mimeTypes &&
    !needs.tmp &&
    !needs.userDatabase;
  const numeric = /^(?:\d+(?::\d+)?|root|)$/.test(facts.contract.user);
  if (bare && numeric && contribution.programs.length === 0 && contribution.artefact?.gaps.length === 0)
    options.push(
      option(
        'scratch',
        'scratch',
        'T2',
        'scratch',
        because(
          'scratch',
          'it is static and reads no certificates, time zones, users or temporary files',
          linkage.evidence[0],
        ),
        {
          allow: 'scratch',
        },
      ),
    );
  const image = `gcr.io/distroless/static-debian${number}`;
  options.push(
    option(
      image,
      image,
      'T2',
      'static',
      because('static-base', linkage.evidence[0]?.because ?? 'it is static', linkage.evidence[0]),
    ),
  );
  return options;
}

/** Does run time call programs that dockopt cannot name? Then everything but the tool chain is kept. */
function programsUnknown(contribution: Contribution): boolean {
  const found = contribution.obligations.find((each) => each.id === 'binaries');
  return found?.confidence === 'weak' || found?.confidence === 'unknown';
}

function librariesNamed(contribution: Contribution): boolean {
  if (contribution.refusals.some((each) => each.code === 'E-RELEASE-UNKNOWN')) return true;
  return (
    contribution.libraries.length > 0 ||
    contribution.obligations.some(
      (each) => each.id === 'libraries' && (each.confidence === 'weak' || each.confidence === 'unknown'),
    )
  );
}

/** The evidence for libc alone is a proven `libraries` obligation with no module of doubt in it. */
function onlyLibc(contribution: Contribution): boolean {
  return contribution.obligations.some((each) => each.id === 'libraries' && each.confidence === 'proven');
}

function debianOptions(contribution: Contribution, release: Release): readonly BaseOption[] {
  const { linkage, needs } = contribution;
  const libraries = linkage.value !== 'static' && librariesNamed(contribution);
  const name = release.name;
  const first = linkage.evidence[0];
  const floating = name === null;
  // A newer Debian runs what an older one linked; other libraries than libc change their names between releases.
  if (floating && libraries) return [];
  if (floating && linkage.value !== 'static' && contribution.guards.length === 0) return [];
  const suite = name ?? 'stable';
  const full = `buildpack-deps:${suite}-scm`;
  const wide = option(
    full,
    full,
    'T1',
    'distro',
    because(
      'builder-without-go',
      'it is what the golang image stands on: everything but Go and the C compiler stays',
      first,
    ),
    { keepsPrograms: true },
  );
  const wideExists = imageExists('buildpack-deps', `${suite}-scm`) !== false;
  if (programsUnknown(contribution)) return wideExists ? [wide] : [];
  const options: BaseOption[] = [];
  const number = name === null ? undefined : DEBIAN[name];
  if (number !== undefined && number >= 12 && !libraries && !needs.shell && linkage.value !== 'static') {
    // A C++ part of some module would need libstdc++, which only the cc image has.
    const image = `gcr.io/distroless/${onlyLibc(contribution) ? 'base' : 'cc'}-debian${number}`;
    options.push(
      option(
        image,
        image,
        'T2',
        'libc',
        because(
          'libc-base',
          `it has the C library of Debian ${suite}, which the program was linked with`,
          first,
        ),
      ),
    );
  }
  const slim = `debian:${suite}-slim`;
  const text = floating
    ? 'the release of the builder is not certain; the newest stable Debian has a C library at least as new, and a check in the build makes sure'
    : `the builder stands on Debian ${suite} as well`;
  if (imageExists('debian', `${suite}-slim`) !== false)
    options.push(option(slim, slim, 'T1', 'distro', because('same-release', text, first)));
  if (wideExists) options.push(wide);
  return options;
}

function alpineOptions(contribution: Contribution, release: Release): readonly BaseOption[] {
  const { linkage } = contribution;
  const first = linkage.evidence[0];
  const keepsPrograms = { keepsPrograms: true };
  if (release.expression !== null && release.name !== null) {
    const evidence = because(
      'same-release',
      'golang:alpine is alpine with Go, and the same build arg chooses its release',
      first,
    );
    return [
      option(
        `alpine:${release.expression}`,
        `alpine:${release.name}`,
        'T1',
        'distro',
        evidence,
        keepsPrograms,
      ),
    ];
  }
  if (release.name !== null) {
    const image = `alpine:${release.name}`;
    return [
      option(
        image,
        image,
        'T1',
        'distro',
        because('same-release', `golang:alpine is alpine ${release.name} with Go`, first),
        keepsPrograms,
      ),
    ];
  }
  // The builder moves along with Alpine's newest release: libraries beside musl may not match, musl itself does.
  if (linkage.value !== 'static' && librariesNamed(contribution)) return [];
  return [
    option(
      'alpine:3',
      'alpine:3',
      'T1',
      'distro',
      because(
        'newest-release',
        'the builder moves with the newest Alpine, and so does this; musl runs what an older musl linked',
        first,
      ),
      keepsPrograms,
    ),
  ];
}

/** Final bases for the image that builds a Go program, smallest first, the builder itself last. */
export function goBases(image: ImageRef, facts: Facts, contribution: Contribution): readonly BaseOption[] {
  const written = facts.stage.from.image;
  const same = option(written, facts.stage.image ?? written, 'T0', 'same', {
    rule: 'go/same-base',
    because: 'the image that it was built in',
    at: null,
  });
  // A mirror has what it has: no other image is certain to be there.
  if (onlyMirrors(image)) return [same];
  const release = releaseOf(image, facts);
  const golang = facts.base?.repository === 'golang';
  const small = programsUnknown(contribution) ? [] : staticOptions(contribution, facts, release);
  if (!golang) return [...small, same];
  if (release.distro === 'alpine') return [...small, ...alpineOptions(contribution, release), same];
  if (release.distro === 'debian') return [...small, ...debianOptions(contribution, release), same];
  return [...small, same];
}

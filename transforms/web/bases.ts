import { imageFacts } from '../../src/data/images.js';
import { officialName, parseImageRef } from '../../src/data/image-ref.js';
import type { ImageFacts, ImageRef } from '../../src/data/types.js';
import type { BaseOption, Contribution, Facts } from '../../src/transform/types.js';
import { runBeside, startedServer } from './started.js';

/** Users and groups by name that commands, copies and USER mention; a distribution's plain image may lack them. */
function mentionedUsers(facts: Facts): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (text: string | null | undefined): void => {
    for (const name of (text ?? '').split(':')) if (name !== '' && !/^\d+$/.test(name)) names.add(name);
  };
  add(facts.contract.user);
  for (const { instruction, effects } of facts.units) {
    if (instruction.type === 'user') add(instruction.value);
    for (const flag of instruction.flags) if (flag.name === 'chown') add(flag.value);
    for (const change of effects.owners ?? []) if (change.kind === 'owner') add(change.value);
  }
  return names;
}

/** A user of the old base that the new one lacks, and that something mentions; null when there is none. */
function lostUser(facts: Facts, before: ImageFacts, after: ImageFacts): string | null {
  const there = new Set(after.users.map((user) => user.name));
  const added = new Set(facts.units.flatMap((unit) => unit.effects.users.map((user) => user.name)));
  const names = mentionedUsers(facts);
  for (const { name } of before.users)
    if (names.has(name) && !there.has(name) && !added.has(name)) return name;
  return null;
}

/** The distribution's own image of the release that the builder's image stands on; null when that is not sure. */
function distroImage(image: ImageRef, facts: Facts): string | null {
  const before = imageFacts(image);
  if (!before || before.release === null || before.archiveDead) return null;
  // A variable may choose another release.
  if (facts.stage.from.image.includes('$') || image.digest !== null || image.registry !== null) return null;
  const name = officialName(image);
  if (name === null || !/^(?:node|buildpack-deps|debian|python|ruby|golang)$/.test(name)) return null;
  const made =
    before.distro === 'debian'
      ? `debian:${before.release}-slim`
      : before.distro === 'alpine'
        ? `alpine:${before.release}`
        : null;
  if (made === null || made === image.text) return null;
  const after = imageFacts(parseImageRef(made));
  return after === null || lostUser(facts, before, after) !== null ? null : made;
}

/**
 * Final bases for an image whose web server a package brings: the distribution's own image of the same release, where the
 * same package is installed again (T1), then the image itself.
 */
export function webBases(image: ImageRef, facts: Facts, contribution: Contribution): readonly BaseOption[] {
  if (!contribution.owns) return [];
  const same: BaseOption = {
    image: facts.stage.from.image,
    resolved: image.text,
    tier: 'T0',
    allow: null,
    kind: 'same',
    evidence: { rule: 'web/base-same', because: "the builder's own image", at: null },
  };
  const started = startedServer(facts);
  // The distribution's node would be another version than the image's.
  const node = started !== null && runBeside(facts, started).length > 0;
  const distro = node ? null : distroImage(image, facts);
  if (distro === null) return [same];
  return [
    {
      image: distro,
      resolved: distro,
      tier: 'T1',
      allow: null,
      kind: 'distro',
      evidence: {
        rule: 'web/base-distro',
        because: `${image.text} stands on ${distro.replace('-slim', '')}, and the web server is installed from the same packages`,
        at: null,
      },
    },
    same,
  ];
}

import { appDirectories, type Carried } from '../classify/carry.js';
import type { UnitFate } from '../classify/fates.js';
import type { Evidence, Obligation } from '../classify/types.js';
import type { ImageFacts } from '../data/types.js';
import type { Facts } from '../transform/types.js';
import { directoryFix } from './directories.js';

export interface OwnershipQuestion {
  readonly facts: Facts;
  readonly fates: readonly UnitFate[];
  readonly carried: readonly Carried[];
  readonly final: ImageFacts | null;
}

function failed(because: string, at: Evidence['at'], unlock: string): Obligation {
  return {
    id: 'ownership',
    confidence: 'unknown',
    evidence: [{ rule: 'ownership/users', because, at }],
    unlock,
  };
}

function names(owner: string): readonly string[] {
  return owner.split(':').filter((name) => name !== '' && !/^\d+$/.test(name) && !name.includes('$'));
}

interface Named {
  readonly name: string;
  readonly at: Evidence['at'];
}

/** Users and groups that the final stage names: USER, --chown of repeated copies, owners of copied directories. */
function namedOwners(question: OwnershipQuestion): readonly Named[] {
  const { facts, fates, carried } = question;
  const found: Named[] = [];
  const add = (owner: string, at: Evidence['at']): void => {
    for (const name of names(owner)) found.push({ name, at });
  };
  for (const fate of fates) {
    const { instruction, place } = fate.unit;
    if (instruction.type === 'user') add(fate.unit.user, place);
    if (fate.verdict !== 'replay') continue;
    for (const flag of instruction.flags) if (flag.name === 'chown') add(flag.value ?? '', place);
    for (const change of fate.unit.effects.owners ?? [])
      if (change.kind === 'owner') add(change.value, place);
  }
  for (const path of [
    ...appDirectories(facts),
    ...carried.flatMap((each) => (each.tree ? [each.path] : [])),
  ]) {
    const fix = directoryFix(facts, path);
    if (fix?.owner) add(fix.owner, fix.evidence.at);
  }
  return found;
}

/** Ids from 1000 on are given out in order, so a base with users of its own shifts those that are made without a number. */
function sharesIds(before: ImageFacts | null, after: ImageFacts | null): boolean {
  const ids = (image: ImageFacts | null): string =>
    (image?.users ?? [])
      .filter((user) => user.uid >= 1000 && user.uid < 60000)
      .map((user) => user.uid)
      .sort()
      .join();
  return before !== null && after !== null && ids(before) === ids(after);
}

/** openssh-client, which buildpack-deps has from its scm layer up, takes a group number from 100 up. */
function hasGroupOfSsh(image: ImageFacts | null): boolean {
  return (image?.chain ?? []).concat(image?.repository ?? '').some((each) => {
    const [name, tag] = each.split(':');
    if (name !== 'buildpack-deps') return false;
    return !(tag ?? image?.tag ?? '').endsWith('-curl');
  });
}

/**
 * `ownership`: users and groups that the final stage names exist there (BuildKit silently takes root for an unknown name in
 * --chown), with the id that the copied files carry.
 */
export function ownershipObligations(question: OwnershipQuestion): readonly Obligation[] {
  const { facts, fates, final } = question;
  const made = fates.filter((fate) => fate.verdict === 'replay').flatMap((fate) => fate.unit.effects.users);
  const there = new Set([
    ...(final?.users ?? []).map((user) => user.name),
    ...made.map((change) => change.name),
    'root',
  ]);
  const missing = namedOwners(question).find(
    ({ name }) => !there.has(name) && !made.some((change) => change.op === 'modify'),
  );
  const obligations: Obligation[] = [];
  if (missing) {
    const image = final ? `${final.repository}:${final.tag}` : 'the new base image';
    obligations.push(
      failed(`${image} has no user or group ${missing.name}`, missing.at, 'use numeric ids instead of names'),
    );
  }
  // The number alone gets its home directory and its name from the user database.
  const number = /^(\d+)(?::\d+)?$/.exec(facts.contract.user)?.[1];
  const user = facts.base?.users.find((each) => number !== undefined && each.uid === Number(number));
  if (user && final && final.users.length > 0 && !final.users.some((each) => each.uid === user.uid))
    obligations.push(
      failed(
        `${final.repository}:${final.tag} has no user ${user.uid}, which is ${user.name} in the old base image`,
        null,
        'use --base with an image that has the user',
      ),
    );
  const loose = fates.find(
    (fate) =>
      fate.verdict === 'replay' &&
      fate.unit.effects.users.some((change) => change.op !== 'modify' && change.id === null),
  );
  const shifted =
    hasGroupOfSsh(facts.base) !== hasGroupOfSsh(final) &&
    made.some((change) => change.fromHundred && change.id === null);
  if (loose && (shifted || !sharesIds(facts.base, final))) {
    obligations.push(
      failed(
        'a user or group made without a number would get another one on the new base image',
        loose.unit.place,
        'give useradd -u or groupadd -g a number',
      ),
    );
  }
  return obligations;
}

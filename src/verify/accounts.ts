import type { Finding, ListedFile, Listing } from './types.js';

export interface Account {
  readonly name: string;
  readonly id: number;
  /** Primary group; null for a group. */
  readonly group: number | null;
  readonly home: string;
  /** Names of a group's further members; none for a user. */
  readonly members: readonly string[];
}

function textOf(listing: Listing, path: string): string {
  return listing.get(path)?.text ?? '';
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** Accounts by number, the first entry of a number as the C library takes it. passwd(5), group(5). */
function accountsOf(text: string, users: boolean): ReadonlyMap<number, Account> {
  const accounts = new Map<number, Account>();
  for (const line of text.split('\n')) {
    const fields = line.split(':');
    const id = numberOf(fields[2]);
    const name = fields[0] ?? '';
    if (id === null || name === '' || accounts.has(id)) continue;
    accounts.set(id, {
      name,
      id,
      group: users ? numberOf(fields[3]) : null,
      home: users ? (fields[5] ?? '') : '',
      members: users
        ? []
        : (fields[3] ?? '')
            .trim()
            .split(',')
            .filter((member) => member !== ''),
    });
  }
  return accounts;
}

/** Users of an image by number. */
export function usersOf(listing: Listing): ReadonlyMap<number, Account> {
  return accountsOf(textOf(listing, '/etc/passwd'), true);
}

/** Groups of an image by number. */
export function groupsOf(listing: Listing): ReadonlyMap<number, Account> {
  return accountsOf(textOf(listing, '/etc/group'), false);
}

/** Users and groups of both images, to tell a change of an owner from a change of its number. */
export interface Accounts {
  readonly users: readonly [ReadonlyMap<number, Account>, ReadonlyMap<number, Account>];
  readonly groups: readonly [ReadonlyMap<number, Account>, ReadonlyMap<number, Account>];
}

export function accountsOfBoth(before: Listing, after: Listing): Accounts {
  return { users: [usersOf(before), usersOf(after)], groups: [groupsOf(before), groupsOf(after)] };
}

function label(id: number, accounts: ReadonlyMap<number, Account>): string {
  const name = accounts.get(id)?.name;
  return name === undefined ? String(id) : `${id} (${name})`;
}

/** Owner and group of a file, as people read them: `1000 (node):1000 (node)`. */
export function ownerLabel(file: ListedFile, accounts: Accounts, side: 0 | 1): string {
  return `${label(file.uid, accounts.users[side])}:${label(file.gid, accounts.groups[side])}`;
}

function sameName(
  a: number,
  b: number,
  [before, after]: readonly [ReadonlyMap<number, Account>, ReadonlyMap<number, Account>],
): boolean {
  const name = before.get(a)?.name;
  return a === b || (name !== undefined && name === after.get(b)?.name);
}

/** True when owner and group have the same names in both images, be their numbers the same or not. */
export function sameOwner(before: ListedFile, after: ListedFile, accounts: Accounts): boolean {
  return sameName(before.uid, after.uid, accounts.users) && sameName(before.gid, after.gid, accounts.groups);
}

/** Names of the groups that a user is in beside its primary one. */
function furtherGroups(name: string, groups: ReadonlyMap<number, Account>): readonly string[] {
  return [...groups.values()].filter(({ members }) => members.includes(name)).map((group) => group.name);
}

/** Number of the user that USER names (`app`, `1000`, `app:staff`); null when the image has no such name. */
export function userId(user: string, users: ReadonlyMap<number, Account>): number | null {
  const name = user.split(':')[0] ?? '';
  for (const account of users.values()) if (account.name === name) return account.id;
  return name === '' ? 0 : numberOf(name);
}

/** Users and groups, by number in the original, that matter for the app. */
export interface Owners {
  /** They own files of the app. */
  readonly users: ReadonlySet<number>;
  readonly groups: ReadonlySet<number>;
  /** Numbers of users that own the same file in both images. */
  readonly stayed?: ReadonlySet<number>;
  /** The container runs as this one; null when nobody said who. */
  readonly user: number | null;
  /** USER is a number: no name leads to its entry. */
  readonly userByNumber?: boolean;
  /** Names of users that a script changes to; whether that script runs is not known. */
  readonly late?: ReadonlySet<string>;
}

function byName(name: string, users: ReadonlyMap<number, Account>): Account | undefined {
  return [...users.values()].find((account) => account.name === name);
}

/**
 * The entry of a user in the candidate: the one of its number, or one of its name when the number has no such entry. Owners
 * of files are compared by name as well, and USER is looked up by name unless it is a number. A file that kept its number
 * did not follow the user.
 */
function counterpartOf(before: Account, owners: Owners, accounts: Accounts): Account | undefined {
  const sameNumber = accounts.users[1].get(before.id);
  if (sameNumber?.name === before.name) return sameNumber;
  if (owners.stayed?.has(before.id) === true) return sameNumber;
  if (owners.user === before.id && owners.userByNumber === true) return sameNumber;
  return byName(before.name, accounts.users[1]) ?? sameNumber;
}

/** The group's number may be another one; its name counts then. */
function samePrimaryGroup(before: Account, after: Account, accounts: Accounts): boolean {
  if (before.group === null || after.group === null) return before.group === after.group;
  const moved = before.id !== after.id;
  return moved ? sameName(before.group, after.group, accounts.groups) : before.group === after.group;
}

/**
 * Compares the entries of the users and groups that own files of the app in both images, and of the user of the container.
 * One without a name, or with another one, is a difference: programs look the name up (`os.userInfo()` throws without
 * one), and whoever has the name now has the files. So is a group that a user is not in any more: whatever that group may
 * read or write (a device, a socket, a volume) need not be in the image. A user's other home, or a further group, is a
 * note: it takes no right away. So is root's name: root has its rights by number, in no matter what group, and an image from
 * `scratch` has no names at all. A user that only a script changes to leaves it open: whether the script runs is not known.
 */
export function compareAccounts(owners: Owners, accounts: Accounts): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (
    weight: Finding['weight'],
    subject: string,
    before: string,
    after: string | null,
    because: string,
  ): void => {
    findings.push({ check: 'files', code: 'V-USER', weight, subject, before, after, because });
  };
  const sure = new Set([...owners.users, ...(owners.user === null ? [] : [owners.user])]);
  const late = [...(owners.late ?? [])].flatMap((name) => byName(name, accounts.users[0])?.id ?? []);
  for (const id of new Set([...sure, ...late])) {
    const before = accounts.users[0].get(id);
    if (before === undefined) continue;
    const after = counterpartOf(before, owners, accounts);
    const certain = sure.has(id);
    const who = owners.users.has(id)
      ? 'it owns files of the app'
      : certain
        ? 'the container runs as it'
        : 'a script changes to it';
    const was = `${before.name}:${before.id}:${before.group ?? ''}`;
    const weight = id === 0 ? 'note' : certain ? 'different' : 'unsure';
    const subject = `user ${before.name}`;
    if (after === undefined) {
      add(weight, subject, was, null, `${who}, and no entry in /etc/passwd has its number`);
      continue;
    }
    const is = `${after.name}:${after.id}:${after.group ?? ''}`;
    if (after.name !== before.name || !samePrimaryGroup(before, after, accounts)) {
      add(weight, subject, was, is, `${who}, and its entry in /etc/passwd changed`);
    } else if (after.id !== before.id) {
      add('allowed', subject, was, is, 'the same user under another number');
    } else if (after.home !== before.home) {
      add('note', subject, before.home, after.home, 'its home directory changed');
    }
    if (id === 0) continue;
    const groups = furtherGroups(before.name, accounts.groups[0]);
    const now = furtherGroups(after.name, accounts.groups[1]);
    const lost = groups.filter((group) => !now.includes(group));
    if (lost.length > 0 || now.length > groups.length) {
      const further = now.length === 0 ? null : now.join(', ');
      const state = lost.length > 0 ? `is not in ${lost.join(', ')} any more` : 'is in further groups';
      add(lost.length > 0 ? weight : 'note', subject, groups.join(', '), further, `${who}, and it ${state}`);
    }
  }
  for (const id of owners.groups) {
    const before = accounts.groups[0].get(id);
    if (before === undefined) continue;
    const after =
      [...accounts.groups[1].values()].find(({ name }) => name === before.name) ?? accounts.groups[1].get(id);
    if (after?.name === before.name) continue;
    add(
      id === 0 ? 'note' : 'different',
      `group ${before.name}`,
      `${before.name}:${id}`,
      after === undefined ? null : `${after.name}:${after.id}`,
      'it owns files of the app, and its entry in /etc/group changed',
    );
  }
  return findings;
}

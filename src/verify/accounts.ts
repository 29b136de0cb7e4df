import type { Finding, ListedFile, Listing } from './types.js';

export interface Account {
  readonly name: string;
  readonly id: number;
  /** Primary group; null for a group. */
  readonly group: number | null;
  readonly home: string;
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

/**
 * Compares the entries of the users and groups that own files of the app in both images. An owner without a name, or with
 * another one, is a difference: programs look the name up (`os.userInfo()` throws without one), and whoever has the name
 * now has the files. A user's other home is a note: it is no matter of who may do what. So is root's name: root has its
 * rights by number, and an image from `scratch` has no names at all.
 */
export function compareAccounts(
  owners: { readonly users: ReadonlySet<number>; readonly groups: ReadonlySet<number> },
  accounts: Accounts,
): readonly Finding[] {
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
  for (const id of owners.users) {
    const before = accounts.users[0].get(id);
    const after = accounts.users[1].get(id);
    if (before === undefined) continue;
    const was = `${before.name}:${before.id}:${before.group ?? ''}`;
    const weight = id === 0 ? 'note' : 'different';
    if (after === undefined)
      add(
        weight,
        `user ${before.name}`,
        was,
        null,
        'it owns files of the app and has no entry in /etc/passwd',
      );
    else if (after.name !== before.name || after.group !== before.group) {
      add(
        weight,
        `user ${before.name}`,
        was,
        `${after.name}:${after.id}:${after.group ?? ''}`,
        'it owns files of the app, and its entry in /etc/passwd changed',
      );
    } else if (after.home !== before.home) {
      add('note', `user ${before.name}`, before.home, after.home, 'its home directory changed');
    }
  }
  for (const id of owners.groups) {
    const before = accounts.groups[0].get(id);
    const after = accounts.groups[1].get(id);
    if (before === undefined || after?.name === before.name) continue;
    add(
      id === 0 ? 'note' : 'different',
      `group ${before.name}`,
      `${before.name}:${id}`,
      after === undefined ? null : `${after.name}:${id}`,
      'it owns files of the app, and its entry in /etc/group changed',
    );
  }
  return findings;
}

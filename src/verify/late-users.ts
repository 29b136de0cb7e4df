import { realPath } from './paths.js';
import type { Listing } from './types.js';

const NAME = String.raw`["']?([A-Za-z_][\w-]*)`;
/** An option of su(1) and runuser(1): `-s` and `-c` take a value. */
const SU_OPTION = String.raw`(?:-[sc]\s+(?:"[^"]*"|'[^']*'|[^\s"']\S*)|-{1,2}(?![sc]\s)[\w-]*(?:=\S+)?)`;
/** How the programs that start another one as another user are told its name. */
const SWITCHES: readonly RegExp[] = [
  String.raw`(?:gosu|su-exec|s6-setuidgid)\s+${NAME}`,
  String.raw`chpst\s+-u\s*:?${NAME}`,
  String.raw`setpriv\s[^\n;|&]*?--reuid[=\s]\s*${NAME}`,
  String.raw`runuser\s+(?:-u\s*|--user[=\s]\s*)${NAME}`,
  String.raw`(?:su|runuser)(?:\s+${SU_OPTION})*\s+${NAME}`,
].map((pattern) => new RegExp(String.raw`(?:^|[\s;&|(\x60/])${pattern}`, 'gm'));

/** Names of the users that a shell's text changes to before it starts something: `exec gosu app node server.js`. */
export function switchedUsers(text: string): readonly string[] {
  const joined = text.replace(/\\\r?\n/g, ' ');
  const names = SWITCHES.flatMap((pattern) => [...joined.matchAll(pattern)].map(([, name = '']) => name));
  return [...new Set(names)];
}

/** Users that scripts of both images change to, where the candidate has a shell to run them with. */
export function lateUsers(before: Listing, after: Listing): ReadonlySet<string> {
  const names = new Set<string>();
  if (realPath(after, '/bin/sh') === null) return names;
  for (const [path, { calls }] of before) {
    if (calls?.users === undefined || !after.has(path)) continue;
    for (const name of calls.users) names.add(name);
  }
  return names;
}

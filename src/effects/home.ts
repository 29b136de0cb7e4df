/** True for the names and numbers of root, with or without a group; an image without a user runs as root. */
export function isRoot(user: string): boolean {
  const name = user.split(':')[0] ?? '';
  return name === '' || name === 'root' || name === '0';
}

/**
 * A user's home directory, absolute. `user` is what USER says (`node`, `1000:1000`); HOME in `env` goes first, as in BuildKit,
 * and without it the usual place is taken.
 */
export function homeOf(user: string, env: Readonly<Record<string, string>>): string {
  if (env['HOME']) return env['HOME'];
  return isRoot(user) ? '/root' : `/home/${user.split(':')[0] ?? ''}`;
}

/** True for the names and numbers of root, with or without a group. */
export function isRoot(user: string): boolean {
  return user === '' || user === 'root' || user === '0' || /^(?:root|0):/.test(user);
}

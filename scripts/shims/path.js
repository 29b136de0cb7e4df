/** The part of Node's `path` that @balena/dockerignore uses, POSIX only: paths in a build context have slashes everywhere. */
export const sep = '/';

export function normalize(path) {
  const absolute = path.startsWith('/');
  const parts = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  const slash = path.endsWith('/') && parts.length > 0 ? '/' : '';
  const joined = parts.join('/') + slash;
  return absolute ? `/${joined}` : joined || '.';
}

export function dirname(path) {
  const trimmed = path.replace(/\/+$/, '');
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return path.startsWith('/') ? '/' : '.';
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}

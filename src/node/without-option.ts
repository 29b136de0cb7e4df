import { absolutePath } from '../project/path.js';

/**
 * What is wrong with a path that is said to be left out on purpose; null when nothing is. An empty one would be the working
 * directory, and `/` the whole image: both would excuse everything that is lost.
 */
export function withoutProblem(path: string): string | null {
  if (path.trim() === '') return 'a path of the image is wanted';
  // Any directory will do: most working directories lie right below the root.
  return absolutePath(path, '/app') === '/' ? 'a path in the image is wanted, not all of it' : null;
}

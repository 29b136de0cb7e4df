import { npmProject } from '../../../src/project/npm/project.js';
import { nearestManifest } from '../manifest.js';
import type { Word } from './start-words.js';
import { absolute, type Surroundings } from './trail.js';

/** A manager's call as it would be in the member's own directory. */
export interface MemberCall {
  readonly words: readonly Word[];
  readonly cwd: string;
}

/** The directory of a workspace's member by its name or path; null when it is no single known one. */
function memberDirectory(name: string, cwd: string, around: Surroundings): string | null {
  const root = nearestManifest(around.files, cwd);
  if (root === null) return null;
  const packages = npmProject(around.files, root.dir).workspace?.packages ?? [];
  const path = absolute(root.dir, name);
  const found = packages.filter((each) => each.manifest.name === name || each.dir === path);
  return found.length === 1 ? (found[0]?.dir ?? null) : null;
}

const OPTIONS: Readonly<Record<string, RegExp>> = {
  npm: /^(?:-w|--workspace)(?:=(.*))?$/,
  // pnpm's own -w means the root.
  pnpm: /^(?:-F|--filter)(?:=(.*))?$/,
  bun: /^(?:-F|--filter)(?:=(.*))?$/,
};

/**
 * `npm start -w @x/api`, `pnpm --filter api start` and `yarn workspace api start` run in the directory of one member. Null for
 * any other call, for several members, and for patterns.
 */
export function memberCall(
  manager: string,
  words: readonly Word[],
  cwd: string,
  around: Surroundings,
): MemberCall | null {
  if (manager === 'yarn') {
    const name = words[1]?.value === 'workspace' ? words[2]?.value : undefined;
    const dir = typeof name === 'string' ? memberDirectory(name, cwd, around) : null;
    return dir === null ? null : { words: [...words.slice(0, 1), ...words.slice(3)], cwd: dir };
  }
  const option = Object.hasOwn(OPTIONS, manager) ? OPTIONS[manager] : undefined;
  if (!option) return null;
  const end = words.findIndex((word) => word.value === '--');
  const at = words.findIndex(
    (word, index) => index > 0 && (end < 0 || index < end) && option.test(word.value ?? ''),
  );
  if (at < 0) return null;
  const glued = option.exec(words[at]?.value ?? '')?.[1];
  const name = glued ?? words[at + 1]?.value;
  const dir = typeof name === 'string' ? memberDirectory(name, cwd, around) : null;
  if (dir === null) return null;
  return { words: [...words.slice(0, at), ...words.slice(at + (glued === undefined ? 2 : 1))], cwd: dir };
}

import { within } from '../../../src/classify/places.js';
import { isSelfContained } from '../../../src/data/self-contained-tools.js';
import type { Facts, SourceFacts } from '../../../src/transform/types.js';
import { position, surroundings } from './judge.js';
import { makerOfProgram, ownFile } from './lookup.js';
import { literalWords } from './start-words.js';
import { absolute, emptyTrail, type Surroundings, type Trail } from './trail.js';
import { walkWords } from './walk.js';

/** Who puts a path, or a directory above it, there. What lies with the app is what the trace reads. */
function makerOfPath(path: string, app: string, around: Surroundings): 'run' | 'stage' | null {
  for (let at = path; at !== '' && at !== app && !within(app, at); at = at.slice(0, at.lastIndexOf('/'))) {
    if (within(at, app)) return null;
    const maker = around.made?.(at) ?? null;
    if (maker !== null) return maker;
  }
  return null;
}

/**
 * Follows scripts of the image that the sources start by name or path: the trace sees the build context and not where
 * COPY and RUN put its files, so what such a script calls itself is found here. Null when the sources start none.
 */
export function spawnedScripts(facts: Facts, sources: readonly SourceFacts[]): Trail | null {
  const around = surroundings(facts);
  const here = position(facts);
  const trail = emptyTrail();
  let found = false;
  for (const { name, at } of sources.flatMap((each) => each.spawns)) {
    const path = name.includes('/') ? absolute(here.cwd, name) : name;
    if (path === null) continue;
    if (ownFile(path, around) === null) {
      const maker = path.includes('/') ? makerOfPath(path, here.cwd, around) : makerOfProgram(path, around);
      if (maker !== 'stage' || isSelfContained(path.slice(path.lastIndexOf('/') + 1))) continue;
      found = true;
      trail.unclear.push(`what ${path} calls, which comes out of another stage, is not known`);
      continue;
    }
    found = true;
    walkWords(literalWords([path]), around, trail, {
      ...here,
      tree: false,
      conditional: true,
      through: [at],
    });
  }
  if (!found) return null;
  // Code that a script hands to node is no entry of the trace.
  const node = trail.processes.find((each) => each.kind !== 'system');
  if (node)
    trail.unclear.push(`${node.through.at(-1) ?? 'a script'} runs ${node.program}, which is not traced`);
  return trail;
}

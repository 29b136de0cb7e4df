import type { BuildTimes } from '../../verify/types.js';
import type { Session } from '../engine/types.js';
import { buildSide } from './build-sides.js';
import { changedContext } from './changed-source.js';
import type { Side, VerifyRequest } from './types.js';

/** The seconds of the build that was made anyway, with whatever the engine's cache held. */
export function firstBuild(seconds: number): BuildTimes {
  return { first: seconds, cold: null, changed: null };
}

/**
 * Builds both sides again, without any cache and then with one source file changed, and adds the wall-clock seconds; a
 * build that fails, and a context that cannot be copied with one source file changed, leave null.
 */
export async function measuredTimes(
  session: Session,
  request: VerifyRequest,
  sides: readonly (readonly [side: Side, times: BuildTimes])[],
): Promise<readonly BuildTimes[]> {
  const cold: (number | null)[] = [];
  for (const [side] of sides) {
    request.onProgress({ kind: 'step', text: `building ${side.name} without a cache` });
    const built = await buildSide(session, request, side, { tag: session.tag('times'), cache: false });
    cold.push(built.ok ? built.seconds : null);
  }
  const changed: (number | null)[] = [];
  request.onProgress({ kind: 'step', text: 'copying the context, to change a source file' });
  const other = await changedContext(request.context, request.original.file, session.signal);
  if (typeof other === 'string') {
    const text = `the time after a change of a source file is not measured: ${other}`;
    request.onProgress({ kind: 'remark', text });
    return withTimes(sides, cold, changed);
  }
  try {
    for (const [side] of sides) {
      request.onProgress({ kind: 'step', text: `building ${side.name} after a change of ${other.file}` });
      const options = { tag: session.tag('times'), cache: true, context: other.directory };
      const built = await buildSide(session, request, side, options);
      changed.push(built.ok ? built.seconds : null);
    }
  } finally {
    await other.remove();
  }
  return withTimes(sides, cold, changed);
}

function withTimes(
  sides: readonly (readonly [side: Side, times: BuildTimes])[],
  cold: readonly (number | null)[],
  changed: readonly (number | null)[],
): readonly BuildTimes[] {
  return sides.map(([, times], index) => ({
    ...times,
    cold: cold[index] ?? null,
    changed: changed[index] ?? null,
  }));
}

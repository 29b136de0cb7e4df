import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildahEngine } from './buildah.js';
import { dockerEngine } from './docker.js';
import type { FoundEngine } from './found.js';
import { imageName, keepImages, removeAbandoned, removeContainers, removeImages } from './leftovers.js';
import { ownerLabels } from './owner.js';
import { podmanEngine } from './podman.js';
import { engineProgram } from './program.js';
import type { EngineName, Engine, Session } from './types.js';
import type { EngineProgram } from './program.js';
import { removeAbandonedDirectories } from './temporary.js';
import { startWatchdog } from './watchdog.js';

const ENGINES: Readonly<Record<EngineName, (program: EngineProgram) => Engine>> = {
  docker: dockerEngine,
  podman: podmanEngine,
  buildah: buildahEngine,
};

/**
 * Begins to work with an engine: removes what earlier sessions of this host left whose process is gone, and sees to it
 * that nothing of this one is left running when this process dies. An aborted signal ends everything that it runs.
 */
export async function openSession(found: FoundEngine, signal: AbortSignal): Promise<Session> {
  const id = `${Date.now().toString(36)}${randomBytes(4).toString('hex')}`;
  const labels = ownerLabels(id);
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const watchdog = startWatchdog(found, id);
  const children = new Set<number>();
  const program = engineProgram(found, id, labels, controller.signal, {
    born(pid) {
      children.add(pid);
      watchdog.born(pid);
    },
    gone(pid) {
      children.delete(pid);
      watchdog.gone(pid);
    },
  });
  if (!signal.aborted) {
    await removeAbandoned(program);
    await removeAbandonedDirectories();
  }

  async function finish(): Promise<void> {
    signal.removeEventListener('abort', abort);
    const busy = children.size > 0;
    controller.abort();
    // Children have five seconds to heed SIGTERM; what they make until then goes, too.
    for (let turn = 0; turn < 60 && children.size > 0; turn++) await sleep(100);
    const belongs = ({ session }: { readonly session: string }): boolean => session === id;
    let clear = await removeContainers(program, belongs);
    if (clear && busy) {
      // The daemon may still have been at what a child asked for.
      await sleep(300);
      clear = await removeContainers(program, belongs);
    }
    if (clear) await removeImages(program, belongs);
    // What an engine does not give up in time is left to the watching process, which has more of it.
    if (clear && children.size === 0) watchdog.dismiss();
  }

  let closing: Promise<void> | null = null;
  return {
    engine: ENGINES[found.name](program),
    id,
    signal: controller.signal,
    tag: (name) => `${imageName(id)}:${name}`,
    keep: (names) => keepImages(program, id, names),
    close: () => (closing ??= finish()),
  };
}

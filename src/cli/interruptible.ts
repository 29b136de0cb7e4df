import { exitCodes } from './exit-codes.js';
import { err } from './output.js';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The work's result, or that it was interrupted. */
export type Interruptible<T> =
  { readonly interrupted: false; readonly value: T } | { readonly interrupted: true };

/**
 * Runs work that leaves things behind when it is cut off. A first signal, or a reader of the output that goes away, aborts the
 * work's own signal and waits until it has cleaned up; a second signal ends the program at once. The program's own handlers,
 * which end it, stand aside meanwhile.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Interruptible<T>> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
    err('dockopt: interrupted; removing what was made (once more to leave it to the next run)');
  };
  const lost = (): void => controller.abort();
  const streams = [process.stdout, process.stderr];
  const asides = [
    ...SIGNALS.map((name) => standAside(process, name, stop)),
    ...streams.map((stream) => standAside(stream, 'error', lost)),
  ];
  try {
    const value = await work(controller.signal);
    return controller.signal.aborted ? { interrupted: true } : { interrupted: false, value };
  } catch (error) {
    if (controller.signal.aborted) return { interrupted: true };
    throw error;
  } finally {
    for (const restore of asides) restore();
  }
}

type Listener = (...args: unknown[]) => void;

function isListener(value: unknown): value is Listener {
  return typeof value === 'function';
}

/** Puts one listener in the place of all others; the function that comes back undoes it. */
function standAside(emitter: NodeJS.EventEmitter, name: string, listener: () => void): () => void {
  // The raw ones are what off() looks for, and those of once() take themselves away.
  const others: readonly unknown[] = emitter.rawListeners(name);
  emitter.removeAllListeners(name);
  emitter.on(name, listener);
  return () => {
    emitter.off(name, listener);
    for (const other of others.filter(isListener)) emitter.on(name, other);
  };
}

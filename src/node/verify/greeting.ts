import { connect } from 'node:net';
import type { Greeting } from '../../verify/types.js';
import type { Session } from '../engine/types.js';

const SILENT_MS = 2000;
const MOST = 4096;

/** What says something first on a connection, within two seconds; '' when it is silent, null when nothing is there. */
function firstWords(address: string, signal: AbortSignal): Promise<string | null> {
  const at = address.lastIndexOf(':');
  return new Promise((resolve) => {
    let text = '';
    let connected = false;
    const socket = connect({
      host: address.slice(0, at).replace(/^\[|\]$/g, ''),
      port: Number(address.slice(at + 1)),
    });
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      socket.destroy();
      resolve(connected ? text : null);
    };
    const timer = setTimeout(end, SILENT_MS);
    signal.addEventListener('abort', end, { once: true });
    socket.setEncoding('latin1');
    socket.on('connect', () => (connected = true));
    socket.on('data', (chunk: string) => {
      text = (text + chunk).slice(0, MOST);
      if (text.length === MOST) end();
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}

/** What a container says first on ports that do not speak HTTP. */
export async function greetings(
  session: Session,
  id: string,
  ports: readonly number[],
): Promise<readonly Greeting[]> {
  const all: Greeting[] = [];
  for (const port of ports) {
    const address = await session.engine.address(id, port);
    const text = address === null ? null : await firstWords(address, session.signal);
    if (text !== null) all.push({ port, text });
  }
  return all;
}

import { request as send } from 'node:http';
import { comparedHeaders } from '../../verify/headers.js';
import type { HttpAnswer, HttpRequest } from '../../verify/types.js';
import { readBody } from './body.js';

/** How long an answer may always take, however short the wait for a server is. */
export const ANSWER_SECONDS = 10;

/**
 * Sends one request to `address` (`127.0.0.1:49153`) and reads the answer; redirects are not followed. `Host` names the
 * container's port, as the published one differs from start to start. Null when nothing answers HTTP in time
 * (`milliseconds`); of a body that has not ended by then comes what is there.
 */
export function ask(
  address: string,
  port: number,
  request: HttpRequest,
  milliseconds: number,
  signal: AbortSignal,
): Promise<HttpAnswer | null> {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at).replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    let settled = false;
    const settle = (answer: HttpAnswer | null): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      client.destroy();
      resolve(answer);
    };
    const abort = (): void => settle(null);
    const client = send({
      host,
      port: Number(address.slice(at + 1)),
      method: request.method,
      path: request.path,
      agent: false,
      headers: {
        host: `localhost:${port}`,
        'user-agent': 'dockopt',
        accept: '*/*',
        'accept-encoding': 'gzip',
        connection: 'close',
        ...(request.body === null ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
        ...request.headers,
      },
    });
    let endEarly = abort;
    const timer = setTimeout(() => endEarly(), signal.aborted ? 0 : milliseconds);
    signal.addEventListener('abort', abort, { once: true });
    client.on('error', abort);
    client.on('response', (message) => {
      const headers = comparedHeaders(message.headers);
      // A stream of events has no end.
      endEarly = readBody(message, (body) => {
        settle({ request, port, status: message.statusCode ?? null, headers, ...body });
      });
    });
    client.end(request.body ?? undefined);
  });
}

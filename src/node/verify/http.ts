import { createHash } from 'node:crypto';
import { request as send, type IncomingMessage } from 'node:http';
import { constants, gunzipSync } from 'node:zlib';
import type { HttpAnswer, HttpRequest } from '../../verify/types.js';

/** Most of a body that is read, in bytes. */
const BODY = 1_000_000;

/** Headers that say something about the app, not about this one response. */
const COMPARED: readonly string[] = [
  'content-type',
  'location',
  'cache-control',
  'content-encoding',
  'www-authenticate',
];

function headersOf(message: IncomingMessage): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value === undefined) continue;
    if (name === 'set-cookie') {
      const names = [value].flat().map((cookie) => cookie.split('=')[0]?.trim() ?? '');
      kept['set-cookie'] = [...new Set(names)].sort().join(', ');
    } else if (COMPARED.includes(name) || name.startsWith('access-control-')) {
      kept[name] = [value].flat().join(', ');
    }
  }
  return kept;
}

function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: 16 * BODY, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return body;
  }
}

/** Text as it is; what is no text by its digest, as only its identity can be compared. */
function bodyText(body: Buffer, whole: boolean): string {
  const more = whole ? '' : '\n… (longer than what is compared)';
  if (!body.includes(0)) return `${body.toString('utf8')}${more}`;
  const digest = createHash('sha256').update(body).digest('hex');
  return `(binary, ${body.length} bytes, sha256 ${digest})${more}`;
}

/**
 * Sends one request to `address` (`127.0.0.1:49153`) and reads the answer; redirects are not followed. `Host` names the
 * container's port, as the published one differs from start to start. Null when nothing answers HTTP in time
 * (`milliseconds`).
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
    const timer = setTimeout(abort, signal.aborted ? 0 : milliseconds);
    signal.addEventListener('abort', abort, { once: true });
    client.on('error', abort);
    client.on('response', (message) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const finish = (whole: boolean): void => {
        const raw = Buffer.concat(chunks).subarray(0, BODY);
        const body = bodyText(unpacked(raw, message.headers['content-encoding']), whole);
        settle({ request, port, status: message.statusCode ?? null, headers: headersOf(message), body });
      };
      message.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > BODY) finish(false);
      });
      message.on('end', () => finish(true));
      message.on('error', () => finish(false));
      message.on('aborted', () => finish(false));
    });
    client.end(request.body ?? undefined);
  });
}

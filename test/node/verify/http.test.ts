import { expect } from 'chai';
import { createServer, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { ask } from '../../../src/node/verify/http.js';
import { pause } from '../../../src/node/verify/pause.js';
import type { HttpAnswer, HttpRequest } from '../../../src/verify/types.js';

const root: HttpRequest = { method: 'GET', path: '/', body: null, headers: {} };
let server: Server | null = null;

async function asked(
  listener: RequestListener,
  request: HttpRequest = root,
  signal: AbortSignal = new AbortController().signal,
): Promise<HttpAnswer | null> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return ask(`127.0.0.1:${port}`, 3000, request, 2000, signal);
}

describe('asking a server', () => {
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = null;
  });

  it('keeps the headers that matter, and of cookies their names', async () => {
    const answer = await asked((request, response) => {
      response.writeHead(201, {
        'content-type': 'text/plain',
        'access-control-allow-origin': '*',
        'set-cookie': ['sid=123; Path=/', 'b=1'],
        etag: '"1"',
        'x-random': '1',
      });
      response.end(`${request.method ?? ''} ${request.headers.host ?? ''}`);
    });
    expect(answer).to.deep.include({ status: 201, port: 3000, body: 'GET localhost:3000' });
    expect(answer?.headers).to.deep.equal({
      'content-type': 'text/plain',
      'access-control-allow-origin': '*',
      'set-cookie': 'b, sid',
    });
  });

  it('sends method, headers and body', async () => {
    const post = { method: 'POST', path: '/x', body: 'ä=1', headers: { 'content-type': 'text/x' } };
    const answer = await asked((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () =>
        response.end(`${request.method} ${request.url} ${request.headers['content-type']} ${text}`),
      );
    }, post);
    expect(answer?.body).to.equal('POST /x text/x ä=1');
  });

  it('does not follow redirects, unpacks, and names binary bodies by their digest', async () => {
    const moved = await asked((_, response) => response.writeHead(302, { location: '/b' }).end());
    expect([moved?.status, moved?.headers['location']]).to.deep.equal([302, '/b']);
    server?.close();
    const packed = await asked((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')),
    );
    expect([packed?.body, packed?.headers['content-encoding']]).to.deep.equal(['hello', 'gzip']);
    server?.close();
    const binary = await asked((_, response) => response.end(Buffer.from([0, 1, 2])));
    expect(binary?.body).to.match(/^\(binary, 3 bytes, sha256 ae4b3280e56e2faf/);
  });

  it('reads a megabyte of a body and no more', async () => {
    const answer = await asked((_, response) => response.end('x'.repeat(3_000_000)));
    expect(answer?.body.length).to.be.within(1_000_000, 1_000_100);
    expect(answer?.body).to.match(/longer than what is compared\)$/);
  });

  it('is null where nothing answers, and ends when it is aborted', async () => {
    const { signal } = new AbortController();
    expect(await ask('127.0.0.1:1', 1, root, 1000, signal)).to.equal(null);
    const controller = new AbortController();
    const waiting = asked(() => controller.abort(), root, controller.signal);
    expect(await waiting).to.equal(null);
    await pause(60_000, controller.signal);
  });
});
